"""A local cloud from start to stop."""

import json
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from local import aws, deploy, processes, wake
from local.place import REGION, ROOT, Place

PROXY, STRIPE, STRIPE_EVENTS = "proxy", "stripe", "stripe-events"
SECRETS = "/tutti/local/stripe-secret-key", "/tutti/local/stripe-webhook-secret"
STRIPE_ITSELF = "https://api.stripe.com"
Seed = Callable[[Mapping[str, Any]], list[dict[str, str]]]


def in_silence(_: str) -> None:
    """Report no progress."""


def seed_schools(outputs: Mapping[str, Any]) -> list[dict[str, str]]:
    """Open the two schools; returns their people."""
    from local.seed import seed

    return seed(outputs)


class Cloud:
    """The stacks, deployed to MiniStack behind the proxy, with two schools in them.

    `state` holds everything it keeps; it listens on `port` (page and API), `port` + 1 (AWS) and
    `port` + 2 (Stripe). `context` overrides settings of the stage, as `cdk -c` does.
    """

    def __init__(
        self,
        state: Path = ROOT / ".local",
        port: int = 4600,
        *,
        context: Mapping[str, str] | None = None,
        seed: Seed | None = None,
        say: deploy.Say = in_silence,
    ) -> None:
        self.place = Place(Path(state).resolve(), port)
        self.say = say
        self.seed = seed or seed_schools
        self.stripe_key = os.environ.get("STRIPE_SECRET_KEY", "")
        self.context = {
            "page_url": self.place.page,
            "api_url": self.place.api,
            "stripe_api_base": STRIPE_ITSELF if self.stripe_key else self.place.stripe,
        } | dict(context or {})

    @property
    def outputs(self) -> dict[str, Any]:
        """What outputs.json says: page, api, mail, stripe and people."""
        found: dict[str, Any] = json.loads((self.place.state / "outputs.json").read_text())
        return found

    @property
    def is_running(self) -> bool:
        """Whether its page and its AWS are up."""
        return all(processes.running(self.place.state, name) for name in (aws.NAME, PROXY))

    def client(self, service: str) -> Any:
        """A client of the local AWS as its administrator."""
        return aws.client(self.place, service)

    def start(self) -> "Cloud":
        """Bring it up, deploy what changed, seed it once, and return when it can be used."""
        self.say("Starting the local AWS (MiniStack)")
        if not processes.running(self.place.state, aws.NAME):
            aws.start(self.place)
        keys = self.put_secrets()
        stacks = deploy.deploy(self.place, self.context, self.say)
        self.start_proxy()
        self.start_stripe(*keys)
        self.write_outputs(stacks)
        self.say("Waking the doors that the page opens first")
        wake.wake(self.place.api)
        return self

    def stop(self) -> None:
        """Stop its processes; its state stays."""
        for name in (STRIPE_EVENTS, STRIPE, PROXY):
            processes.stop(self.place.state, name)
        aws.stop(self.place)

    def reset(self) -> None:
        """Stop it and forget its state."""
        self.stop()
        shutil.rmtree(self.place.state, ignore_errors=True)

    def put_secrets(self) -> tuple[str, str]:
        """Stripe's key and webhook secret, random and kept with the state, put where functions read them."""
        kept = aws.read_note(self.place, "stripe") or [
            f"sk_test_{secrets.token_hex(16)}",
            f"whsec_{secrets.token_hex(16)}",
        ]
        aws.write_note(self.place, "stripe", kept)
        values = (self.stripe_key or kept[0], kept[1])
        for name, value in zip(SECRETS, values, strict=True):
            self.client("ssm").put_parameter(Name=name, Value=value, Type="SecureString", Overwrite=True)
        return values

    def start_proxy(self) -> None:
        """Serve the page, and the API under the same origin."""
        if processes.running(self.place.state, PROXY):
            return
        [api] = [each["ApiId"] for each in self.client("apigatewayv2").get_apis()["Items"]]
        command = [sys.executable, "-m", "local.proxy", "--port", str(self.place.port)]
        command += ["--aws", self.place.aws, "--api", f"/_aws/execute-api/{api}/$default"]
        processes.start(self.place.state, PROXY, command, self.place.env())
        aws.wait_for(self.place, self.place.page, PROXY)

    def start_stripe(self, key: str, webhook_secret: str) -> None:
        """Stripe's stand-in; with a key of Stripe's test mode, a courier of its events instead."""
        name, module = (STRIPE_EVENTS, "local.stripe_events") if self.stripe_key else (STRIPE, "local.stripe")
        if processes.running(self.place.state, name):
            return
        command = [sys.executable, "-m", module, "--state", str(self.place.folder("stripe"))]
        command += ["--webhook-url", f"{self.place.api}/v1/webhooks/stripe"]
        command += ["--webhook-secret", webhook_secret, "--secret-key", key]
        if not self.stripe_key:
            command += ["--port", str(self.place.port + 2)]
        processes.start(self.place.state, name, command, self.place.env())
        if not self.stripe_key:
            aws.wait_for(self.place, self.place.stripe, name)

    def write_outputs(self, stacks: Mapping[str, Any]) -> None:
        """Seed a new cloud, and write outputs.json."""
        doors = {"page": self.place.page, "api": self.place.api, "mail": self.place.mail}
        outputs: dict[str, Any] = {**doors, "stripe": STRIPE_ITSELF if self.stripe_key else self.place.stripe}
        people = aws.read_note(self.place, "people")
        if people is None:
            self.say("Seeding two schools")
            more = {"aws": self.place.aws, "region": REGION, "stacks": stacks}
            people = self.seed(outputs | more)
            aws.write_note(self.place, "people", people)
        outputs["people"] = people
        (self.place.state / "outputs.json").write_text(json.dumps(outputs, indent=2, ensure_ascii=False))

    def __enter__(self) -> "Cloud":
        return self.start()

    def __exit__(self, *_: object) -> None:
        with suppress(ProcessLookupError):
            self.stop()
