"""Cases that run several at once, each a test of its own, in a school that no other case has meanwhile."""

import inspect
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

import pytest

AT_ONCE = 3
"""One thread of MiniStack serves all cases: more of them would only wait for it."""
S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")
Story = Callable[..., None]


def at_once(ask: Callable[[T], R], doors: Iterable[T]) -> dict[T, R]:
    """What is answered at each of these, a few of them asked at once."""
    asked = list(doors)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(asked, pool.map(ask, asked), strict=True))


class SideBySide(Generic[S]):
    """As many cases at once as there are schools for them; `afterwards` tidies up the school of each."""

    def __init__(self, schools: Iterable[S], afterwards: Callable[[S], None] = lambda _: None) -> None:
        self._afterwards = afterwards
        self._free: SimpleQueue[S] = SimpleQueue()
        for school in schools:
            self._free.put(school)
        self._pool = ThreadPoolExecutor(self._free.qsize())
        self._runs: dict[str, Future[None]] = {}

    def begin(self, items: Iterable[pytest.Item]) -> None:
        """Let the cases among these tests begin, in their order, as schools are free."""
        for item in items:
            if story := getattr(getattr(item, "function", None), "story", None):
                params = item.callspec.params if hasattr(item, "callspec") else {}
                self._runs[item.nodeid] = self._pool.submit(self._run, story, dict(params))

    def outcome(self, item: pytest.Item) -> None:
        """Return when this test's case has ended well; raises what it raised."""
        self._runs[item.nodeid].result()

    def all_end(self) -> None:
        """Return when no case runs any more."""
        for run in self._runs.values():
            run.exception()

    def stop(self) -> None:
        """Begin no further case, and wait for those that run."""
        self._pool.shutdown(cancel_futures=True)

    def _run(self, story: Story, case: dict[str, Any]) -> None:
        school = self._free.get()
        try:
            story(school, **case)
        finally:
            self._afterwards(school)
            self._free.put(school)


def side_by_side(story: Story) -> Callable[..., None]:
    """A test of the story's cases, for parametrize: `story` takes a school, then what the case is.

    The module gives the fixture `cases`, a `SideBySide` that was told to begin.
    """

    def test(request: pytest.FixtureRequest, cases: SideBySide[Any], **_: Any) -> None:
        cases.outcome(request.node)

    _, *case = inspect.signature(story).parameters.values()
    own = list(inspect.signature(test).parameters.values())[:2]
    test.__signature__ = inspect.Signature([*own, *case])  # type: ignore[attr-defined]
    test.__name__, test.__doc__, test.__module__ = story.__name__, story.__doc__, story.__module__
    test.__wrapped__ = test.story = story  # type: ignore[attr-defined]
    return test
