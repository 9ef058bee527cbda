"""Functions that are killed between two of their doings, in process."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tutti.kit.media import TenantMedia
from tutti.kit.table import Table

DOINGS = ((Table, "write"), (TenantMedia, "fetch"), (TenantMedia, "put"), (TenantMedia, "remove"))


class Killed(BaseException):
    """The function's process ended."""


@contextmanager
def killed_after(doings: int) -> Iterator[list[str]]:
    """A function that is killed after it has written, fetched, put or removed so often; what it did stands.

    Gives the names of what it did.
    """
    done: list[str] = []
    with pytest.MonkeyPatch.context() as changes:
        for owner, name in DOINGS:
            changes.setattr(owner, name, _counting(getattr(owner, name), name, done, doings))
        try:
            yield done
        except Killed:
            return


def _counting(act: Any, name: str, done: list[str], doings: int) -> Any:
    def counting(*args: Any, **more: Any) -> Any:
        given = act(*args, **more)
        done.append(name)
        if len(done) == doings:
            raise Killed
        return given

    return counting
