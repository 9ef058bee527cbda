"""Whom a resource reaches: nobody else, named students, a lesson group, the whole school (CRS-10)."""

from tests.support.door import Call
from tests.support.people import a_location, a_student
from tests.support.school import School
from tests.support.shelves import NOTE, Shelf
from tutti.kit.role import Role
from tutti.people.store import StudentStore
from tutti.scheduling.store import LessonStore


def test_a_private_resource_is_its_makers_and_the_administrations(shelf: Shelf) -> None:
    shelf.put_up(by=shelf.taught_by, visibility="private")
    who = (shelf.taught_by, shelf.school.admin, shelf.school.owner, shelf.school.teacher, shelf.parent)
    assert [len(shelf.titles(one)) for one in who] == [1, 1, 1, 0, 0]


def test_a_private_resource_reaches_the_students_it_names_and_their_families(shelf: Shelf) -> None:
    made = shelf.put_up(visibility="private", student_ids=[shelf.student.id])
    assert [len(shelf.titles(one)) for one in (shelf.child, shelf.parent, shelf.other_parent)] == [1, 1, 0]
    assert shelf.opens(shelf.other_parent, made).problem == "NoSuchResource"


def test_families_read_of_the_named_students_only_their_own(shelf: Shelf) -> None:
    named = [shelf.student.id, shelf.other_student.id]
    made = shelf.put_up(visibility="private", student_ids=named)
    seen = shelf.call.get_resource(by=shelf.parent, resource_id=made["id"])
    listed = shelf.call.list_library(by=shelf.other_parent)["items"][0]
    assert (seen["student_ids"], listed["student_ids"]) == ([named[0]], [named[1]])


def test_a_teacher_names_own_students_only(shelf: Shelf) -> None:
    body = NOTE | {"student_ids": [shelf.student.id]}
    before = shelf.call.add_resource(body, by=shelf.taught_by)
    shelf.teaches()
    after = shelf.call.add_resource(body, by=shelf.taught_by)
    assert (before.problem, after.status) == ("NoSuchStudent", 201)


def test_a_manager_names_students_of_the_own_locations_only(shelf: Shelf) -> None:
    body = NOTE | {"student_ids": [shelf.student.id]}
    here, elsewhere = (
        shelf.school.manager(shelf.location.id),
        shelf.school.manager(a_location(shelf.school).id),
    )
    replies = [shelf.call.add_resource(body, by=one) for one in (here, elsewhere)]
    assert [one.status for one in replies] == [201, 404]


def test_the_whole_school_has_no_named_students(call: Call, shelf: Shelf) -> None:
    body = NOTE | {"visibility": "school", "student_ids": [shelf.student.id]}
    assert call.add_resource(body, by=shelf.school.owner).status == 422


def test_a_group_is_named_once(call: Call, shelf: Shelf) -> None:
    lesson_id, cohort_id = shelf.lessons[0].id, shelf.a_cohort().id
    none = call.add_resource(NOTE | {"visibility": "group"}, by=shelf.school.owner)
    two = NOTE | {"visibility": "group", "lesson_id": lesson_id, "cohort_id": cohort_id}
    private = NOTE | {"lesson_id": lesson_id}
    replies = [none, *(call.add_resource(body, by=shelf.school.owner) for body in (two, private))]
    assert [one.status for one in replies] == [422, 422, 422]


def test_a_lessons_resource_reaches_its_students(shelf: Shelf) -> None:
    made = shelf.put_up(by=shelf.taught_by, visibility="group", lesson_id=shelf.lessons[0].id)
    assert [len(shelf.titles(one)) for one in (shelf.child, shelf.parent, shelf.other_parent)] == [1, 1, 0]
    assert shelf.opens(shelf.parent, made)["text"] == NOTE["text"]


def test_who_leaves_a_lesson_has_its_resources_no_more(shelf: Shelf) -> None:
    made = shelf.put_up(visibility="group", lesson_id=shelf.lessons[0].id)
    lessons = LessonStore(shelf.school.tenant)
    lesson = lessons.get(shelf.lessons[0].id)
    lessons.replace(lesson, lesson.left_by(shelf.student.id))
    assert (shelf.titles(shelf.parent), shelf.opens(shelf.parent, made).problem) == ([], "NoSuchResource")


def test_who_joins_a_cohort_has_its_resources_and_who_leaves_it_no_more(shelf: Shelf) -> None:
    cohort = shelf.a_cohort()
    shelf.put_up(by=shelf.taught_by, visibility="group", cohort_id=cohort.id)
    before = shelf.titles(shelf.parent)
    shelf.seats(cohort, shelf.student.id)
    within = shelf.titles(shelf.parent)
    shelf.unseats(cohort, shelf.student.id)
    assert (before, within, shelf.titles(shelf.parent)) == ([], [NOTE["title"]], [])


def test_a_cohorts_lesson_stands_for_its_roster(shelf: Shelf) -> None:
    cohort = shelf.a_cohort()
    shelf.put_up(visibility="group", lesson_id=cohort.sessions[0].lesson_id)
    shelf.seats(cohort, shelf.student.id)
    assert [len(shelf.titles(one)) for one in (shelf.child, shelf.other_parent)] == [1, 0]


def test_a_teacher_addresses_own_groups_only(shelf: Shelf) -> None:
    cohort, lesson = shelf.a_cohort(), shelf.lessons[0]
    for named in ({"cohort_id": cohort.id}, {"lesson_id": lesson.id}):
        body = NOTE | {"visibility": "group"} | named
        own = shelf.call.add_resource(body, by=shelf.taught_by)
        foreign = shelf.call.add_resource(body, by=shelf.school.teacher)
        assert (own.status, foreign.status, foreign.problem) == (201, 404, "NoSuchGroup")


def test_a_group_of_another_school_is_not_found(shelf: Shelf, allegro: School) -> None:
    body = NOTE | {"visibility": "group", "lesson_id": shelf.lessons[0].id}
    reply = shelf.call.add_resource(body, by=allegro.owner)
    assert (reply.status, reply.problem) == (404, "NoSuchGroup")


def test_everybody_who_learns_here_has_what_is_for_the_school(shelf: Shelf) -> None:
    shelf.put_up()
    who = (shelf.child, shelf.parent, shelf.other_parent, shelf.school.guardian, shelf.school.student)
    assert [len(shelf.titles(one)) for one in who] == [1, 1, 1, 0, 0]


def test_who_has_left_the_school_has_nothing_any_more(shelf: Shelf) -> None:
    made = shelf.put_up()
    students = StudentStore(shelf.school.tenant)
    students.replace(shelf.student, shelf.student.model_copy(update={"is_active": False}))
    assert [shelf.titles(one) for one in (shelf.child, shelf.parent)] == [[], []]
    assert shelf.opens(shelf.parent, made).problem == "NoSuchResource"


def test_a_family_has_what_any_of_its_children_has(shelf: Shelf) -> None:
    sibling = a_student(shelf.school, shelf.family)
    shelf.put_up(visibility="private", student_ids=[sibling.id])
    as_sibling = shelf.school.caller(Role.STUDENT, sibling.id)
    assert [len(shelf.titles(one)) for one in (as_sibling, shelf.parent, shelf.child)] == [1, 1, 0]
