"""Gap: an address whose code was confirmed stays unverified, and every claim built on that is missing."""

from typing import Any

from ministack.services import cognito

from local.patches import fit

VERIFIED = [{"Name": "email_verified", "Value": "true"}]
DONE = 200


def apply() -> None:
    """Note with the confirmation that the address is verified."""
    fit.function(cognito, "_pool_for_client", "cid")
    fit.function(cognito, "_resolve_user", "pool", "username")
    fit.function(cognito, "_merge_attributes", "existing", "updates")
    confirm = fit.function(cognito, "_confirm_sign_up", "data")

    def confirm_and_note(data: dict[str, Any]) -> Any:
        reply = confirm(data)
        if reply[0] == DONE:
            pool, _ = cognito._pool_for_client(data["ClientId"])
            user, _ = cognito._resolve_user(pool, data["Username"])
            user["Attributes"] = cognito._merge_attributes(user["Attributes"], VERIFIED)
        return reply

    cognito._confirm_sign_up = confirm_and_note
