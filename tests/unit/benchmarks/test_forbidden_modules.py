"""Nothing heavy is loaded by a function that starts, and no web by one that nobody calls."""

from benchmarks.forbidden_modules import loaded, measure


def test_no_function_loads_what_it_must_not() -> None:
    assert [(each.name, each.note) for each in measure() if not each.holds] == []


def test_finds_what_is_loaded() -> None:
    assert loaded(["functions.api.studios.get_studio"], ["fastapi", "stripe"]) == ["fastapi"]
