"""A user pool in this process: MiniStack's Cognito behind botocore's own door, with Tutti's trigger on it."""

import asyncio
import json
import logging
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from botocore.awsrequest import AWSResponse

from tutti.kit.credentials import client

BEFORE_SEND = "before-send.cognito-identity-provider"
TRIGGER = "arn:aws:lambda:us-east-1:000000000000:function:tutti-test-put-studio-into-token"
CLIENT = {
    "ClientName": "Page",
    "ExplicitAuthFlows": ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    "PreventUserExistenceErrors": "ENABLED",
    "AccessTokenValidity": 1,
    "TokenValidityUnits": {"AccessToken": "hours"},
}
POOL: dict[str, Any] = {
    "PoolName": "tutti-test",
    "UsernameAttributes": ["email"],
    "AutoVerifiedAttributes": ["email"],
    "MfaConfiguration": "OPTIONAL",
    "Policies": {"PasswordPolicy": {"MinimumLength": 12}},
    "LambdaConfig": {"PreTokenGenerationConfig": {"LambdaArn": TRIGGER, "LambdaVersion": "V2_0"}},
}
PATCHED = ("_confirm_sign_up", "_mfa_challenge_for_user", "_respond_to_auth_challenge")
SIGN_UP_CODE = "123456"
RESET_CODE = "654321"


class Raw:
    """The body of an answer, as urllib3 would hand it over."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self) -> Iterator[bytes]:
        yield self._body


class UserPool:
    """Answers every call of the `cognito-idp` client: as MiniStack does, or once as a test says."""

    def __init__(self) -> None:
        self._prepared: list[tuple[int, Any]] = []
        self.calls: list[str] = []

    def forget(self) -> None:
        """Begin anew: no calls seen, nothing prepared."""
        self.calls.clear()
        self._prepared.clear()

    def refuse_next(self, error: str, message: str = "") -> None:
        """Let the next call end with this error of Cognito's."""
        self._prepared.append((400, {"__type": error, "message": message}))

    def answer_next(self, body: Any) -> None:
        """Let the next call be answered with this."""
        self._prepared.append((200, body))

    def answer(self, request: Any, **_: Any) -> AWSResponse:
        """What botocore gets instead of a connection."""
        self.calls.append(request.headers["X-Amz-Target"].decode().split(".")[-1])
        if self._prepared:
            prepared, said = self._prepared.pop(0)
            return AWSResponse(request.url, prepared, {}, Raw(json.dumps(said).encode()))
        status, headers, body = _ask(request)
        return AWSResponse(request.url, status, headers, Raw(body))


def _ask(request: Any) -> tuple[int, dict[str, str], bytes]:
    from ministack.services import cognito

    headers = {"x-amz-target": request.headers["X-Amz-Target"].decode()}
    # The endpoint that asks runs in an event loop already; MiniStack wants one of its own.
    with ThreadPoolExecutor(1) as aside:
        asked = cognito.handle_request("POST", "/", headers, request.body, {})
        status, answered, body = aside.submit(asyncio.run, asked).result()
    return status, answered, body if isinstance(body, bytes) else body.encode()


@contextmanager
def user_pool(trigger: Callable[[dict[str, Any], Any], Any]) -> Iterator[UserPool]:
    """A pool as infra describes it, with this handler as its trigger before every token."""
    # At an address of its own moto leaves the service alone.
    os.environ["AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"] = "http://user-pool.test"
    pool = UserPool()
    cognito = client("cognito-idp")
    cognito.meta.events.register_first(BEFORE_SEND, pool.answer, unique_id="pool")
    try:
        with _ministack(trigger):
            pool_id = cognito.create_user_pool(**POOL)["UserPool"]["Id"]
            made = cognito.create_user_pool_client(UserPoolId=pool_id, **CLIENT)["UserPoolClient"]
            os.environ |= {"USER_POOL_ID": pool_id, "USER_POOL_CLIENT_ID": made["ClientId"]}
            yield pool
    finally:
        cognito.meta.events.unregister(BEFORE_SEND, pool.answer, unique_id="pool")


@contextmanager
def _ministack(trigger: Callable[[dict[str, Any], Any], Any]) -> Iterator[None]:
    """MiniStack's modules as the local cloud runs them: codes and tokens checked, gaps closed; no logging."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    from ministack import app
    from ministack.services import cognito, lambda_svc

    from local.patches import pending_sign_ins, proved_addresses

    root.handlers[:], root.level = handlers, level
    logging.getLogger("cognito").setLevel(logging.CRITICAL)

    def wake(_: Any, event: dict[str, Any]) -> dict[str, Any]:
        return {"body": trigger(event, SimpleNamespace(aws_request_id=str(uuid4())))}

    with (
        patch.object(app, "AUTH", True),
        patch.dict(os.environ, {"MINISTACK_COGNITO_PRETOKEN_STRICT": "1"}),
        patch.object(lambda_svc, "_get_func_record_for_ref", lambda _: ({}, {}, "trigger")),
        patch.object(lambda_svc, "_execution_record_for_config", lambda record, _: record),
        patch.object(lambda_svc, "_execute_function_with_config_scope", wake),
        patch.multiple(cognito, **{name: getattr(cognito, name) for name in PATCHED}),
    ):
        proved_addresses.apply()
        pending_sign_ins.apply()
        yield
