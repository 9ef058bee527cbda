"""A handler with a forged tenant in its keys gets nothing from the table: IAM refuses, not our code."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support import broken_handler
from tests.support.deployed import Deployed
from tests.support.extra_function import put_in_place_of

READING = ("GetItem", "Query", "Query of the index", "BatchGetItem", "ConditionCheckItem")
WRITING = ("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems")
NOBODYS = ("Scan", "BatchWriteItem")
DENIED, ALLOWED = "AccessDeniedException", "allowed"
TENANT, DIRECTORY = "TENANT_ROLE_ARN", "DIRECTORY_ROLE_ARN"
WRITER_ROLE = {"WRITER_ROLE_ARN": "arn:aws:iam::000000000000:role/tutti-local-tenant-writer"}
EVERYTHING = {"role": TENANT, "scope": ["*"]}
ITSELF: dict[str, Any] = {}
Broken = Callable[..., str]
named = pytest.mark.parametrize


@pytest.fixture(scope="module")
def deploy(deployed: Deployed) -> Iterator[Callable[[str], Broken]]:
    """Deploys the broken handler in the place of an endpoint, with that endpoint's role and environment."""
    functions, names = deployed.cloud.client("lambda"), list[str]()

    def take_the_place_of(endpoint: str) -> Broken:
        name, like = f"tutti-local-broken-{endpoint}", f"tutti-local-api-{endpoint}"
        put_in_place_of(functions, like, name, Path(broken_handler.__file__), WRITER_ROLE)
        names.append(name)

        def ask(act: str, *keys: str, under: dict[str, Any]) -> str:
            payload = json.dumps({"act": act, "keys": keys, "under": under})
            reply = functions.invoke(FunctionName=name, Payload=payload)
            return str(json.loads(reply["Payload"].read())["answer"])

        return ask

    yield take_the_place_of
    for name in names:
        functions.delete_function(FunctionName=name)


@pytest.fixture(scope="module")
def reader(deploy: Callable[[str], Broken]) -> Broken:
    return deploy("studios-get-location")


@pytest.fixture(scope="module")
def writer(deploy: Callable[[str], Broken]) -> Broken:
    return deploy("studios-add-location")


@pytest.fixture(scope="module")
def directory_reader(deploy: Callable[[str], Broken]) -> Broken:
    return deploy("me-get-me")


@pytest.fixture(scope="module")
def registrar(deploy: Callable[[str], Broken]) -> Broken:
    return deploy("me-switch-studio")


@pytest.fixture(scope="module")
def own(deployed: Deployed) -> Iterator[str]:
    """A partition of the school in whose name the handler was called."""
    yield _partition(deployed, "forte")
    table = deployed.cloud.client("dynamodb")
    for item in deployed.items():
        if item["SK"]["S"] == broken_handler.SORT_KEY:
            table.delete_item(TableName="tutti-local", Key={"PK": item["PK"], "SK": item["SK"]})


@pytest.fixture(scope="module")
def foreign(deployed: Deployed) -> str:
    """A partition of another school."""
    return _partition(deployed, "allegro")


@named("act", READING)
def test_a_reader_reads_its_own_school(act: str, reader: Broken, own: str) -> None:
    assert reader(act, own, under=_narrowed_to(own)) == ALLOWED


@named("act", READING)
def test_a_reader_is_denied_the_keys_of_another_school(
    act: str, reader: Broken, own: str, foreign: str
) -> None:
    assert reader(act, foreign, under=_narrowed_to(own)) == DENIED


@named("act", WRITING)
def test_a_reader_writes_nothing_at_all(act: str, reader: Broken, own: str) -> None:
    assert reader(act, own, under=_narrowed_to(own)) == DENIED


@named("act", (*READING, *WRITING))
def test_a_writer_reads_and_writes_its_own_school(act: str, writer: Broken, own: str) -> None:
    assert writer(act, own, under=_narrowed_to(own)) == ALLOWED


