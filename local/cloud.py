"""A local cloud from start to stop."""

import json
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from local import aws, deploy, processes, wake
from local.payments import Payments
from local.place import REGION, ROOT, Place

PROXY = "proxy"
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
        self.payments = Payments.of(self.place)
        self.context = {
            "local_page": self.place.page,
            "local_aws": self.place.aws,
            "local_stripe": self.payments.base,
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
        stacks = deploy.deploy(self.place, self.context, self.say)
        self.start_proxy()
        self.payments.start()
        self.write_outputs(stacks)
        self.say("Waking the functions that a first visitor needs")
        wake.wake(self.place.api, self.client("lambda"))
        return self

    def stop(self) -> None:
        """Stop its processes; its state stays."""
        self.payments.stop()
        processes.stop(self.place.state, PROXY)
        aws.stop(self.place)

    def reset(self) -> None:
        """Stop it and forget its state."""
        self.stop()
        self.place.forget()

    def start_proxy(self) -> None:
        """Serve the page, and the API under the same origin."""
        if processes.running(self.place.state, PROXY):
            return
        processes.expect_free(self.place.port)
        [api] = [each["ApiId"] for each in self.client("apigatewayv2").get_apis()["Items"]]
        command = [sys.executable, "-m", "local.proxy", "--port", str(self.place.port)]
        command += ["--aws", self.place.aws, "--api", f"/_aws/execute-api/{api}/$default"]
        processes.start(self.place.state, PROXY, command, self.place.env())
        aws.wait_for(self.place, self.place.page, PROXY)

    def write_outputs(self, stacks: Mapping[str, Any]) -> None:
        """Seed a new cloud, and write outputs.json."""
        doors = {"page": self.place.page, "api": self.place.api, "mail": self.place.mail}
        outputs: dict[str, Any] = {**doors, "stripe": self.payments.base}
        people = aws.read_note(self.place, "people")
        if people is None:
            if aws.read_note(self.place, "seeding"):
                raise RuntimeError("An earlier start ended while it seeded: make reset, then make up.")
            self.say("Seeding two schools")
            aws.write_note(self.place, "seeding", True)
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
