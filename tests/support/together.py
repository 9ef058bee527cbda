"""Acts that happen in the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def together(*acts: Callable[[], T]) -> list[T]:
    """What came of each, in their order, done by as many at the same time."""
    with ThreadPoolExecutor(len(acts)) as crowd:
        return [one.result() for one in [crowd.submit(act) for act in acts]]
