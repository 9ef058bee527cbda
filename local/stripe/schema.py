"""Checks of request parameters, made from the TypedDicts that the Stripe SDK ships for them."""

import re
from functools import lru_cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic_core import CoreSchema, PydanticCustomError, SchemaValidator, core_schema
from stripe import RequestOptions, _request_options
from stripe._stripe_object import UntypedStripeObject
from typing_extensions import is_typeddict

WHOLE = re.compile(r"-?\d{1,18}")
BOOLEANS = {"true": True, "false": False}
LONGEST = 5000


@lru_cache
def validator_of(params: type) -> SchemaValidator:
    """The validator of one of `stripe.params`: reads numbers and booleans, refuses what is unknown."""
    return SchemaValidator(_object(params))


def _schema(hint: Any) -> CoreSchema:
    if is_typeddict(hint):
        return _object(hint)
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _union([arg for arg in args if get_origin(arg) is not UntypedStripeObject])
    if origin is Literal:
        return core_schema.literal_schema(list(args))
    if origin is list:
        return _after(_list, core_schema.list_schema(_schema(args[0])))
    if origin is dict:
        return _after(_metadata, core_schema.dict_schema(core_schema.str_schema(), core_schema.str_schema()))
    return _plain(hint)


def _plain(hint: Any) -> CoreSchema:
    if hint is bool:
        return core_schema.no_info_plain_validator_function(_boolean)
    if hint is int:
        return core_schema.no_info_plain_validator_function(_integer)
    if hint is str:
        return core_schema.no_info_plain_validator_function(_string)
    return core_schema.any_schema()


def _object(params: Any) -> CoreSchema:
    """The SDK writes its request options into the same TypedDict; they never travel as parameters."""
    hints = get_type_hints(params, localns=vars(_request_options) | {"StripeContext": object})
    fields = {
        name: core_schema.typed_dict_field(_schema(hint), required=name in params.__required_keys__)
        for name, hint in hints.items()
        if name not in RequestOptions.__annotations__
    }
    return core_schema.typed_dict_schema(fields, extra_behavior="forbid")


def _union(hints: list[Any]) -> CoreSchema:
    """The SDK leaves its enums open (`Literal[...] | str`); here they are closed."""
    closed = any(get_origin(hint) is Literal and "" not in get_args(hint) for hint in hints)
    kept = [hint for hint in hints if not (closed and hint is str)]
    schemas = [_schema(hint) for hint in kept]
    return schemas[0] if len(schemas) == 1 else core_schema.union_schema(list(schemas), mode="left_to_right")


def _after(prepare: Any, schema: CoreSchema) -> CoreSchema:
    return core_schema.no_info_before_validator_function(prepare, schema)


def _integer(value: Any) -> int:
    if not isinstance(value, str) or not WHOLE.fullmatch(value):
        raise PydanticCustomError(
            "parameter_invalid_integer", "Invalid integer: {value}", {"value": str(value)}
        )
    return int(value)


def _boolean(value: Any) -> bool:
    if not isinstance(value, str) or value not in BOOLEANS:
        raise PydanticCustomError("invalid", "Invalid boolean: {value}", {"value": str(value)})
    return BOOLEANS[value]


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("invalid", "Invalid string: {value}", {"value": str(value)})
    if not value:
        raise PydanticCustomError(
            "parameter_invalid_empty", "An empty string cannot be set here; leave it out."
        )
    if len(value) > LONGEST:
        raise PydanticCustomError("parameter_invalid_string", "Invalid string: at most 5000 characters.")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, dict) or not all(key.isdigit() for key in value):
        raise PydanticCustomError("invalid", "Invalid array")
    return [value[key] for key in sorted(value, key=int)]


def _metadata(value: Any) -> Any:
    """Limits of https://docs.stripe.com/api/metadata: 50 keys of 40 characters, values of 500."""
    if not isinstance(value, dict):
        raise PydanticCustomError("invalid", "Invalid object")
    if len(value) > 50 or any(len(key) > 40 or len(str(text)) > 500 for key, text in value.items()):
        raise PydanticCustomError("invalid", "Metadata takes 50 keys of 40 characters with values of 500.")
    return {key: text for key, text in value.items() if text != ""}
