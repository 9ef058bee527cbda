"""Resources: what they are, who puts them up and changes them."""

import pytest

from tests.support.door import Call
from tests.support.school import School
from tests.support.shelves import NOTE, Shelf
from tutti.kit.role import Role


def test_a_teacher_puts_up_a_note(call: Call, forte: School) -> None:
    theo = forte.teacher
    reply = call.add_resource(NOTE, by=theo)
    assert (reply.status, reply["visibility"], reply["made_by"]) == (201, "private", theo.person_id)


@pytest.mark.parametrize("role", [Role.GUARDIAN, Role.STUDENT])
def test_families_put_up_nothing(call: Call, forte: School, role: Role) -> None:
    reply = call.add_resource(NOTE, by=forte.caller(role))
    assert (reply.status, reply.problem) == (403, "NotAllowed")


def test_takes_every_kind(shelf: Shelf) -> None:
    kinds = "score backing_track click example_recording practice_guide lesson_note other".split()
    made = [shelf.put_up(kind=kind, title=kind)["kind"] for kind in kinds]
    assert made == kinds


@pytest.mark.parametrize(
    "content",
    [
        {"text": None},
        {"link": "https://example.test/score.pdf"},
        {"text": None, "link": "http://example.test"},
        {"text": None, "link": "javascript:alert(1)"},
    ],
)
def test_refuses_what_is_not_one_text_or_one_https_link(
    call: Call, forte: School, content: dict[str, str | None]
) -> None:
    reply = call.add_resource(NOTE | content, by=forte.owner)
    assert (reply.status, reply.problem) == (422, "InvalidInput")


def test_keeps_each_tag_once_whatever_its_case(shelf: Shelf) -> None:
    made = shelf.put_up(
        instruments=["Violin", "violin "], tags=["Daily  Warm-Up", "daily warm-up"], syllabuses=["ABRSM 3"]
    )
    assert (made["instruments"], made["tags"]) == (["violin"], ["daily warm-up"])
    assert made["syllabuses"] == ["abrsm 3"]


def test_changes_the_version_that_was_read(shelf: Shelf) -> None:
    made, owner = shelf.put_up(), shelf.school.owner
    change = NOTE | {"title": "Short bows", "visibility": "school", "version": 1}
    first = shelf.call.update_resource(change, by=owner, resource_id=made["id"])
    second = shelf.call.update_resource(change, by=owner, resource_id=made["id"])
    assert (first["title"], first["version"], second.problem) == ("Short bows", 2, "VersionConflict")


def test_another_teacher_sees_a_shared_resource_but_does_not_change_it(shelf: Shelf) -> None:
    made, other = shelf.put_up(by=shelf.taught_by), shelf.school.teacher
    seen = shelf.call.get_resource(by=other, resource_id=made["id"])
    changed = shelf.call.update_resource(NOTE | {"version": 1}, by=other, resource_id=made["id"])
    gone = shelf.call.remove_resource(by=other, resource_id=made["id"])
    assert (seen.status, changed.problem, gone.problem) == (200, "NotYourResource", "NotYourResource")


def test_an_admin_changes_what_a_teacher_made(shelf: Shelf) -> None:
    made = shelf.put_up(by=shelf.taught_by)
    body = NOTE | {"title": "Bows", "version": 1}
    reply = shelf.call.update_resource(body, by=shelf.school.admin, resource_id=made["id"])
    assert (reply.status, reply["made_by"]) == (200, shelf.teacher.id)


def test_a_removed_resource_is_gone_for_everybody(shelf: Shelf) -> None:
    made, owner = shelf.put_up(), shelf.school.owner
    removed = shelf.call.remove_resource(by=owner, resource_id=made["id"])
    again = shelf.call.remove_resource(by=owner, resource_id=made["id"])
    assert (removed.status, again.problem, shelf.titles(owner)) == (204, "NoSuchResource", [])
    assert shelf.opens(owner, made).problem == "NoSuchResource"


def test_another_schools_resource_is_not_found(shelf: Shelf, allegro: School) -> None:
    made = shelf.put_up()
    reply = shelf.call.get_resource(by=allegro.owner, resource_id=made["id"])
    assert (reply.status, reply.problem, shelf.titles(allegro.owner)) == (404, "NoSuchResource", [])


def test_a_repeated_post_with_the_same_key_puts_up_one(shelf: Shelf) -> None:
    owner, headers = shelf.school.owner, {"idempotency-key": "monday"}
    first, again = (shelf.call.add_resource(NOTE, by=owner, headers=headers) for _ in range(2))
    assert (first["id"], len(shelf.titles(owner))) == (again["id"], 1)
