"""A body for every route by which recordings and files are handed in."""

from collections.abc import Callable, Mapping
from typing import Any

Ids = Mapping[str, str]
FAR = {"version": 900_000}
SOUND = {"title": "X", "content_type": "audio/mp4", "bytes": 1000}
SHEET = {"title": "X", "content_type": "application/pdf", "bytes": 1000}

RECORDING_BODIES: dict[str, Callable[[Ids], dict[str, Any]]] = {
    "announce_recording": lambda ids: SOUND | {"student_id": ids["student_id"]},
    "announce_file": lambda ids: SHEET | {"student_id": ids["student_id"]},
    "update_recording": lambda _: {"title": "X"} | FAR,
}
"""Each asks for the ids of what it names only when it is asked for itself."""
