"""Mails that people may do without, since a note says the same."""

from collections.abc import Iterable, Mapping
from typing import Any

from tutti.messaging.preference import MailKind, ReminderPreference
from tutti.messaging.preferences import preferences_of
from tutti.messaging.readers import Reader, send_to
from tutti.messaging.service import Desk


def send_wanted(
    desk: Desk, fact_id: str, kind: MailKind, readers: Iterable[Reader], values: Mapping[str, Any]
) -> None:
    """Send this mail about a fact to who wants such mails, once; readers are known by their person's id."""
    everybody = list(readers)
    usual = {one.who: ReminderPreference(id=one.who) for one in everybody}
    preferences = usual | preferences_of(desk.tenant, list(usual))
    wanted = [one for one in everybody if preferences[one.who].wants(kind)]
    send_to(desk, f"{kind}#{fact_id}", kind, wanted, values)
