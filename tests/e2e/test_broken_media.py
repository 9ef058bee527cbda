"""A handler with a forged key gets nothing from the media bucket, and signs for nothing: IAM refuses."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support import broken_media
from tests.support.deployed import Deployed
from tests.support.extra_function import put_in_place_of

BUCKET = "tutti-local-media-000000000000"
OWN, FOREIGN = "stu_own", "stu_foreign"
DENIED, ALLOWED = "AccessDenied", "allowed"
UPLOADER, LISTENER, WORKER = "UPLOAD_ROLE_ARN", "LISTEN_ROLE_ARN", "MEDIA_ROLE_ARN"
LIKE = {
    UPLOADER: "recordings-announce-recording",
    LISTENER: "recordings-get-recording",
    WORKER: "recordings-remove-recording",
}
KINDS = ("uploads", "renditions", "files")
MAY: Mapping[str, set[tuple[str, str]]] = {
    UPLOADER: {("write", "uploads")},
    LISTENER: {("read", "renditions"), ("read", "files")},
    WORKER: {(act, kind) for act in ("read", "write", "remove") for kind in KINDS},
}
EVERY = [(act, kind) for kind in KINDS for act in ("write", "read", "remove")]
ROLES = {UPLOADER: "media-uploader", LISTENER: "media-listener", WORKER: "media-worker"}
Broken = Callable[..., Any]


@pytest.fixture(scope="module")
def broken(deployed: Deployed) -> Iterator[Broken]:
    """Asks the broken handler, deployed in the place of an endpoint that has the role."""
    functions, names = deployed.cloud.client("lambda"), dict[str, str]()
    roles = {role: f"arn:aws:iam::000000000000:role/tutti-local-{name}" for role, name in ROLES.items()}

    def ask(act: str, key: str, *, role: str, like: str | None = None, school: str | None = OWN) -> Any:
        place = like or role
        if place not in names:
            names[place] = f"tutti-local-broken-{LIKE[place]}"
            file = Path(broken_media.__file__)
            put_in_place_of(functions, f"tutti-local-api-{LIKE[place]}", names[place], file, roles)
        scope = {"role": role, "prefixes": [f"{kind}/{school}/" for kind in KINDS]} if school else {}
        payload = json.dumps({"act": act, "key": key, **scope})
        reply = functions.invoke(FunctionName=names[place], Payload=payload)
        return json.loads(reply["Payload"].read())["answer"]

    yield ask
    for name in names.values():
        functions.delete_function(FunctionName=name)


@pytest.fixture(scope="module", autouse=True)
def objects(deployed: Deployed) -> Iterator[None]:
    """Something of each kind, in both schools."""
    store = deployed.cloud.client("s3")
    keys = [f"{kind}/{school}/there" for kind in KINDS for school in (OWN, FOREIGN)]
    for key in keys:
        store.put_object(Bucket=BUCKET, Key=key, Body=b"{}")
    yield
    for key in (*keys, f"uploads/{OWN}/posted"):
        store.delete_object(Bucket=BUCKET, Key=key)


@pytest.mark.parametrize(("act", "kind"), EVERY)
@pytest.mark.parametrize("role", ROLES)
def test_each_role_does_its_own_work_in_its_own_school(
    role: str, act: str, kind: str, broken: Broken
) -> None:
    expected = ALLOWED if (act, kind) in MAY[role] else DENIED
    key = f"{kind}/{OWN}/{'gone' if act == 'remove' else 'there'}"
    assert broken(act, key, role=role) == expected


@pytest.mark.parametrize(("act", "kind"), EVERY)
@pytest.mark.parametrize("role", ROLES)
def test_no_role_touches_anything_of_another_school(role: str, act: str, kind: str, broken: Broken) -> None:
    assert broken(act, f"{kind}/{FOREIGN}/there", role=role) == DENIED


@pytest.mark.parametrize("key", [f"uploads/{OWN}2/there", f"uploads/{OWN}", f"Uploads/{OWN}/there", OWN])
def test_a_key_that_only_looks_like_an_own_one_is_foreign(key: str, broken: Broken) -> None:
    assert broken("remove", key, role=WORKER) == DENIED


@pytest.mark.parametrize("role", ROLES)
def test_nobody_lists_what_is_there(role: str, broken: Broken) -> None:
    assert broken("list", f"uploads/{OWN}/", role=role) == DENIED


@pytest.mark.parametrize("act", ["read", "write", "remove", "list"])
def test_a_function_has_no_right_on_the_bucket_of_its_own(act: str, broken: Broken) -> None:
    assert broken(act, f"uploads/{OWN}/there", role=WORKER, school=None) == DENIED


@pytest.mark.parametrize(("like", "role"), [(LISTENER, WORKER), (UPLOADER, LISTENER), (LISTENER, UPLOADER)])
def test_a_function_takes_no_role_that_it_was_not_granted(like: str, role: str, broken: Broken) -> None:
    assert broken("read", f"files/{OWN}/there", role=role, like=like) == DENIED


def test_a_form_is_signed_for_own_uploads_only(broken: Broken) -> None:
    def posted(key: str) -> int:
        form = broken("sign a form", key, role=UPLOADER)
        return httpx.post(form["url"], data=form["fields"], files={"file": b"x"}, trust_env=False).status_code

    assert posted(f"uploads/{OWN}/posted") == 201
    for foreign in (f"uploads/{FOREIGN}/posted", f"renditions/{OWN}/posted", "posted"):
        assert posted(foreign) == 403


def test_a_link_is_signed_for_own_recordings_and_files_only(broken: Broken) -> None:
    def read(key: str) -> int:
        link: str = broken("sign a link", key, role=LISTENER)
        return httpx.get(link, trust_env=False).status_code

    assert [read(f"{kind}/{OWN}/there") for kind in ("renditions", "files")] == [200, 200]
    for foreign in (f"renditions/{FOREIGN}/there", f"files/{FOREIGN}/there", f"uploads/{OWN}/there"):
        assert read(foreign) == 403