@named("act", (*READING, *WRITING))
def test_a_writer_is_denied_the_keys_of_another_school(
    act: str, writer: Broken, own: str, foreign: str
) -> None:
    assert writer(act, foreign, under=_narrowed_to(own)) == DENIED


@named("act", ["BatchGetItem", "TransactWriteItems", "ConditionCheckItem"])
def test_one_foreign_key_among_own_ones_denies_them_all(
    act: str, writer: Broken, own: str, foreign: str
) -> None:
    keys = [f"{own}#1", f"{own}#2", foreign]
    assert writer(act, *keys, under=_narrowed_to(own)) == DENIED


def test_nothing_stays_of_a_transaction_that_was_denied(
    deployed: Deployed, writer: Broken, own: str, foreign: str
) -> None:
    writer("TransactWriteItems", f"{own}#HALF", foreign, under=_narrowed_to(own))
    assert [item for item in deployed.items() if item["PK"]["S"] == f"{own}#HALF"] == []


@named("act", NOBODYS)
def test_nobody_reads_or_writes_without_naming_a_school(act: str, writer: Broken, own: str) -> None:
    assert writer(act, own, under=_narrowed_to(own)) == DENIED


def test_a_handler_that_forgets_to_name_a_school_cannot_scan(writer: Broken, own: str) -> None:
    assert writer("Scan", own, under=EVERYTHING) == DENIED


@named("act", (*READING, *WRITING, *NOBODYS))
def test_a_function_has_no_right_on_the_table_of_its_own(act: str, writer: Broken, own: str) -> None:
    assert writer(act, own, under=ITSELF) == DENIED


@named("act", (*READING, *WRITING))
def test_a_school_never_reaches_the_directory(act: str, writer: Broken) -> None:
    assert writer(act, "DIRECTORY#SLUG#forte", under=EVERYTHING) == DENIED


def test_a_reader_cannot_take_the_role_of_a_writer(reader: Broken, own: str) -> None:
    assert reader("GetItem", own, under={"role": "WRITER_ROLE_ARN", "scope": [own]}) == "AccessDenied"


def test_an_identity_is_denied_the_directory_entry_of_another_one(directory_reader: Broken) -> None:
    under = {"role": DIRECTORY, "scope": ["DIRECTORY#IDENTITY#ada"]}
    assert directory_reader("Query", "DIRECTORY#IDENTITY#ada", under=under) == ALLOWED
    assert directory_reader("Query", "DIRECTORY#IDENTITY#eva", under=under) == DENIED


def test_the_directory_leads_its_reader_into_no_school(directory_reader: Broken, own: str) -> None:
    assert directory_reader("GetItem", own, under={"role": DIRECTORY, "scope": ["*"]}) == DENIED


def test_a_registrar_writes_the_one_studio_and_the_one_identity_that_it_named(
    registrar: Broken, own: str, foreign: str
) -> None:
    ada, eva = "DIRECTORY#IDENTITY#ada", "DIRECTORY#IDENTITY#eva"
    under = {"role": DIRECTORY, "scope": [own, ada]}
    assert registrar("TransactWriteItems", own, ada, under=under) == ALLOWED
    assert registrar("TransactWriteItems", own, eva, under=under) == DENIED
    assert registrar("TransactWriteItems", foreign, ada, under=under) == DENIED


def _narrowed_to(partition: str) -> dict[str, Any]:
    """The credentials that the kit makes for the school of this partition."""
    studio = "#".join(partition.split("#")[:2])
    return {"role": TENANT, "scope": [studio, f"{studio}#*"]}


def _partition(deployed: Deployed, slug: str) -> str:
    owner = deployed.sign_in(slug, "owner")
    studio = deployed.http.get(f"{deployed.api}/v1/studio", headers=owner).json()
    return f"STUDIO#{studio['id']}#BROKEN"
