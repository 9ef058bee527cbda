"""A handler that is broken on purpose: it touches and signs whatever it is told, under any role it gets.

It is deployed into the running cloud, with the role and the environment of an endpoint.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from tutti.kit.credentials import client, scoped_credentials, session_under
from tutti.kit.settings import setting
from tutti.kit.signing import signed_form, signed_link

LASTS = timedelta(minutes=5)
JSON = "application/json"


def handler(event: dict[str, Any], _: Any) -> dict[str, Any]:
    """What IAM or S3 says to it: the name of the error, or what the act gives."""
    try:
        return {"answer": ACTS[event["act"]](event["key"], event.get("role"), event.get("prefixes", []))}
    except ClientError as error:
        return {"answer": error.response["Error"]["Code"]}


def _s3(role: str | None, prefixes: Sequence[str]) -> Any:
    """A client as the kit makes it for these prefixes, or, without a role, the function's own."""
    return session_under(_credentials(role, prefixes)).create_client("s3") if role else client("s3")


def _credentials(role: str, prefixes: Sequence[str]) -> Any:
    return scoped_credentials(role, setting("MEDIA_BUCKET"), tuple(prefixes))


def _at(key: str) -> dict[str, str]:
    return {"Bucket": setting("MEDIA_BUCKET"), "Key": key}


def _read(key: str, role: str | None, prefixes: Sequence[str]) -> str:
    try:
        _s3(role, prefixes).get_object(**_at(key))
    except ClientError as error:
        # An upload that nobody announced is cleared away as soon as it comes.
        if error.response["Error"]["Code"] != "NoSuchKey":
            raise
    return "allowed"


def _write(key: str, role: str | None, prefixes: Sequence[str]) -> str:
    _s3(role, prefixes).put_object(**_at(key), Body=b"broken")
    return "allowed"


def _remove(key: str, role: str | None, prefixes: Sequence[str]) -> str:
    _s3(role, prefixes).delete_object(**_at(key))
    return "allowed"


def _list(key: str, role: str | None, prefixes: Sequence[str]) -> str:
    _s3(role, prefixes).list_objects_v2(Bucket=setting("MEDIA_BUCKET"), Prefix=key)
    return "allowed"


def _sign_form(key: str, role: str, prefixes: Sequence[str]) -> dict[str, Any]:
    fields = {"key": key, "Content-Type": JSON, "success_action_status": "201"}
    limits = [{"bucket": setting("MEDIA_BUCKET")}]
    signed = signed_form(_credentials(role, prefixes), fields, limits, datetime.now(UTC) + LASTS)
    return {"url": setting("MEDIA_URL"), "fields": signed}


def _sign_link(key: str, role: str, prefixes: Sequence[str]) -> str:
    url = f"{setting('MEDIA_URL')}/{key}"
    return signed_link(_credentials(role, prefixes), url, {"response-content-type": JSON}, LASTS)


ACTS: dict[str, Any] = {
    "read": _read,
    "write": _write,
    "remove": _remove,
    "list": _list,
    "sign a form": _sign_form,
    "sign a link": _sign_link,
}
