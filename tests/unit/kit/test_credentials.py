"""Credentials name one studio's partitions, are asked for once, and are renewed before they expire."""

import json
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from typing import Any

import pytest

from tutti.kit import credentials
from tutti.kit.clock import utc_now
from tutti.kit.credentials import (
    LEFT_TO_SIGN,
    ScopedConnection,
    on_objects,
    on_partitions,
    scoped_connection,
    scoped_credentials,
    session_policy,
)
from tutti.kit.media import LINK_LASTS, UPLOAD_LASTS
from tutti.kit.settings import setting
from tutti.kit.tenant import Tenant

FORTE = Tenant("stu_forte")
LONGEST = "stu_" + "0" * 26


class Sts:
    """Gives out credentials that last for so long, and counts how often it was asked."""

    def __init__(self, lasts: timedelta) -> None:
        self.lasts = lasts
        self.asked: list[dict[str, Any]] = []

    def assume_role(self, **request: Any) -> dict[str, Any]:
        self.asked.append(request)
        return {"Credentials": _keys(len(self.asked), utc_now() + self.lasts)}


def _keys(number: int, until: datetime) -> dict[str, Any]:
    return {"AccessKeyId": f"key-{number}", "SecretAccessKey": "s", "SessionToken": "t", "Expiration": until}


def _with_sts(monkeypatch: pytest.MonkeyPatch, lasts: timedelta) -> Sts:
    sts = Sts(lasts)
    monkeypatch.setattr(credentials, "client", lambda _: sts)
    return sts


def _key_in_use(connection: ScopedConnection) -> str:
    found = connection.session.get_credentials().get_frozen_credentials().access_key
    return str(found)


def test_the_policy_leaves_one_studios_partitions_and_key_operations_only() -> None:
    (statement,) = json.loads(session_policy(on_partitions(FORTE.leading_keys)))["Statement"]
    assert statement["Effect"] == "Allow"
    assert statement["Condition"] == {
        "ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["STUDIO#stu_forte", "STUDIO#stu_forte#*"]},
        "Null": {"dynamodb:LeadingKeys": "false"},
    }
    assert not {"dynamodb:Scan", "dynamodb:*", "dynamodb:BatchWriteItem"} & set(statement["Action"])


def test_a_studio_whose_id_begins_alike_is_not_named() -> None:
    assert not any(fnmatchcase("STUDIO#stu_forte2#LESSON", key) for key in FORTE.leading_keys)
    assert any(fnmatchcase("STUDIO#stu_forte#LESSON", key) for key in FORTE.leading_keys)


def test_the_policy_fits_into_what_sts_takes() -> None:
    assert len(session_policy(on_partitions(Tenant(LONGEST).leading_keys))) < 1000
    prefixes = [f"{kind}/{LONGEST}/" for kind in ("uploads", "renditions", "files")]
    assert len(session_policy(on_objects("tutti-staging-media-123456789012", prefixes))) < 1000


def test_a_scope_asks_once_while_it_is_warm(aws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    sts = _with_sts(monkeypatch, timedelta(hours=1))
    tenant = Tenant("stu_warm")
    first, again = (scoped_connection("TENANT_ROLE_ARN", tenant.leading_keys) for _ in "12")
    assert first is again
    assert [_key_in_use(first), _key_in_use(again)] == ["key-1", "key-1"]
    assert sts.asked[0]["RoleArn"] == setting("TENANT_ROLE_ARN")
    assert json.loads(sts.asked[0]["Policy"])["Statement"][0]["Condition"]["ForAllValues:StringLike"] == {
        "dynamodb:LeadingKeys": list(tenant.leading_keys)
    }


def test_every_studio_has_its_own(aws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    sts = _with_sts(monkeypatch, timedelta(hours=1))
    one, other = (
        scoped_connection("TENANT_ROLE_ARN", Tenant(name).leading_keys) for name in ("stu_one", "stu_other")
    )
    assert one is not other
    assert sts.asked[0]["Policy"] != sts.asked[1]["Policy"]


def test_credentials_are_renewed_before_they_expire(aws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    sts = _with_sts(monkeypatch, timedelta(minutes=9))
    connection = ScopedConnection(setting("TENANT_ROLE_ARN"), FORTE.leading_keys)
    sts.lasts = timedelta(hours=1)
    assert [_key_in_use(connection) for _ in "12"] == ["key-2", "key-2"]
    assert sts.asked[0] == sts.asked[1]


def test_the_policy_leaves_named_objects_only_and_no_list_of_them() -> None:
    (statement,) = json.loads(
        session_policy(on_objects("media", ["uploads/stu_forte/", "files/stu_forte/"]))
    )["Statement"]
    assert statement["Resource"] == [
        "arn:aws:s3:::media/uploads/stu_forte/*",
        "arn:aws:s3:::media/files/stu_forte/*",
    ]
    assert set(statement["Action"]) == {"s3:GetObject", "s3:PutObject", "s3:DeleteObject"}


def test_credentials_that_sign_outlive_what_they_sign(aws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    sts = _with_sts(monkeypatch, timedelta(seconds=LEFT_TO_SIGN - 5))
    signing = scoped_credentials("UPLOAD_ROLE_ARN", "media", ("uploads/stu_sign/",))
    sts.lasts = timedelta(hours=1)
    assert [signing.get_frozen_credentials().access_key for _ in "12"] == ["key-2", "key-2"]
    assert max(UPLOAD_LASTS, LINK_LASTS) < timedelta(seconds=LEFT_TO_SIGN)


def test_objects_are_asked_for_once_for_each_studio(aws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    sts = _with_sts(monkeypatch, timedelta(hours=1))
    first, again, other = (
        scoped_credentials("LISTEN_ROLE_ARN", "media", (f"files/{name}/",)) for name in ("a", "a", "b")
    )
    assert first is again
    assert first is not other
    assert [each["RoleArn"] for each in sts.asked] == [setting("LISTEN_ROLE_ARN")] * 2


def test_a_start_prepares_what_the_first_call_needs(aws: None) -> None:
    credentials.prepare("dynamodb", "s3")
    assert credentials.client("sts") is credentials.client("sts")


def test_a_setting_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TENANT_ROLE_ARN")
    with pytest.raises(RuntimeError, match="TENANT_ROLE_ARN is not set"):
        setting("TENANT_ROLE_ARN")
