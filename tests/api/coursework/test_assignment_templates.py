"""Assignment templates: what may be written, who may change it, what is refused by name (CRS-1)."""

from typing import Any

import pytest

from tests.support.classroom import Classroom
from tests.support.door import Call
from tests.support.school import School

BOWING: dict[str, Any] = {
    "title": "{piece}, slowly",
    "sections": [
        {"kind": "theory", "text": "Which key is {piece} in?"},
        {"kind": "warm_up", "text": "Good morning, {student}. At {tempo}.", "minutes": 5},
    ],
    "placeholders": [{"name": "piece"}, {"name": "tempo", "default": "60"}],
    "instrument": "Cello",
    "level": "beginner",
}


def test_keeps_the_sections_in_the_order_in_which_they_are_written(home: Classroom) -> None:
    made = home.call.add_assignment_template(BOWING, by=home.taught_by)
    read = home.call.get_assignment_template(by=home.school.admin, template_id=made["id"])
    assert [one["kind"] for one in read["sections"]] == ["theory", "warm_up"]


def test_a_teachers_template_is_the_teachers_own(home: Classroom) -> None:
    assert home.call.add_assignment_template(BOWING, by=home.taught_by)["owner_id"] == home.teacher.id


def test_what_the_office_adds_is_the_schools(home: Classroom) -> None:
    assert "owner_id" not in home.call.add_assignment_template(BOWING, by=home.school.admin).body


@pytest.mark.parametrize("place", ["title", "text"])
def test_refuses_an_unknown_placeholder_by_its_name(home: Classroom, place: str) -> None:
    texts = {"title": "X", "text": "Y"} | {place: "Play {bras}."}
    section = {"kind": "technique", "text": texts["text"]}
    reply = home.call.add_assignment_template(
        {"title": texts["title"], "sections": [section]}, by=home.taught_by
    )
    assert (reply.status, reply.problem, reply["placeholder"]) == (422, "UnknownPlaceholder", "bras")


def test_refuses_to_greet_one_student_in_the_title_that_all_read(home: Classroom) -> None:
    reply = home.call.add_assignment_template(BOWING | {"title": "For {student}"}, by=home.taught_by)
    assert (reply.problem, reply["placeholder"]) == ("UnknownPlaceholder", "student")


def test_refuses_a_placeholder_with_the_name_of_a_built_in_one(home: Classroom) -> None:
    own = {"placeholders": [*BOWING["placeholders"], {"name": "due"}]}
    reply = home.call.add_assignment_template(BOWING | own, by=home.taught_by)
    assert (reply.problem, reply["placeholder"]) == ("BuiltInName", "due")


def test_refuses_a_brace_that_belongs_to_no_placeholder(home: Classroom) -> None:
    section = {"kind": "theory", "text": "The set {c, e, g}"}
    reply = home.call.add_assignment_template({"title": "X", "sections": [section]}, by=home.taught_by)
    assert reply.problem == "StrayBrace"


def test_refuses_a_placeholder_that_is_declared_twice(home: Classroom) -> None:
    twice = BOWING | {"placeholders": [{"name": "piece"}, {"name": "tempo"}, {"name": "piece"}]}
    assert home.call.add_assignment_template(twice, by=home.taught_by).status == 422


def test_attaches_a_recording_of_the_studios_own(home: Classroom) -> None:
    section = {"kind": "repertoire", "attachments": [{"id": home.recording(None), "label": "Slow"}]}
    reply = home.call.add_assignment_template({"title": "X", "sections": [section]}, by=home.taught_by)
    assert reply.status == 201


def test_refuses_to_attach_what_a_student_recorded(home: Classroom) -> None:
    recording_id = home.recording(home.student.id)
    section = {"kind": "repertoire", "attachments": [{"id": recording_id}]}
    reply = home.call.add_assignment_template({"title": "X", "sections": [section]}, by=home.taught_by)
    assert (reply.status, reply.problem, reply["attachments"]) == (422, "NoSuchAttachment", [recording_id])


def test_a_teacher_does_not_change_what_is_another_ones(home: Classroom) -> None:
    made = home.call.add_assignment_template(BOWING, by=home.school.admin)
    reply = home.call.update_assignment_template(
        BOWING | {"version": 1}, by=home.taught_by, template_id=made["id"]
    )
    assert (reply.status, reply.problem) == (403, "NotYourTemplate")


def test_the_office_changes_what_a_teacher_made(home: Classroom) -> None:
    made = home.call.add_assignment_template(BOWING, by=home.taught_by)
    update = BOWING | {"title": "Scales", "version": 1}
    reply = home.call.update_assignment_template(update, by=home.school.admin, template_id=made["id"])
    assert (reply["title"], reply["owner_id"], reply["version"]) == ("Scales", home.teacher.id, 2)


def test_refuses_a_change_of_an_older_version(home: Classroom) -> None:
    made = home.call.add_assignment_template(BOWING, by=home.taught_by)
    change = {"by": home.taught_by, "template_id": made["id"]}
    home.call.update_assignment_template(BOWING | {"version": 1}, **change)
    assert (
        home.call.update_assignment_template(BOWING | {"version": 1}, **change).problem == "VersionConflict"
    )


def test_lists_those_for_an_instrument_and_those_for_all(home: Classroom) -> None:
    for title, instrument in (("For cellos", "cello"), ("For all", None), ("For flutes", "flute")):
        body = {"title": title, "sections": [{"kind": "warm_up"}], "instrument": instrument}
        home.call.add_assignment_template(body, by=home.taught_by)
    found = home.call.list_assignment_templates(by=home.taught_by, query={"instrument": "cello"})
    assert [one["title"] for one in found["items"]] == ["For cellos", "For all"]


def test_a_removed_template_is_not_found(home: Classroom) -> None:
    made = home.call.add_assignment_template(BOWING, by=home.taught_by)
    ids = {"template_id": made["id"]}
    assert home.call.remove_assignment_template(by=home.taught_by, **ids).status == 204
    assert home.call.get_assignment_template(by=home.taught_by, **ids).problem == "NoSuchTemplate"


def test_a_template_of_another_school_is_not_found(home: Classroom, call: Call, allegro: School) -> None:
    made = home.call.add_assignment_template(BOWING, by=home.taught_by)
    reply = call.get_assignment_template(by=allegro.admin, template_id=made["id"])
    assert (reply.status, reply.problem) == (404, "NoSuchTemplate")


def test_families_see_no_templates(home: Classroom) -> None:
    for caller in (home.parent, home.child):
        assert home.call.list_assignment_templates(by=caller).status == 403
