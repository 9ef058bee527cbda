"""How doors are found and what they come to."""

from pathlib import Path

import pytest

from infra.doorways import DoorMissing, discover, pascal
from infra.names import Names
from infra.routes import rows_of
from tests.infra.sample import DOORS, doorway


def test_names_a_handler_by_its_file() -> None:
    assert doorway("api/studios/get_studio", DOORS["api/studios/get_studio"]).handler == (
        "functions/api/studios/get_studio.handler"
    )


def test_refuses_a_module_without_a_door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "functions" / "api" / "studios"
    place.mkdir(parents=True)
    (place / "help_out.py").write_text("")
    monkeypatch.setattr("importlib.import_module", lambda name: object())
    with pytest.raises(DoorMissing, match="has no handler that declares a EndpointDoor"):
        discover(tmp_path)


def test_refuses_a_name_that_lambda_would_not_take() -> None:
    with pytest.raises(ValueError, match="64"):
        Names("staging").function("events", "scheduling", "refresh_availability_of_every_teacher")


def test_turns_verbs_into_ids() -> None:
    assert pascal("hold_place") == pascal("hold-place") == "HoldPlace"


def test_lists_routes_by_path_with_who_may_call() -> None:
    rows = rows_of(doorway(*each) for each in DOORS.items())
    assert [(row[0], row[1], row[2]) for row in rows] == [
        ("POST", "/v1/all", "owner"),
        ("GET", "/v1/public/studios/{slug}", "public"),
    ]


def test_gives_every_route_one_door() -> None:
    routes = [(method, path) for method, path, *_ in rows_of(discover())]
    assert len(set(routes)) == len(routes)
