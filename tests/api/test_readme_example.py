"""The endpoint that the README adds works as it stands there."""

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

from tests.support import door
from tests.support.tables import ROOT

CORE = "layers/core/python/"
NAME = "functions.api.studios.rename_room"


def parts() -> Iterator[tuple[str, str]]:
    """The files of the example, each with what it holds or gains."""
    [example] = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    _, *found = re.split(r"^# (\S+\.py)\n", example, flags=re.MULTILINE)
    return zip(found[::2], found[1::2], strict=True)


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The example put where it says, for the length of a test; returns the test in it."""
    its_test: dict[str, Any] = {"Call": door.Call, "School": object}
    for path, source in parts():
        dotted = path.removeprefix(CORE).removesuffix(".py").replace("/", ".")
        if path.startswith(CORE):
            module = import_module(dotted)
            gained: dict[str, Any] = dict(vars(module))
            exec(compile(source, path, "exec"), gained)
            for name in re.findall(r"^(?:class|def) (\w+)", source, re.MULTILINE):
                monkeypatch.setattr(module, name, gained[name], raising=False)
        elif path.startswith("functions/"):
            door_module = ModuleType(dotted)
            monkeypatch.setitem(sys.modules, dotted, door_module)
            exec(compile(source, path, "exec"), vars(door_module))
        else:
            exec(compile(source, path, "exec"), its_test)
    return its_test


def test_the_endpoint_of_the_readme_passes_its_own_test(
    added: dict[str, Any], call: door.Call, forte: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = door.endpoint_named
    handler = sys.modules[NAME].handler
    monkeypatch.setattr(
        door, "endpoint_named", lambda name: handler if name == "rename_room" else known(name)
    )
    added["test_renames_a_room"](call, forte)


def test_the_readme_says_where_each_file_of_the_example_goes() -> None:
    folders = [(ROOT / path).parent for path, _ in parts()]
    assert [folder for folder in folders if not folder.is_dir()] == []
