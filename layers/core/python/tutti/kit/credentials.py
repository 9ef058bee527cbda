"""Credentials narrowed to one studio, so that IAM refuses every other school.

A function's own role may do nothing on the table and nothing on the media bucket. It assumes a shared role
with an inline session policy that names the leading keys, or the key prefixes, of one studio; what comes of
it is cached per scope and renews itself.
"""

import json
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

import botocore.session
from botocore.credentials import RefreshableCredentials
from pynamodb.connection import Connection

from tutti.kit.settings import setting

Statement = dict[str, Any]

TABLE_ACTIONS = [
    f"dynamodb:{action}"
    for action in (
        "GetItem",
        "BatchGetItem",
        "Query",
        "ConditionCheckItem",
        "PutItem",
        "UpdateItem",
        "DeleteItem",
    )
]
OBJECT_ACTIONS = [f"s3:{action}" for action in ("GetObject", "PutObject", "DeleteObject")]
WARM_SCOPES = 64
LASTS = 3600
"""Seconds: as long as a role may be assumed by another role."""
LEFT_TO_SIGN = 20 * 60
"""Seconds that credentials which sign have left at least: a link dies with them, so none lasts longer."""


def on_partitions(leading_keys: Sequence[str]) -> Statement:
    """What leaves these partitions of the table; `Null` refuses calls that name no key at all."""
    return {
        "Effect": "Allow",
        "Action": TABLE_ACTIONS,
        "Resource": "*",
        "Condition": {
            "ForAllValues:StringLike": {"dynamodb:LeadingKeys": list(leading_keys)},
            "Null": {"dynamodb:LeadingKeys": "false"},
        },
    }


def on_objects(bucket: str, prefixes: Sequence[str]) -> Statement:
    """What leaves the objects of a bucket whose keys begin so; listing them is left to nobody."""
    return {
        "Effect": "Allow",
        "Action": OBJECT_ACTIONS,
        "Resource": [f"arn:aws:s3:::{bucket}/{prefix}*" for prefix in prefixes],
    }


def session_policy(statement: Statement) -> str:
    """The inline policy that leaves only this; what the role itself may not do stays forbidden."""
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, separators=(",", ":"))


@cache
def session() -> botocore.session.Session:
    """The one botocore session of this process: its loader caches the service models."""
    return botocore.session.get_session()


@cache
def client(service: str) -> Any:
    """A client under the function's own role, for what is neither the table nor the media bucket."""
    return session().create_client(service)


def prepare(*services: str) -> None:
    """Make what the first call of these needs: the client that assumes roles, and their descriptions."""
    client("sts")
    for service in services:
        session().get_component("data_loader").load_service_model(service, "service-2")


def _assume(role_arn: str, policy: str) -> dict[str, str]:
    reply = client("sts").assume_role(
        RoleArn=role_arn, RoleSessionName="tutti", Policy=policy, DurationSeconds=LASTS
    )["Credentials"]
    return {
        "access_key": reply["AccessKeyId"],
        "secret_key": reply["SecretAccessKey"],
        "token": reply["SessionToken"],
        "expiry_time": reply["Expiration"].isoformat(),
    }


def assumed(role_arn: str, policy: str, *, least_left: int | None = None) -> RefreshableCredentials:
    """The role's credentials under this policy, renewed before they expire, or have fewer seconds left."""
    return RefreshableCredentials.create_from_metadata(
        metadata=_assume(role_arn, policy),
        refresh_using=lambda: _assume(role_arn, policy),
        method="sts-assume-role",
        advisory_timeout=least_left,
        mandatory_timeout=least_left,
    )


def session_under(credentials: RefreshableCredentials) -> botocore.session.Session:
    """A session with these credentials that shares the process's loaded service models."""
    scoped = botocore.session.get_session()
    scoped.register_component("data_loader", session().get_component("data_loader"))
    scoped._credentials = credentials
    return scoped


class ScopedConnection(Connection):
    """A PynamoDB connection whose credentials are those of one scope, renewed before they expire."""

    def __init__(self, role_arn: str, leading_keys: tuple[str, ...]) -> None:
        super().__init__(region=session().get_config_variable("region"), max_retry_attempts=3)
        self._credentials = assumed(role_arn, session_policy(on_partitions(leading_keys)))

    @property
    def session(self) -> botocore.session.Session:
        """A session of this scope."""
        return session_under(self._credentials)


@lru_cache(maxsize=WARM_SCOPES)
def scoped_connection(role_setting: str, leading_keys: tuple[str, ...]) -> ScopedConnection:
    """The connection for these partitions under the role that `role_setting` names; cached while warm."""
    return ScopedConnection(setting(role_setting), leading_keys)


@lru_cache(maxsize=WARM_SCOPES)
def scoped_credentials(role_setting: str, bucket: str, prefixes: tuple[str, ...]) -> RefreshableCredentials:
    """Credentials for these objects under the role that `role_setting` names; cached while warm."""
    policy = session_policy(on_objects(bucket, prefixes))
    return assumed(setting(role_setting), policy, least_left=LEFT_TO_SIGN)
