"""Serves the stand-in with hypercorn."""

from collections.abc import Awaitable, Callable
from typing import Any, cast

from hypercorn.asyncio import serve
from hypercorn.config import Config

from local.stripe.app import build_app
from local.stripe.stand_in import StandIn


async def run_server(stand_in: StandIn, until: Callable[..., Awaitable[Any]] | None = None) -> None:
    """Returns after SIGTERM or SIGINT, or when `until` does."""
    config = Config()
    config.bind = [f"{stand_in.settings.host}:{stand_in.settings.port}"]
    config.graceful_timeout = 1
    config.keep_alive_timeout = 75
    config.loglevel = "WARNING"
    await serve(cast("Any", build_app(stand_in)), config, shutdown_trigger=until)
