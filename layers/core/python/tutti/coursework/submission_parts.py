"""The recordings and files of a submission: which may be handed in, and what became of them (CRS-3)."""

from collections.abc import Iterable, Mapping, Sequence

from tutti.kit.changes import Key
from tutti.kit.entity import Line, Value
from tutti.kit.errors import Conflict, Invalid
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.recordings.deposit import Deposit, DepositState, Rejection
from tutti.recordings.published import file_key, read_file, read_recording, recording_key


class NotTheirs(Invalid):
    """A student hands in recordings and files of the student's own."""


class PartRejected(Conflict):
    """This recording or file was rejected, so it cannot be handed in; make it anew."""


class SubmittedPart(Value):
    """A recording or a file that was handed in; `is_gone` when it was deleted since."""

    id: str
    title: Line = ""
    state: DepositState | None = None
    rejection: Rejection | None = None
    is_gone: bool = False


def deposit_keys(tenant: Tenant, ids: Iterable[str]) -> list[Key]:
    """Where these recordings and files lie, as their ids say; for who reads them along with others."""
    return [(recording_key if one.startswith("rec_") else file_key)(tenant, one) for one in ids]


def deposits_among(tenant: Tenant, records: Iterable[Record | None]) -> dict[str, Deposit]:
    """The recordings and files among these items, by id."""
    found = dict[str, Deposit]()
    for record in records:
        if record and record.kind == "Recording":
            found[record.SK] = read_recording(tenant, record)
        elif record and record.kind == "File":
            found[record.SK] = read_file(tenant, record)
    return found


def refuse_unfit(student_id: str, ids: Iterable[str], found: Mapping[str, Deposit]) -> None:
    """Refuse `NotTheirs` and `PartRejected`; what is still uploaded or looked at may be handed in."""
    for part_id in ids:
        deposit = found.get(part_id)
        if deposit is None or deposit.student_id != student_id:
            raise NotTheirs(f"{part_id} is not this student's.", id=part_id)
        if deposit.state is DepositState.REJECTED:
            raise PartRejected(f"{part_id} was rejected.", id=part_id)


def parts_of(ids: Sequence[str], found: Mapping[str, Deposit]) -> tuple[SubmittedPart, ...]:
    """What became of these recordings or files, in the order asked."""
    return tuple(_part(one, found.get(one)) for one in ids)


def rejected_among(tenant: Tenant, recording_ids: Iterable[str]) -> set[str]:
    """Those of these recordings that were rejected, or are gone: a batch of reads."""
    asked = list(dict.fromkeys(recording_ids))
    found = deposits_among(tenant, tenant.table.get_many(deposit_keys(tenant, asked)) if asked else ())
    return {one for one in asked if one not in found or found[one].state is DepositState.REJECTED}


def _part(part_id: str, deposit: Deposit | None) -> SubmittedPart:
    if deposit is None:
        return SubmittedPart(id=part_id, is_gone=True)
    return SubmittedPart(id=part_id, title=deposit.title, state=deposit.state, rejection=deposit.rejection)
