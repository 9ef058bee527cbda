"""Holding alternatives: the time of teacher, room and students that the lesson itself does not take."""

from tutti.kit.changes import Change
from tutti.kit.tenant import Tenant
from tutti.scheduling.busy import BusyStore, Masks
from tutti.scheduling.lesson import Place
from tutti.scheduling.rescheduling.reschedule import Reschedule


def hold(masks: Masks, reschedule: Reschedule, *, margin: int) -> None:
    """Take the time of all alternatives; refuses with `SlotTaken` when one of them is not free."""
    for place in reschedule.alternatives:
        refuse_taken(masks, place, reschedule, margin=margin)
    for one, span in reschedule.held():
        masks.claim(one, span, is_lesson=False)


def refuse_taken(masks: Masks, place: Place, reschedule: Reschedule, *, margin: int) -> None:
    """Refuse with `SlotTaken` a place where somebody has another lesson; this one does not count."""
    own = {*reschedule.original.resources, *reschedule.student_ids}
    for one in (*place.resources, *reschedule.student_ids):
        around = place.span.widened(margin if one == place.teacher_id else 0)
        for span in around.without(reschedule.original.span) if one in own else [around]:
            masks.refuse_busy(one, span)


def give_back(masks: Masks, reschedule: Reschedule) -> None:
    """Let everything that is held be free."""
    for one, span in reschedule.held():
        masks.free(one, span)


def releasing(tenant: Tenant, reschedule: Reschedule) -> list[Change]:
    """The changes that let everything that is held be free: one batch of reads."""
    held, busy = list(reschedule.held()), BusyStore(tenant)
    masks = busy.read(dict.fromkeys(one for one, _ in held), [span for _, span in held])
    give_back(masks, reschedule)
    return busy.writing(masks)
