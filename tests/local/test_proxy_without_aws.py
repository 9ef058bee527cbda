"""What the proxy says when the local AWS does not: that it is late is one thing, that it is gone another."""

import asyncio
from contextlib import closing

import httpx
import pytest
from starlette.requests import Request
from starlette.types import Message

from local.proxy import Forward

HERE = {"type": "http", "method": "GET", "raw_path": b"/api/v1/me", "query_string": b"", "headers": []}


async def _nothing() -> Message:
    return {"type": "http.request", "body": b""}


@pytest.mark.parametrize(
    ("failure", "status"),
    [(httpx.ReadTimeout("late"), 504), (httpx.ConnectError("gone"), 502), (httpx.ReadError("cut"), 502)],
    ids=["late", "gone", "cut off"],
)
def test_tells_an_emulator_that_is_late_from_one_that_is_gone(
    failure: httpx.TransportError, status: int
) -> None:
    def fail(_: httpx.Request) -> httpx.Response:
        raise failure

    async def asked() -> int:
        forward = Forward("http://127.0.0.1:1", "/api")
        forward.web = httpx.AsyncClient(base_url="http://127.0.0.1:1", transport=httpx.MockTransport(fail))
        return (await forward.hand_over(Request(HERE, _nothing))).status_code

    # asyncio.run would take the thread's own loop away from the tests after this one.
    with closing(asyncio.new_event_loop()) as loop:
        assert loop.run_until_complete(asked()) == status
