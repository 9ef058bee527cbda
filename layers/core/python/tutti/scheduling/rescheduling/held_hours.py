"""Hours of teachers and rooms that a waitlist takes in hand and gives back."""

from collections.abc import Iterable

from tutti.kit.changes import Change
from tutti.kit.tenant import Tenant
from tutti.scheduling.busy import BusyStore
from tutti.scheduling.lesson import Place
from tutti.scheduling.places import claim_place
from tutti.scheduling.waitlist.seat import Pool


def hour_pool(pool_id: str, source: str, names: tuple[str, ...], place: Place) -> Pool:
    """One hour of a teacher, until it begins."""
    return Pool(id=pool_id, source=source, names=names, place=place, until=place.starts_at)


def moving_hours(
    tenant: Tenant, taken: Iterable[Place], given_back: Iterable[Place], *, margin: int
) -> list[Change]:
    """The changes that take these hours and give those back: one batch of reads; refuses with `SlotTaken`."""
    taken, given_back, busy = list(taken), list(given_back), BusyStore(tenant)
    both = [*taken, *given_back]
    if not both:
        return []
    resources = dict.fromkeys(one for place in both for one in place.resources)
    masks = busy.read(resources, [place.span.widened(margin) for place in both])
    for place in given_back:
        for resource in place.resources:
            masks.free(resource, place.span)
    for place in taken:
        claim_place(masks, place, (), margin=margin)
    return busy.writing(masks)
