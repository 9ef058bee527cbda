"""The partition keys that a DynamoDB request names, read from its body and the tables' schemas."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Tables = Mapping[str, Any]
Request = Mapping[str, Any]

OPERATIONS = ("ConditionCheck", "Put", "Update", "Delete", "Get")
EQUALITY = re.compile(r"([#\w.-]+)\s*=\s*(:[\w-]+)")


def of_request(request: Request, tables: Tables) -> list[str]:
    """The keys of a single-item call, a batch or a query; empty when it names none, as a scan does."""
    return [*of_item(request, tables), *of_batch(request, tables), *of_query(request, tables)]


def of_transaction(request: Request, tables: Tables) -> Iterator[list[str]]:
    """The keys of each operation of a transaction, in the order in which they are authorized."""
    for entry in listed(request.get("TransactItems")):
        for operation in map(mapping(entry).get, OPERATIONS):
            if isinstance(operation, dict) and operation.get("TableName"):
                yield of_item(operation, tables)


def of_item(request: Request, tables: Tables) -> list[str]:
    """The key in `Key` or `Item`."""
    hash_key = hash_key_of(request.get("TableName"), None, tables)
    items = [mapping(request.get(name)) for name in ("Key", "Item")]
    return [text(item[hash_key]) for item in items if hash_key and hash_key in item]


def of_batch(request: Request, tables: Tables) -> list[str]:
    """The keys of a batch of reads or writes."""
    keys = []
    for table, wanted in mapping(request.get("RequestItems")).items():
        for key in listed(mapping(wanted).get("Keys")):
            keys += of_item({"TableName": table, "Key": key}, tables)
        for write in listed(wanted):
            for operation in mapping(write).values():
                keys += of_item({"TableName": table, **mapping(operation)}, tables)
    return keys


def of_query(request: Request, tables: Tables) -> list[str]:
    """The key that a query compares the table's or the index's partition key with."""
    hash_key = hash_key_of(request.get("TableName"), request.get("IndexName"), tables)
    names = mapping(request.get("ExpressionAttributeNames"))
    values = mapping(request.get("ExpressionAttributeValues"))
    found = EQUALITY.findall(str(request.get("KeyConditionExpression") or ""))
    return [
        text(values[value]) for name, value in found if names.get(name, name) == hash_key and value in values
    ]


def hash_key_of(table: Any, index: Any, tables: Tables) -> str | None:
    """The name of the partition key of a table or of one of its indexes."""
    known = mapping(tables.get(table)) if isinstance(table, str) else {}
    schema = known.get("KeySchema")
    if index:
        indexes = [*listed(known.get("GlobalSecondaryIndexes")), *listed(known.get("LocalSecondaryIndexes"))]
        schema = next((each["KeySchema"] for each in indexes if each["IndexName"] == index), [])
    return next((key["AttributeName"] for key in listed(schema) if key["KeyType"] == "HASH"), None)


def text(attribute: Any) -> str:
    """A typed attribute value as IAM sees it: {"S": "a"} is a."""
    return str(next(iter(mapping(attribute).values()), ""))


def mapping(value: Any) -> Mapping[str, Any]:
    """The value if it is a mapping, else an empty one: a malformed request names no key."""
    return value if isinstance(value, Mapping) else {}


def listed(value: Any) -> list[Any]:
    """The value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []
