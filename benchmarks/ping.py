"""The least that a Lambda behind the API can do; it stands alone in its package."""

from typing import Any


def handler(_: Any, __: Any) -> dict[str, Any]:
    """An empty reply."""
    return {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": "{}"}
