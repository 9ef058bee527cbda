"""Credentials narrowed to named partitions, so that IAM refuses every other school.

A function's own role may do nothing on the table. It assumes a shared role with an inline session policy that
names the leading keys of one studio; the client is cached per scope and its credentials renew themselves.
"""

import json
from functools import cache, lru_cache
from typing import Any

import botocore.session
from botocore.credentials import RefreshableCredentials
from pynamodb.connection import Connection

from tutti.kit.settings import setting

ACTIONS = [
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
WARM_SCOPES = 64


def session_policy(leading_keys: tuple[str, ...]) -> str:
    """The inline policy that leaves only these partitions; `Null` refuses calls that name no key at all."""
    return json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": ACTIONS,
                    "Resource": "*",
                    "Condition": {
                        "ForAllValues:StringLike": {"dynamodb:LeadingKeys": list(leading_keys)},
                        "Null": {"dynamodb:LeadingKeys": "false"},
                    },
                }
            ],
        },
        separators=(",", ":"),
    )


@cache
def session() -> botocore.session.Session:
    """The one botocore session of this process: its loader caches the service models."""
    return botocore.session.get_session()


@cache
def client(service: str) -> Any:
    """A client under the function's own role, for what is not the table."""
    return session().create_client(service)


def prepare() -> None:
    """Make what the first call of the table needs: the client that assumes roles, DynamoDB's description."""
    client("sts")
    session().get_component("data_loader").load_service_model("dynamodb", "service-2")


def _assume(role_arn: str, leading_keys: tuple[str, ...]) -> dict[str, str]:
    reply = client("sts").assume_role(
        RoleArn=role_arn, RoleSessionName="tutti", Policy=session_policy(leading_keys), DurationSeconds=3600
    )["Credentials"]
    return {
        "access_key": reply["AccessKeyId"],
        "secret_key": reply["SecretAccessKey"],
        "token": reply["SessionToken"],
        "expiry_time": reply["Expiration"].isoformat(),
    }


class ScopedConnection(Connection):
    """A PynamoDB connection whose credentials are those of one scope, renewed before they expire."""

    def __init__(self, role_arn: str, leading_keys: tuple[str, ...]) -> None:
        super().__init__(region=session().get_config_variable("region"), max_retry_attempts=3)
        self._credentials = RefreshableCredentials.create_from_metadata(
            metadata=_assume(role_arn, leading_keys),
            refresh_using=lambda: _assume(role_arn, leading_keys),
            method="sts-assume-role",
        )

    @property
    def session(self) -> botocore.session.Session:
        """A session of this scope that shares the process's loaded service models."""
        scoped = botocore.session.get_session()
        scoped.register_component("data_loader", session().get_component("data_loader"))
        scoped._credentials = self._credentials
        return scoped


@lru_cache(maxsize=WARM_SCOPES)
def scoped_connection(role_setting: str, leading_keys: tuple[str, ...]) -> ScopedConnection:
    """The connection for these partitions under the role that `role_setting` names; cached while warm."""
    return ScopedConnection(setting(role_setting), leading_keys)
