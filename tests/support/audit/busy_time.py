"""Busy masks are what claims time, no more and no less, and no time is claimed twice."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from tests.support.audit.claims import Claim, claims
from tests.support.audit.reading import SLOT, Studio, said


def doubly_claimed(studio: Studio) -> Iterator[str]:
    """Time that two claims take."""
    for (one, other), time in _shared(claims(studio)).items():
        yield f"{one.resource} is claimed twice {_when(time)}: {one.why} and {other.why}"


def unlike_masks(studio: Studio) -> Iterator[str]:
    """Busy without a claim, claimed but free, and lessons that are counted wrongly."""
    busy, starts, why = _expected(claims(studio))
    for resource in sorted(busy.keys() | studio.busy.keys()):
        for at in _runs(busy[resource] - studio.busy[resource]):
            yield f"{resource} is free {_when(at)}, though claimed by {why[resource, at[0]]}"
        for at in _runs(studio.busy[resource] - busy[resource]):
            yield f"{resource} is busy {_when(at)}, though nothing claims it"
        for first in sorted(starts[resource] - studio.starts[resource]):
            yield f"{resource}: the lesson that starts {said(first)} is not counted"
        for first in sorted(studio.starts[resource] - starts[resource]):
            yield f"{resource}: no lesson starts {said(first)}, though one is counted"


def _expected(
    claimed: Iterable[Claim],
) -> tuple[dict[str, set[int]], dict[str, set[int]], dict[tuple[str, int], str]]:
    busy, starts = defaultdict[str, set[int]](set), defaultdict[str, set[int]](set)
    why: dict[tuple[str, int], str] = {}
    for one in claimed:
        busy[one.resource].update(one.slots)
        why |= {(one.resource, at): one.why for at in one.slots}
        if one.is_lesson:
            starts[one.resource].add(one.slots[0])
    return busy, starts, why


def _shared(claimed: Iterable[Claim]) -> dict[tuple[Claim, Claim], list[int]]:
    first: dict[tuple[str, int], Claim] = {}
    shared: dict[tuple[Claim, Claim], list[int]] = defaultdict(list)
    for one in claimed:
        for at in one.slots:
            earlier = first.setdefault((one.resource, at), one)
            if earlier is not one:
                shared[earlier, one].append(at)
    return shared


def _runs(time: set[int]) -> Iterator[list[int]]:
    """Quarter hours that follow each other, together."""
    run: list[int] = []
    for at in sorted(time):
        if run and at != run[-1] + 1:
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _when(time: list[int]) -> str:
    return f"{said(time[0])} for {(time[-1] - time[0] + 1) * SLOT}"
