"""A handler that is broken on purpose: it asks for whatever keys it is told, under any credentials it gets.

It is deployed into the running cloud, with the role and the environment of an endpoint.
"""

from collections.abc import Sequence
from typing import Any

from botocore.exceptions import ClientError

from tutti.kit.credentials import client, scoped_connection
from tutti.kit.record import INDEX
from tutti.kit.settings import setting

SORT_KEY = "BROKEN"
Keys = Sequence[str]


def handler(event: dict[str, Any], _: Any) -> dict[str, str]:
    """What IAM or the table says to it: the name of the error, or `allowed`."""
    try:
        ACTS[event["act"]](_table(**event["under"]), event["keys"])
    except ClientError as error:
        return {"answer": error.response["Error"]["Code"]}
    return {"answer": "allowed"}


def _table(role: str | None = None, scope: Keys = ()) -> Any:
    """A client as the kit makes it for a scope, or, without a role, the function's own."""
    return scoped_connection(role, tuple(scope)).client if role else client("dynamodb")


def _named() -> dict[str, str]:
    return {"TableName": setting("TABLE_NAME")}


def _item(partition: str) -> dict[str, Any]:
    return {"PK": {"S": partition}, "SK": {"S": SORT_KEY}}


def _query(table: Any, keys: Keys, name: str = "PK", **more: str) -> None:
    of = {"KeyConditionExpression": "#pk = :pk", "ExpressionAttributeNames": {"#pk": name}}
    for partition in keys:
        table.query(**_named(), **of, **more, ExpressionAttributeValues={":pk": {"S": partition}})


def _read_batch(table: Any, keys: Keys) -> None:
    table.batch_get_item(RequestItems={setting("TABLE_NAME"): {"Keys": [_item(key) for key in keys]}})


def _write_batch(table: Any, keys: Keys) -> None:
    puts = [{"PutRequest": {"Item": _item(key)}} for key in keys]
    table.batch_write_item(RequestItems={setting("TABLE_NAME"): puts})


def _check(table: Any, keys: Keys) -> None:
    condition = _named() | {"ConditionExpression": "attribute_not_exists(kind)"}
    checks = [{"ConditionCheck": condition | {"Key": _item(key)}} for key in keys]
    table.transact_write_items(TransactItems=checks)


def _put_together(table: Any, keys: Keys) -> None:
    puts = [{"Put": _named() | {"Item": _item(key)}} for key in keys]
    table.transact_write_items(TransactItems=puts)


ACTS: dict[str, Any] = {
    "GetItem": lambda table, keys: [table.get_item(**_named(), Key=_item(key)) for key in keys],
    "Query": _query,
    "Query of the index": lambda table, keys: _query(table, keys, "GSI1PK", IndexName=INDEX),
    "BatchGetItem": _read_batch,
    "PutItem": lambda table, keys: [table.put_item(**_named(), Item=_item(key)) for key in keys],
    "UpdateItem": lambda table, keys: [table.update_item(**_named(), Key=_item(key)) for key in keys],
    "DeleteItem": lambda table, keys: [table.delete_item(**_named(), Key=_item(key)) for key in keys],
    "TransactWriteItems": _put_together,
    "ConditionCheckItem": _check,
    "BatchWriteItem": _write_batch,
    "Scan": lambda table, _: table.scan(**_named()),
}
