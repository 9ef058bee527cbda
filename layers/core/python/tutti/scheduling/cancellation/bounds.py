"""Bounds of a number: at least, at most, less than; each may be left out."""

Bounds = tuple[int | None, int | None, int | None]


def refuse_impossible(at_least: int | None, at_most: int | None, less_than: int | None) -> None:
    """Refuse, as pydantic's validators do, bounds that name nothing or leave nothing between them."""
    highest = [
        bound for bound in (at_most, None if less_than is None else less_than - 1) if bound is not None
    ]
    if at_least is None and not highest:
        raise ValueError("name a bound: at least, at most or less than")
    if highest and min(highest) < (at_least or 0):
        raise ValueError("these bounds leave nothing between them")


def is_within(value: int, bounds: Bounds, unit: int = 1) -> bool:
    """True for a value that keeps to all bounds that are named; each counts so many units."""
    at_least, at_most, less_than = (None if bound is None else bound * unit for bound in bounds)
    return (
        (at_least is None or value >= at_least)
        and (at_most is None or value <= at_most)
        and (less_than is None or value < less_than)
    )
