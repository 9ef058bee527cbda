"""IAM on the table: a role narrowed to one school reaches this school's keys and no others."""

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.local.emulator import Emulator

TABLE = "schools"
OWN, RIVAL = "STUDIO#forte", "STUDIO#allegro"
ACTIONS = ("GetItem", "BatchGetItem", "Query", "ConditionCheckItem", "PutItem", "UpdateItem", "DeleteItem")
Call = Callable[[Any, str], Any]


def statement(*patterns: str, actions: tuple[str, ...] = ACTIONS) -> dict[str, Any]:
    """These actions on keys that match, and only on calls that name a key."""
    named = {"Null": {"dynamodb:LeadingKeys": "false"}}
    matching = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": list(patterns)}}
    allowed = [f"dynamodb:{action}" for action in actions]
    return {"Effect": "Allow", "Action": allowed, "Resource": "*", "Condition": named | matching}


@pytest.fixture(scope="module", autouse=True)
def table(emulator: Emulator) -> None:
    names = ("PK", "SK", "GSI1PK", "GSI1SK")
    keys = [{"AttributeName": "PK", "KeyType": "HASH"}, {"AttributeName": "SK", "KeyType": "RANGE"}]
    index = [{"AttributeName": f"GSI1{key['AttributeName']}", "KeyType": key["KeyType"]} for key in keys]
    emulator.client("dynamodb").create_table(
        TableName=TABLE,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in names],
        KeySchema=keys,
        GlobalSecondaryIndexes=[
            {"IndexName": "GSI1", "KeySchema": index, "Projection": {"ProjectionType": "ALL"}}
        ],
    )


@pytest.fixture(scope="module")
def tenant_role(emulator: Emulator) -> str:
    """The role of the table, as wide as the app's: every school's keys."""
    return emulator.role("tenant", statement("STUDIO#*"))


@pytest.fixture(scope="module")
def forte(emulator: Emulator, tenant_role: str) -> Any:
    return emulator.assume(tenant_role, statement(OWN, f"{OWN}#*"))


def text(value: str) -> dict[str, str]:
    return {"S": value}


def key(school: str) -> dict[str, Any]:
    return {"PK": text(f"{school}#LESSON"), "SK": text("1")}


def item(school: str) -> dict[str, Any]:
    return {**key(school), "GSI1PK": text(f"{school}#DAY"), "GSI1SK": text("1")}


def put(school: str) -> dict[str, Any]:
    return {"Put": {"TableName": TABLE, "Item": item(school)}}


def query(school: str) -> dict[str, Any]:
    names = {"#pk": "PK", "#sk": "SK"}
    values = {":pk": text(f"{school}#LESSON"), ":sk": text("1")}
    condition = {"KeyConditionExpression": "(#pk = :pk AND begins_with (#sk, :sk))"}
    return condition | {"ExpressionAttributeNames": names, "ExpressionAttributeValues": values}


def index_query(school: str) -> dict[str, Any]:
    values = {":pk": text(f"{school}#DAY")}
    return {"KeyConditionExpression": "GSI1PK=:pk", "ExpressionAttributeValues": values, "IndexName": "GSI1"}


def change(school: str) -> dict[str, Any]:
    return {
        "UpdateExpression": "SET x = :x",
        "ExpressionAttributeValues": {":x": text("1")},
        "Key": key(school),
    }


def check(school: str) -> dict[str, Any]:
    never = {"ConditionExpression": "attribute_not_exists(XX)"}
    return {"ConditionCheck": {"TableName": TABLE, "Key": {**key(school), "SK": text("2")}, **never}}


