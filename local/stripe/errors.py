"""Refusals in the shape of Stripe's errors."""

from typing import Any


class Refusal(Exception):
    """An answer other than success: Stripe's error object with its HTTP status."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        type: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.error = {"message": message, "type": type} | _given(code=code, param=param)
        if code:
            self.error["doc_url"] = f"https://docs.stripe.com/error-codes/{code.replace('_', '-')}"

    def body(self, request_id: str) -> dict[str, Any]:
        """The reply's JSON; the SDK turns it into its own exception."""
        return {
            "error": self.error | {"request_log_url": f"https://dashboard.stripe.com/test/logs/{request_id}"}
        }


def _given(**values: str | None) -> dict[str, str]:
    return {name: value for name, value in values.items() if value is not None}


def missing_param(param: str) -> Refusal:
    """A required parameter was not sent."""
    return Refusal(f"Missing required param: {param}.", code="parameter_missing", param=param)


def no_such(kind: str, id: str, param: str, status: int = 404) -> Refusal:
    """The id names nothing: 404 when it stood in the path, 400 when it came as a parameter."""
    return Refusal(f"No such {kind}: '{id}'", status=status, code="resource_missing", param=param)


def not_in_the_stand_in(param: str) -> Refusal:
    """Stripe knows this parameter, the stand-in does not act on it; ignoring it would make a test lie."""
    return Refusal(
        f"The Stripe stand-in does not implement {param}. Add it in local/stripe first.", param=param
    )
