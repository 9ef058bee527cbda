"""Forms and links for S3, signed here without asking anybody (AWS Signature Version 4)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from botocore.auth import S3SigV4PostAuth, S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import RefreshableCredentials

from tutti.kit.clock import rfc3339
from tutti.kit.credentials import session


def signed_form(
    credentials: RefreshableCredentials,
    fields: Mapping[str, str],
    limits: Sequence[Any],
    expires_at: datetime,
) -> dict[str, str]:
    """The fields of a POST that S3 takes with exactly these values and within these limits, until then."""
    request = AWSRequest("POST", "/")
    exact = [{name: value} for name, value in fields.items()]
    policy = {"expiration": rfc3339(expires_at.replace(microsecond=0)), "conditions": [*limits, *exact]}
    request.context["s3-presign-post-fields"] = dict(fields)
    request.context["s3-presign-post-policy"] = policy
    S3SigV4PostAuth(credentials.get_frozen_credentials(), "s3", _region()).add_auth(request)
    signed: dict[str, str] = request.context["s3-presign-post-fields"]
    return signed


def signed_link(
    credentials: RefreshableCredentials, url: str, answer: Mapping[str, str], lasts: timedelta
) -> str:
    """A link that reads the object at this address, with these headers in the answer, for so long."""
    request = AWSRequest("GET", f"{url}?{urlencode(answer)}")
    seconds = int(lasts.total_seconds())
    S3SigV4QueryAuth(credentials.get_frozen_credentials(), "s3", _region(), seconds).add_auth(request)
    signed: str = request.url
    return signed


def _region() -> str:
    region: str = session().get_config_variable("region")
    return region
