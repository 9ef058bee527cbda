"""However many offers end in the same moment: each write of a line holds all its changes, a hundred."""

from tests.unit.scheduling.waitlines import LATER, TERMS, a_family, a_line, deal, pool
from tutti.kit.changes import Put
from tutti.kit.ids import new_id
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.scheduling.waitlist.waitlist import Line
from tutti.scheduling.waitlist.writing import Step

TUE = pool("tue", 60)
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ROOM = 70
"""Beside the line itself, the seats, and what an answer brings about."""


def _written(before: Line, after: Line) -> list[str]:
    """What beside the line itself: items, and the names of facts."""
    changes = list(Step(before, after, LATER).changes(Tenant(new_id("stu"), "somebody")))
    assert len(changes) <= ROOM
    return [_name(one.record) if isinstance(one, Put) else "" for one in changes]


def _name(record: Record) -> str:
    return str(record.kind) if record.kind != "Fact" else str(record.body)


def test_many_offers_that_end_at_once_end_in_several_writes() -> None:
    line = a_line(*map(a_family, LETTERS))
    while (after := deal(line, {TUE: 20 - len(line.offers)})).offers != line.offers:
        _written(line, after)
        line = after
    assert len(line.offers) == 20
    for _ in range(40):
        after = deal(line, {TUE: 20 - sum(line.hand.values())}, now=LATER)
        is_told = any("WaitlistDue" in one for one in _written(line, after))
        if not is_told:
            break
        line = after
    live = [one for one in after.offers if one.is_live(LATER)]
    assert (len(after.waiting), len(live), len(after.offers)) == (12, 12, 12)
    assert {one.expires_at for one in live} == {LATER + TERMS.offer_lasts}
