"""Functions that are killed between their writes, in process."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.support.crowded_school import CrowdedSchool
from tutti.kit.table import Table


class Killed(BaseException):
    """The function's process ended."""


@contextmanager
def dying_after(school: CrowdedSchool, writes: int | None) -> Iterator[None]:
    """A function that is killed after so many writes; what it wrote before stands."""
    with pytest.MonkeyPatch.context() as changes:
        left, write = [writes], Table.write

        def counting(table: Table, made: Any) -> None:
            write(table, made)
            left[0] = left[0] and left[0] - 1
            if left[0] == 0:
                raise Killed

        changes.setattr(Table, "write", counting)
        changes.setattr(school, "is_dying", writes is not None)
        yield
