"""Who plays Stripe: the stand-in, or Stripe's own test mode when there is a key for it."""

import os
import secrets
import sys
from dataclasses import dataclass

from local import aws, processes
from local.place import Place

STAND_IN, CARRIER = "stripe", "stripe-events"
ITSELF = "https://api.stripe.com"
TEST_MODE = ("sk_test_", "rk_test_")
PARAMETERS = "/tutti/local/stripe-secret-key", "/tutti/local/stripe-webhook-secret"


@dataclass(frozen=True)
class Payments:
    """Stripe as one local cloud sees it; `own_key` opens Stripe's test mode."""

    place: Place
    own_key: str = ""

    @classmethod
    def of(cls, place: Place) -> "Payments":
        """As STRIPE_SECRET_KEY in the environment says; refuses a key that moves real money."""
        key = os.environ.get("STRIPE_SECRET_KEY", "")
        if key and not key.startswith(TEST_MODE):
            raise RuntimeError("STRIPE_SECRET_KEY must be a key of Stripe's test mode (sk_test_…).")
        return cls(place, key)

    @property
    def base(self) -> str:
        """Where Stripe's API is."""
        return ITSELF if self.own_key else self.place.stripe

    def start(self) -> None:
        """Put the secrets where functions read them, and start what sends the webhooks."""
        key, webhook_secret = self.put_secrets()
        name, other = (CARRIER, STAND_IN) if self.own_key else (STAND_IN, CARRIER)
        processes.stop(self.place.state, other)
        if processes.running(self.place.state, name):
            return
        processes.expect_free(self.place.port + 2)
        command = [sys.executable, "-m", *self.program(key)]
        command += [
            "--webhook-url",
            f"{self.place.api}/v1/webhooks/stripe",
            "--webhook-secret",
            webhook_secret,
        ]
        keys = {"STRIPE_SECRET_KEY": self.own_key} if self.own_key else {}
        processes.start(self.place.state, name, command, self.place.env() | keys)
        if not self.own_key:
            aws.wait_for(self.place, self.place.stripe, name)

    def program(self, key: str) -> list[str]:
        """The module to run, with what only it wants to know."""
        if self.own_key:
            return ["local.stripe_events"]
        state = str(self.place.folder("stripe"))
        return ["local.stripe", "--port", str(self.place.port + 2), "--state", state, "--secret-key", key]

    def stop(self) -> None:
        """Stop whoever plays Stripe."""
        for name in (STAND_IN, CARRIER):
            processes.stop(self.place.state, name)

    def put_secrets(self) -> tuple[str, str]:
        """Key and webhook secret, random and kept with the state unless the key is Stripe's own."""
        kept = aws.read_note(self.place, "stripe") or [
            f"sk_test_{secrets.token_hex(16)}",
            f"whsec_{secrets.token_hex(16)}",
        ]
        aws.write_note(self.place, "stripe", kept)
        values = (self.own_key or kept[0], kept[1])
        ssm = aws.client(self.place, "ssm")
        for name, value in zip(PARAMETERS, values, strict=True):
            ssm.put_parameter(Name=name, Value=value, Type="SecureString", Overwrite=True)
        return values
