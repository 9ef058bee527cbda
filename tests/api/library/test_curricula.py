"""Curricula: steps to use again and again (CRS-7)."""

from tests.support.curricula import STEPS, a_curriculum, keys_of
from tests.support.door import Call
from tests.support.school import School
from tests.support.shelves import Shelf
from tutti.kit.ids import new_id
from tutti.kit.role import Role


def test_a_teacher_makes_a_curriculum_that_all_staff_read(call: Call, forte: School) -> None:
    made = a_curriculum(
        call, forte.teacher, instruments=["Violin"], levels=["Beginner"], syllabuses=["ABRSM"]
    )
    for role in (Role.OWNER, Role.ADMIN, Role.MANAGER, Role.TEACHER):
        assert keys_of(call, forte.caller(role), made) == ["bow", "scale", "piece"]
    for role in (Role.GUARDIAN, Role.STUDENT):
        assert call.get_curriculum(by=forte.caller(role), curriculum_id=made["id"]).status == 403


def test_steps_name_resources_templates_and_pieces_of_the_school(shelf: Shelf) -> None:
    call, theo = shelf.call, shelf.taught_by
    piece = call.add_piece({"composer": "Bach", "title": "Aria"}, by=theo)["id"]
    note = shelf.put_up(title="Long bows")["id"]
    section = {"kind": "technique", "title": "Bows", "text": "Ten minutes."}
    template = call.add_assignment_template({"title": "Week 1", "sections": [section]}, by=theo)["id"]
    steps = [
        {"key": "bow", "title": "Bow", "resource_id": note, "template_id": template},
        {"key": "p", "title": "P", "piece_id": piece},
    ]
    made = a_curriculum(call, theo, steps=steps)
    named = call.get_curriculum(by=theo, curriculum_id=made["id"])["named"]
    assert {one["id"]: one["title"] for one in named} == {
        note: "Long bows",
        piece: "Aria",
        template: "Week 1",
    }


def test_refuses_steps_that_name_what_is_not_there(shelf: Shelf, allegro: School) -> None:
    foreign = shelf.call.add_piece({"composer": "Bach", "title": "Aria"}, by=allegro.owner)["id"]
    private = shelf.put_up(visibility="private")["id"]
    missing = {"resource_id": new_id("res")}, {"template_id": new_id("atp")}
    for named in ({"piece_id": foreign}, {"resource_id": private}, *missing):
        body = {"name": "X", "steps": [{"key": "x", "title": "X"} | named]}
        reply = shelf.call.add_curriculum(body, by=shelf.taught_by)
        assert (reply.status, reply.problem, reply["steps"]) == (404, "NothingOfThat", ["x"])


def test_says_what_is_gone_and_goes_on_to_be_changed(shelf: Shelf) -> None:
    call, owner = shelf.call, shelf.school.owner
    note = shelf.put_up(title="Long bows")["id"]
    steps = [{"key": "bow", "title": "Bow", "resource_id": note}]
    made = a_curriculum(call, owner, steps=steps)
    call.remove_resource(by=owner, resource_id=note)
    [named] = call.get_curriculum(by=owner, curriculum_id=made["id"])["named"]
    body = {"name": "Violin 2", "steps": steps, "version": 1}
    changed = call.update_curriculum(body, by=owner, curriculum_id=made["id"])
    assert (named, changed.status) == ({"id": note, "title": "Long bows", "is_gone": True}, 200)


def test_lists_curricula_by_name_and_tags_without_their_steps(call: Call, forte: School) -> None:
    for name, level in (("Violin 2", "grade 2"), ("violin 1", "grade 1"), ("Cello", "grade 1")):
        a_curriculum(call, forte.teacher, name=name, levels=[level])
    listed = call.list_curricula(by=forte.teacher)["items"]
    assert [one["name"] for one in listed] == ["Cello", "violin 1", "Violin 2"]
    assert all("steps" not in one for one in listed)
    for query, found in (
        ({"level": "Grade 1"}, ["Cello", "violin 1"]),
        ({"starts_with": "VIOL"}, ["violin 1", "Violin 2"]),
    ):
        assert [one["name"] for one in call.list_curricula(by=forte.admin, query=query)["items"]] == found


def test_is_changed_by_who_made_it_and_by_the_administration(call: Call, forte: School) -> None:
    theo = forte.teacher
    made = a_curriculum(call, theo)
    body = {"name": "Changed", "steps": STEPS, "version": 1}
    replies = [
        call.update_curriculum(body, by=by, curriculum_id=made["id"]).problem
        for by in (forte.teacher, theo, forte.admin)
    ]
    assert replies == ["NotYourCurriculum", None, "VersionConflict"]
