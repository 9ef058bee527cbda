"""Gap: the condition key `dynamodb:LeadingKeys` is unknown, so that `ForAllValues` allows everything."""

import json
from collections.abc import Iterator
from contextvars import ContextVar
from functools import wraps
from typing import Any

from ministack.core import iam_actions, iam_evaluator
from ministack.services import dynamodb

from local.patches import fit
from local.patches.partition_keys import OPERATIONS, of_request, of_transaction

CONDITION = "dynamodb:LeadingKeys"
TRANSACTION = "dynamodb:EnclosingOperation"

_items: ContextVar[Iterator[list[str]]] = ContextVar("_items")


def apply() -> None:
    """Tell the evaluator which partition keys a request names; in a transaction, item by item."""
    fit.value(dynamodb, "_tables", object)
    name_keys_of_requests()
    name_keys_of_transaction_items()


def name_keys_of_requests() -> None:
    """Add the keys to the condition context; a request that names none has no such context key."""
    context_of = fit.function(iam_actions, "dynamodb_service_context", "body")

    def with_keys(body: bytes) -> dict[str, Any]:
        request = parsed(body)
        _items.set(iter(of_transaction(request, dynamodb._tables)))
        keys = of_request(request, dynamodb._tables)
        return {**context_of(body), **({CONDITION: keys} if keys else {})}

    iam_actions.dynamodb_service_context = with_keys


def name_keys_of_transaction_items() -> None:
    """Each item of a transaction is authorized alone, in order: give it its own key."""
    names = ("access_key_id", "iam_action", "service", "region", "resource_arn", "service_context")
    enforce = fit.function(iam_evaluator, "enforce", *names)
    order = fit.value(iam_actions, "_DYNAMODB_TRANSACT_ITEM_ACTIONS", dict)
    fit.expect(tuple(order) == OPERATIONS, "the operations of a transaction are authorized in another order")

    @wraps(enforce)
    def item_by_item(*args: Any, service_context: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        if service_context and TRANSACTION in service_context:
            keys = next(_items.get(), [])
            service_context = {**service_context, **({CONDITION: keys} if keys else {})}
        return enforce(*args, service_context=service_context, **kwargs)

    iam_evaluator.enforce = item_by_item


def parsed(body: bytes) -> dict[str, Any]:
    """The request; empty when it is no JSON object, which DynamoDB itself refuses."""
    try:
        request = json.loads(body or b"{}")
    except ValueError:
        return {}
    return request if isinstance(request, dict) else {}
