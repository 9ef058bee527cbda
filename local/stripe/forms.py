"""Form-encoded bodies and queries with brackets, as Stripe's SDKs send them."""

import re
from typing import Any
from urllib.parse import parse_qsl

from local.stripe.errors import Refusal

KEY = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
BRACKET = re.compile(r"\[([^\[\]]*)\]")


def parse_form(text: str) -> dict[str, Any]:
    """Nested dictionaries of texts; a list stays a dictionary of its indexes until a type claims it."""
    tree: dict[str, Any] = {}
    for key, value in parse_qsl(text, keep_blank_values=True):
        _plant(tree, _path(key), value)
    return tree


def _path(key: str) -> list[str]:
    match = KEY.fullmatch(key)
    if match is None:
        raise Refusal(f"Invalid parameter name: {key}", param=key)
    return [match[1], *BRACKET.findall(match[2])]


def _plant(tree: dict[str, Any], path: list[str], value: str) -> None:
    *branches, leaf = path
    node = tree
    for name in branches:
        node = node.setdefault(name or str(len(node)), {})
        if not isinstance(node, dict):
            raise Refusal("A parameter was sent both as a value and as an object.", param=path[0])
    node[leaf or str(len(node))] = value
