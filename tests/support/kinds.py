"""Which kinds of items the code writes, read from its source."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support.tables import ROOT

SOURCES = "layers/core/python/tutti", "functions", "local"
BY_PARAMETER = "kind"


def kinds_written() -> set[str]:
    """Every kind that a collection, a record or an update is given; fails on one that it cannot read."""
    return {kind for module in _modules() for kind in module.kinds()}


def partitions_of_collections() -> dict[str, str]:
    """Where each collection that leaves its key to `Collection` lies, by its kind."""
    return {kind: place for module in _modules() for kind, place in module.collections() if place}


def _modules() -> Iterator["_Module"]:
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield _Module(path)


class _Module:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.tree = ast.parse(path.read_text())
        self.constants = {
            target.id: node.value
            for node in self.tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }

    def kinds(self) -> Iterator[str]:
        yield from (kind for kind, _ in self.collections())
        for call in self._calls(self.tree):
            name = ast.unparse(call.func)
            if name == "Record":
                given = [each.value for each in call.keywords if each.arg == BY_PARAMETER]
            elif name == "Record.kind.set":
                given = call.args
            else:
                given = self._given_to_makers(call)
            yield from (text for value in given if (text := self._text(value)))

    def collections(self) -> Iterator[tuple[str, str | None]]:
        for node in self.tree.body:
            if isinstance(node, ast.ClassDef) and any(
                "Collection[" in ast.unparse(one) for one in node.bases
            ):
                [made] = [one for one in self._calls(node) if ast.unparse(one.func) == "super().__init__"]
                kind = self._text(made.args[2])
                assert kind, (self.path, node.name)
                apart = [self._text(one.value) for one in made.keywords if one.arg == "partition"]
                has_own_key = any(isinstance(one, ast.FunctionDef) and one.name == "key" for one in node.body)
                yield kind, None if has_own_key else (apart[0] if apart else kind.upper())

    def _given_to_makers(self, call: ast.Call) -> list[ast.expr]:
        """What is given as `kind` to a function of this module that makes a record of it."""
        for made in self.tree.body:
            if isinstance(made, ast.FunctionDef) and ast.unparse(call.func) == made.name:
                names = [one.arg for one in made.args.args]
                if BY_PARAMETER in names and "Record(" in ast.unparse(made):
                    return [call.args[names.index(BY_PARAMETER)]]
        return []

    def _text(self, value: ast.expr) -> str | None:
        if isinstance(value, ast.Name) and value.id in self.constants:
            value = self.constants[value.id]
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return value.value
        if isinstance(value, ast.JoinedStr):
            return "".join(self._piece(one) for one in value.values)
        # What a maker of records was given itself is read where it is called.
        assert ast.unparse(value) in {BY_PARAMETER, f"self._{BY_PARAMETER}"}, (self.path, ast.unparse(value))
        return None

    @staticmethod
    def _piece(value: ast.expr) -> str:
        """`NOTES#{person_id}` as the page writes it: `NOTES#<person>`."""
        if isinstance(value, ast.FormattedValue):
            return f"<{ast.unparse(value.value).removesuffix('_id')}>"
        return str(value.value) if isinstance(value, ast.Constant) else ""

    @staticmethod
    def _calls(tree: ast.AST) -> Iterator[ast.Call]:
        return (node for node in ast.walk(tree) if isinstance(node, ast.Call))
