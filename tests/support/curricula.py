"""Curricula for tests: made, derived and read through the door."""

from typing import Any

from tests.support.door import Call, Reply
from tutti.kit.caller import Caller

STEPS = [{"key": key, "title": key.title()} for key in ("bow", "scale", "piece")]
VIBRATO = {"key": "vibrato", "title": "Vibrato", "goal": "On long notes."}


def a_curriculum(call: Call, by: Caller, **changes: Any) -> Reply:
    """Three steps, unless said otherwise."""
    reply: Reply = call.add_curriculum({"name": "Violin 1", "steps": STEPS} | changes, by=by)
    assert reply.status == 201, reply.body
    return reply


def derived_from(call: Call, by: Caller, base: Reply, *changes: dict[str, Any]) -> Reply:
    """Another one with these changes."""
    return a_curriculum(call, by, name="Mine", steps=[], base_id=base["id"], changes=list(changes))


def keys_of(call: Call, by: Caller, curriculum: Reply) -> list[str]:
    """The keys of its steps, as it reads."""
    reading = call.get_curriculum(by=by, curriculum_id=curriculum["id"])["reading"]
    return [one["key"] for one in reading["steps"]]
