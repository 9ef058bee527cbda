"""The cold start of every function against the lean one's, in the same minutes."""

from statistics import median

from benchmarks.cold import Cost, Race, Start, lean, shipped
from benchmarks.figures import Figure, say
from infra.doorways import Doorway, discover

LAPS, MORE_LAPS = 3, 10
NEAR = 0.93
"""What comes as near to a bar is measured more often, so that noise decides nothing."""
ENDPOINT, WORKER = "endpoint", "worker"
WHOLE = {ENDPOINT: 0.85, WORKER: 0.50}
READY = {ENDPOINT: 0.95, WORKER: 0.80}
"""Bars that a good change does not lift: what was measured, and the noise of a busy machine."""


def measure() -> list[Figure]:
    """Each function's cold start, the worst and the middle of endpoints and of workers."""
    starts = {way: Start(way.module, shipped()) for way in discover()}
    race = Race(lean())
    say(f"  {len(starts)} starts, {LAPS} rounds: some minutes")
    race.run(list(starts.values()), LAPS)
    near = [start for way, start in starts.items() if _is_near(race.ratio(start), kind(way))]
    say(f"  {len(near)} of them near a bar, {MORE_LAPS} rounds more")
    race.run(near, MORE_LAPS)
    ratios = {way: race.ratio(start) for way, start in starts.items()}
    summaries = [figure for group in (ENDPOINT, WORKER) for figure in _summary(group, ratios)]
    return summaries + [_detail(way, cost) for way, cost in ratios.items()]


def _is_near(cost: Cost, group: str) -> bool:
    return cost.whole > NEAR * WHOLE[group] or cost.ready > NEAR * READY[group]


def kind(way: Doorway) -> str:
    """Endpoints are waited for; workers are the steps of sagas and what events wake."""
    return ENDPOINT if way.group == "api" else WORKER


def _summary(group: str, ratios: dict[Doorway, Cost]) -> list[Figure]:
    of_group = {way: cost for way, cost in ratios.items() if kind(way) == group}
    worst = max(of_group, key=lambda way: of_group[way].whole)
    slowest = max(of_group, key=lambda way: of_group[way].ready)
    costs, bar, ready = list(of_group.values()), f"<= {WHOLE[group]:.2f}", f"<= {READY[group]:.2f}"
    return [
        _figure(f"cold init: worst {group}", of_group[worst].whole, bar, short(worst)),
        _figure(f"cold init: middle {group}", median(cost.whole for cost in costs), bar, f"of {len(costs)}"),
        _figure(f"cold init: worst {group}, handler ready", of_group[slowest].ready, ready, short(slowest)),
        _figure(f"cold init: middle {group}, handler ready", median(cost.ready for cost in costs), ready, ""),
    ]


def _detail(way: Doorway, cost: Cost) -> Figure:
    return Figure(
        f"cold init: {short(way)}", round(cost.whole, 3), f"<= {WHOLE[kind(way)]:.2f}", is_detail=True
    )


def _figure(name: str, value: float, bar: str, note: str) -> Figure:
    return Figure(name, round(value, 3), bar, note)


def short(way: Doorway) -> str:
    """Its path below functions/, without the ending."""
    return f"{way.group}/{way.context}/{way.verb}"
