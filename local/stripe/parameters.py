"""What a call may send: Stripe's own parameters, of which the stand-in implements some."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic_core import ValidationError

from local.stripe.errors import Refusal, missing_param, not_in_the_stand_in
from local.stripe.schema import validator_of

Params = dict[str, Any]


def check(sent: Params, params: type, implemented: frozenset[str]) -> Params:
    """The typed parameters. Refuses what Stripe would refuse, then what the stand-in would have to ignore."""
    try:
        checked: Params = validator_of(params).validate_python(sent)
    except ValidationError as wrong:
        raise _refusal(wrong) from None
    for path in _paths(checked, ()):
        if not _covered(path, implemented):
            raise not_in_the_stand_in(param_name(path))
    return checked


def param_name(path: tuple[str | int, ...]) -> str:
    """`line_items[0][quantity]`, as Stripe names the place of an error."""
    return str(path[0]) + "".join(f"[{step}]" for step in path[1:])


def _paths(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Every leaf's place; an empty object or list is a leaf too."""
    steps = (
        value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    )
    empty = True
    for step, child in steps:
        empty = False
        yield from _paths(child, (*path, step))
    if empty and path:
        yield path


def _covered(path: tuple[str | int, ...], implemented: frozenset[str]) -> bool:
    """Metadata has keys of its own, so its name alone covers them."""
    names = [step for step in path if isinstance(step, str)]
    return any(".".join(names[: length + 1]) in implemented for length in range(len(names)))


def _refusal(wrong: ValidationError) -> Refusal:
    first = wrong.errors(include_url=False)[0]
    kind, param = first["type"], param_name(first["loc"])
    if kind == "extra_forbidden":
        return Refusal(f"Received unknown parameter: {param}", code="parameter_unknown", param=param)
    if kind == "missing":
        return missing_param(param)
    if kind == "literal_error":
        return Refusal(f"Invalid {param}: must be one of {first['ctx']['expected']}", param=param)
    if kind in ("dict_type", "string_type"):
        return Refusal("Invalid object" if kind == "dict_type" else "Invalid string", param=param)
    return Refusal(first["msg"], code=kind if kind.startswith("parameter_") else None, param=param)
