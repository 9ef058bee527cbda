"""A body for the route by which notes are put aside."""

from collections.abc import Callable, Mapping
from typing import Any

NOTE_BODIES: dict[str, Callable[[Mapping[str, str]], dict[str, Any]]] = {
    "read_notes": lambda _: {"up_to": f"not_{'0' * 26}"},
}
"""It is up to a note before all others: none of the caller's is put aside."""
