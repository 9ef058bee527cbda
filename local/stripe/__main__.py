"""`python -m local.stripe`: the stand-in as a process of its own."""

import argparse
import asyncio
from collections.abc import Callable
from pathlib import Path

from local.stripe.server import run_server
from local.stripe.stand_in import Settings, StandIn


def read_settings(arguments: list[str] | None = None) -> Settings:
    """The command line; it ends the process when something is missing or wrong."""
    parser = argparse.ArgumentParser(prog="python -m local.stripe", description="A stand-in for Stripe.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--state", type=Path, required=True, help="folder that keeps what was paid")
    parser.add_argument("--webhook-url", type=_web_address, required=True, help="where events go")
    parser.add_argument("--webhook-secret", type=_prefixed("whsec_"), required=True, help="signs events")
    parser.add_argument("--secret-key", type=_prefixed("sk_test_"), required=True, help="opens the API")
    parser.add_argument("--first-retry-seconds", type=float, default=1.0, help="doubles at every retry")
    return Settings(**vars(parser.parse_args(arguments)))


def _web_address(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise argparse.ArgumentTypeError("begins with http:// or https://")
    return text


def _prefixed(prefix: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not text.startswith(prefix):
            raise argparse.ArgumentTypeError(f"begins with {prefix}")
        return text

    return read


if __name__ == "__main__":
    settings = read_settings()
    print(f"Stripe stand-in on {settings.site}", flush=True)
    asyncio.run(run_server(StandIn(settings)))
