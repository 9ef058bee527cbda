"""Mischief on demand: what happens to webhooks, and which calls fail next."""

import asyncio
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from local.stripe.errors import Refusal


class WebhookSwitches(BaseModel):
    """How events reach the webhook until the next setting; the defaults do no mischief."""

    model_config = ConfigDict(extra="forbid")

    delay_seconds: float = Field(0, ge=0, le=3600)
    duplicate: int = Field(0, ge=0, le=20, description="copies beside the first, sent at the same moment")
    drop: list[str] | int = Field(0, description="these types never arrive, or the next so many events")
    reorder: bool = Field(False, description="the latest event first")
    hold: bool = Field(False, description="nothing leaves until it is released")

    def drops(self, type: str) -> bool:
        """Whether this event never arrives; counts down when a number was set."""
        if isinstance(self.drop, list):
            return type in self.drop
        if self.drop > 0:
            self.drop -= 1
            return True
        return False


class Fault(BaseModel):
    """The next `times` calls of one endpoint go wrong."""

    model_config = ConfigDict(extra="forbid")

    endpoint: str = Field(description="method and path as Stripe documents it: POST /v1/refunds")
    times: int = Field(1, ge=1)
    answer: Literal[500, 429, "hang"] = 500
    seconds: float = Field(60, ge=0, le=600, description="how long a hanging call waits before it goes on")
    after_work: bool = Field(False, description="the work is done and stored first, only the answer is lost")

    kept: bool = Field(False, description="the same error comes again under the same idempotency key")

    async def strike(self) -> None:
        """Waits, or raises the refusal that takes the answer's place."""
        if self.answer == "hang":
            await asyncio.sleep(self.seconds)
        elif self.answer == 429:
            raise Refusal("Request rate limit exceeded.", status=429, code="rate_limit")
        else:
            raise Refusal("An unknown error occurred.", status=500, type="api_error")


class Faults:
    """The faults that are still to come."""

    def __init__(self) -> None:
        self.coming: list[Fault] = []

    def take(self, endpoint: str) -> Fault | None:
        """The fault that this call meets, if any; each is met as often as it was ordered."""
        fault = next((fault for fault in self.coming if fault.endpoint == endpoint), None)
        if fault is None:
            return None
        fault.times -= 1
        if fault.times == 0:
            self.coming.remove(fault)
        return fault
