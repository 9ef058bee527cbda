"""Gap: EventBridge Scheduler looks for due schedules every ten seconds only."""

from ministack.services import scheduler

from local.patches import fit

SECONDS = 1


def apply() -> None:
    """Look every second."""
    fit.value(scheduler, "_SCHEDULE_TICK_INTERVAL", int)
    fit.expect(
        "_SCHEDULE_TICK_INTERVAL" in scheduler._ticker_loop.__code__.co_names, "the pace is set elsewhere"
    )
    scheduler._SCHEDULE_TICK_INTERVAL = SECONDS
