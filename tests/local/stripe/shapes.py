"""Whether a reply has the shape that the SDK's classes describe."""

from collections.abc import Iterator
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from stripe import StripeObject
from stripe._stripe_object import UntypedStripeObject


def misfits(kind: Any, value: Any, place: str) -> Iterator[str]:
    """Where the value is not what the SDK expects: unknown, missing, mistyped, of no known enum value."""
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        yield from _of_union(args, value, place)
    elif origin is list:
        for number, item in enumerate(value):
            yield from misfits(args[0], item, f"{place}[{number}]")
    elif origin is Literal and value not in args:
        yield f"{place}: {value!r} is none of {args}"
    elif isinstance(kind, type) and issubclass(kind, StripeObject):
        yield from _of_object(kind, value, place)
    elif isinstance(kind, type) and not isinstance(value, str if kind is Decimal else kind):
        yield f"{place}: {value!r} is no {kind.__name__}"


def _of_union(kinds: tuple[Any, ...], value: Any, place: str) -> Iterator[str]:
    """The SDK leaves its enums open with `str`; an open one does not count."""
    if any(get_origin(kind) is Literal for kind in kinds):
        kinds = tuple(kind for kind in kinds if kind is not str)
    tries = [list(misfits(kind, value, place)) for kind in kinds if (kind is NoneType) == (value is None)]
    if not tries:
        yield f"{place}: {value!r} is none of {kinds}"
    elif all(tries):
        yield from tries[0]


def _of_object(kind: type[StripeObject], value: Any, place: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{place}: {value!r} is no object"
    elif get_origin(kind) is not UntypedStripeObject:
        fields = kind.__annotations__
        yield from (f"{place}.{name} is unknown" for name in value if name not in fields)
        for name, field in fields.items():
            if name in value:
                yield from misfits(field, value[name], f"{place}.{name}")
            elif name[0].islower() and NoneType not in get_args(field):
                yield f"{place}.{name} is missing"
