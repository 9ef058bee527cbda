"""How an attempt ends: in one write with what it takes of the storage, whatever happened meanwhile."""

from tutti.kit.clock import utc_now
from tutti.kit.errors import Refusal, StillWorking
from tutti.kit.facts import Fact, told
from tutti.kit.raced import until_undisturbed
from tutti.recordings.deposit import DepositState, Rejection
from tutti.recordings.shelf import D, Made, Shelf
from tutti.recordings.store import StorageFull, StorageStore


def settle(shelf: Shelf[D], worked: D, made: Made, *, limit: int) -> None:
    """Let what this attempt has made be the deposit; what it may not be any more is taken away."""
    try:
        after = until_undisturbed(lambda: _finish(shelf, worked, made, limit))
    except StorageFull as full:
        reject(shelf, worked.id, full, attempt=worked.attempts)
        return
    if after is None:
        shelf.media.remove(shelf.made_keys(worked.id, worked.attempts))
    else:
        shelf.tidy(after)


def _finish(shelf: Shelf[D], worked: D, made: Made, limit: int) -> D | None:
    before = shelf.store.find(worked.id)
    if before is None or before.attempt is None or before.attempt.number != worked.attempts:
        return None
    after = before.made(made.fields, kept_bytes=made.kept_bytes, now=utc_now())
    return _write(shelf, before, after, [shelf.ready_fact(after)], limit=limit)


def reject(
    shelf: Shelf[D],
    deposit_id: str,
    refusal: Refusal,
    *,
    attempt: int | None = None,
    refused_etag: str | None = None,
) -> None:
    """Give the deposit up for this reason, unless it is ready from an earlier attempt; leave nothing behind.

    With the number of an attempt, only while that one holds it; without, while nobody does, else it refuses
    with `StillWorking`. With an ETag, that upload is removed, and none that came in its place.
    """
    rejection = Rejection.of(refusal, keeps_upload=shelf.keeps_uploads)
    after = until_undisturbed(lambda: _give_up(shelf, deposit_id, rejection, attempt, refused_etag))
    if after is None:
        shelf.empty(deposit_id)
    else:
        shelf.tidy(after)


def _give_up(
    shelf: Shelf[D], deposit_id: str, rejection: Rejection, attempt: int | None, refused_etag: str | None
) -> D | None:
    before = shelf.store.find(deposit_id)
    if before is None:
        return None
    if attempt is None and before.is_attempted(utc_now()):
        raise StillWorking()
    is_over = before.attempt is None and not before.is_under_way
    is_anothers = attempt is not None and (before.attempt is None or before.attempt.number != attempt)
    if is_over or is_anothers:
        return before
    after = before.given_up(rejection, refused_etag)
    facts = [shelf.rejected_fact(after, rejection)] if after.state is DepositState.REJECTED else []
    return _write(shelf, before, after, facts)


def _write(shelf: Shelf[D], before: D, after: D, facts: list[Fact], *, limit: int = 0) -> D:
    storage = StorageStore(shelf.tenant).following(before, after, limit=limit)
    shelf.tenant.table.write([shelf.store.replacing(before, after), *storage, *told(shelf.tenant, *facts)])
    return after.model_copy(update={"version": before.version + 1})