CALLS: dict[str, Call] = {
    "put": lambda db, school: db.put_item(TableName=TABLE, Item=item(school)),
    "get": lambda db, school: db.get_item(TableName=TABLE, Key=key(school)),
    "query": lambda db, school: db.query(TableName=TABLE, **query(school)),
    "index query": lambda db, school: db.query(TableName=TABLE, **index_query(school)),
    "update": lambda db, school: db.update_item(TableName=TABLE, **change(school)),
    "transaction": lambda db, school: db.transact_write_items(TransactItems=[put(school), check(school)]),
    "transaction that looks": lambda db, school: db.transact_write_items(
        TransactItems=[{"Delete": {"TableName": TABLE, "Key": {**key(OWN), "SK": text("3")}}}, check(school)]
    ),
    "transaction with one": lambda db, school: db.transact_write_items(
        TransactItems=[
            put(OWN),
            {"Update": {"TableName": TABLE, **change(school), "Key": {**key(school), "SK": text("9")}}},
        ]
    ),
    "transaction of reads": lambda db, school: db.transact_get_items(
        TransactItems=[
            {"Get": {"TableName": TABLE, "Key": each}}
            for each in ({**key(OWN), "SK": text("7")}, key(school))
        ]
    ),
    "batch of reads": lambda db, school: db.batch_get_item(RequestItems={TABLE: {"Keys": [key(school)]}}),
    "batch with one": lambda db, school: db.batch_get_item(
        RequestItems={TABLE: {"Keys": [{**key(OWN), "SK": text("7")}, key(school)]}}
    ),
    "delete": lambda db, school: db.delete_item(TableName=TABLE, Key=key(school)),
}


def refusal(call: Call, db: Any, school: str) -> str | None:
    try:
        call(db, school)
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    return None


@pytest.mark.parametrize("name", CALLS)
def test_reaches_the_own_school_and_no_other(forte: Any, name: str) -> None:
    assert refusal(CALLS[name], forte, OWN) is None
    assert refusal(CALLS[name], forte, RIVAL) == "AccessDeniedException"


@pytest.mark.parametrize(
    "lookalike", ["STUDIO#forte-dei-marmi", "studio#forte", "DIRECTORY#SLUG#forte", "STUDIO#"]
)
def test_a_key_that_only_looks_like_the_own_one_is_foreign(forte: Any, lookalike: str) -> None:
    assert refusal(CALLS["put"], forte, lookalike) == "AccessDeniedException"


def test_refuses_calls_that_name_no_key(forte: Any) -> None:
    with pytest.raises(ClientError, match="AccessDenied"):
        forte.scan(TableName=TABLE)
    with pytest.raises(ClientError, match="AccessDenied"):
        forte.execute_statement(Statement=f'SELECT * FROM "{TABLE}"')


def test_refuses_a_scan_even_where_scans_are_allowed(emulator: Emulator) -> None:
    role = emulator.role("careless", statement("STUDIO#*", actions=(*ACTIONS, "Scan")))
    with pytest.raises(ClientError, match="AccessDenied"):
        emulator.assume(role).scan(TableName=TABLE)


def test_a_session_policy_gives_no_more_than_the_role(emulator: Emulator, tenant_role: str) -> None:
    directory = emulator.assume(tenant_role, statement("DIRECTORY#*"))
    assert refusal(CALLS["put"], directory, "DIRECTORY#SLUG") == "AccessDeniedException"


def test_each_item_of_a_transaction_is_judged_alone(emulator: Emulator) -> None:
    reading, writing = ("GetItem", "ConditionCheckItem"), ("PutItem",)
    role = emulator.role(
        "registrar", statement(RIVAL, f"{RIVAL}#*", actions=reading), statement(f"{OWN}#*", actions=writing)
    )
    db = emulator.assume(role)
    db.transact_write_items(TransactItems=[check(RIVAL), put(OWN)])
    assert refusal(lambda db, _: db.transact_write_items(TransactItems=[check(OWN), put(RIVAL)]), db, "") == (
        "AccessDeniedException"
    )


def test_a_role_without_the_grant_is_refused(emulator: Emulator) -> None:
    assert refusal(CALLS["get"], emulator.assume(emulator.role("nobody")), OWN) == "AccessDeniedException"


def test_the_published_emulator_still_lets_every_key_pass(bare: Emulator) -> None:
    lax = {**statement(OWN), "Condition": {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": [OWN]}}}
    db = bare.assume(bare.role("tenant", lax))
    assert refusal(CALLS["get"], db, RIVAL) == "ResourceNotFoundException", "drop the patch"
