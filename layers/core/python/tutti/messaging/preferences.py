"""Whom to remind of what: the studio's kinds, and what people want instead."""

from collections.abc import Sequence

from tutti.kit.facts import Fact
from tutti.kit.role import ADMINISTRATION
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.messaging.preference import ReminderPreference, ReminderPreferenceUpdate
from tutti.messaging.store import ReminderPreferenceStore
from tutti.people.inviting import NoSuchPerson
from tutti.people.published import places_of


class ReminderPreferenceChanged(Fact):
    """A person wants other reminders."""


def get_reminder_preferences(caller: Caller, person_id: str) -> ReminderPreference:
    """What the person wants; for the office and the person, else refused with `NoSuchPerson`. One read."""
    if caller.role not in ADMINISTRATION and caller.person_id != person_id:
        raise NoSuchPerson()
    store = ReminderPreferenceStore(caller.tenant)
    found, *known = caller.tenant.table.get_each(store.key(person_id), *places_of(caller.tenant, person_id))
    if not any(known):
        raise NoSuchPerson()
    return store.read(found) if found else ReminderPreference(id=person_id)


def update_reminder_preferences(
    caller: Caller, person_id: str, update: ReminderPreferenceUpdate
) -> ReminderPreference:
    """What the person wants from now on; refuses an older version, and with `NoSuchPerson`."""
    before = get_reminder_preferences(caller, person_id)
    changed = ReminderPreferenceChanged(subject=person_id)
    return ReminderPreferenceStore(caller.tenant).replace(before, before.revised(update), changed)


def preferences_of(tenant: Tenant, people: Sequence[str]) -> dict[str, ReminderPreference]:
    """What these people want, those left out who never said anything: one batch of reads."""
    return {one.id: one for one in ReminderPreferenceStore(tenant).get_many(people)} if people else {}
