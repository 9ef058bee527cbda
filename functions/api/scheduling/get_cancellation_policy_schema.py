"""The JSON Schema of cancellation policies."""

from typing import Any

from tutti.kit.endpoint import endpoint, lambda_handler
from tutti.scheduling.cancellation.policy import schema


@endpoint.get("/v1/public/cancellation-policy-schema")
async def get_cancellation_policy_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a cancellation policy's document."""
    return schema()


handler = lambda_handler(get_cancellation_policy_schema)
