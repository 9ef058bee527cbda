"""Assignments: from a template or from nothing, for whom, due when, and what one may still change (CRS-2)."""

from typing import Any

import pytest

from tests.support.classroom import Classroom
from tests.support.door import Call
from tests.support.facts import facts_told
from tests.support.people import a_location
from tests.support.school import School
from tutti.kit.ids import new_id

TEMPLATE: dict[str, Any] = {
    "title": "{piece}",
    "sections": [
        {"kind": "repertoire", "text": "{student}: {piece}, bars {bars} by {due}. {teacher}, {studio}"}
    ],
    "placeholders": [{"name": "piece"}, {"name": "bars", "default": "1-8"}],
    "instrument": "piano",
}


def from_template(home: Classroom, **more: Any) -> Any:
    template = home.call.add_assignment_template(TEMPLATE, by=home.taught_by)
    usual = {"template_id": template["id"], "student_ids": [home.student.id], "values": {"piece": "Gigue"}}
    return home.call.add_assignment(usual | more, by=home.taught_by)


def text_read_by(home: Classroom, assignment: Any, **query: Any) -> str:
    read = home.call.get_assignment(by=home.child, assignment_id=assignment["id"], query=query)
    text: str = read["sections"][0]["text"]
    return text


class TestFromATemplate:
    def test_fills_in_what_is_given_and_what_the_template_has_for_the_rest(self, home: Classroom) -> None:
        made = from_template(home)
        assert made["title"] == "Gigue"
        assert made["sections"][0]["text"].startswith("{student}: Gigue, bars 1-8 by {due}.")

    def test_students_read_it_with_their_name_the_date_the_teacher_and_the_school(
        self, home: Classroom
    ) -> None:
        made = from_template(home, due="2040-05-04T18:00:00")
        home.publish(made["id"])
        expected = "Sam: Gigue, bars 1-8 by 2040-05-04 18:00. Theo Tal, Forte"
        assert text_read_by(home, made) == expected

    def test_a_moved_due_date_is_read_at_once(self, home: Classroom) -> None:
        made = from_template(home, due="2040-05-04T18:00:00")
        published = home.publish(made["id"])
        home.change(published.body, due="2040-06-07T08:00:00")
        assert "by 2040-06-07 08:00." in text_read_by(home, made)

    def test_braces_in_what_is_given_are_braces(self, home: Classroom) -> None:
        made = from_template(home, values={"piece": "{student}"})
        home.publish(made["id"])
        assert made["title"] == "{student}"
        assert text_read_by(home, made).startswith("Sam: {student}, bars")

    def test_refuses_by_name_what_has_no_default_and_is_not_given(self, home: Classroom) -> None:
        reply = from_template(home, values={"bars": "3"})
        assert (reply.problem, reply["placeholder"]) == ("ValueMissing", "piece")

    def test_refuses_by_name_a_value_for_which_there_is_no_placeholder(self, home: Classroom) -> None:
        reply = from_template(home, values={"piece": "Gigue", "tempo": "60"})
        assert (reply.problem, reply["placeholder"]) == ("UnknownPlaceholder", "tempo")

    def test_refuses_what_is_too_long_once_it_is_filled_in(self, home: Classroom) -> None:
        template = TEMPLATE | {"sections": [{"kind": "theory", "text": "{piece}" * 500}]}
        made = home.call.add_assignment_template(template, by=home.taught_by)
        reply = from_template(home, template_id=made["id"], values={"piece": "Sarabande and Gigue"})
        assert (reply.status, reply.problem) == (422, "TooLongWhenFilled")

    def test_keeps_its_texts_when_the_template_changes(self, home: Classroom) -> None:
        made = from_template(home)
        update = TEMPLATE | {"title": "Other", "version": 1}
        home.call.update_assignment_template(update, by=home.taught_by, template_id=made["template_id"])
        read = home.call.get_assignment(by=home.taught_by, assignment_id=made["id"])
        assert (read["title"], read["template_version"]) == ("Gigue", 1)

    def test_says_itself_what_differs_from_the_template(self, home: Classroom) -> None:
        made = from_template(home, title="By heart: {piece}", level="advanced")
        assert (made["title"], made["level"], made["instrument"]) == ("By heart: Gigue", "advanced", "piano")


class TestFromNothing:
    def test_is_a_draft_of_the_teacher_who_calls(self, home: Classroom) -> None:
        made = home.draft()
        assert (made.status, made["state"], made["teacher_id"]) == (201, "draft", home.teacher.id)

    def test_needs_a_title_and_sections(self, home: Classroom) -> None:
        reply = home.call.add_assignment({"student_ids": [home.student.id]}, by=home.taught_by)
        assert reply.status == 422

    def test_the_office_says_whose_it_is(self, home: Classroom) -> None:
        assert home.draft(by=home.school.admin).problem == "WhoseAssignment"
        assert home.draft(by=home.school.admin, teacher_id=home.teacher.id).status == 201

    def test_a_teacher_does_not_assign_for_another(self, home: Classroom) -> None:
        assert home.draft(teacher_id=new_id("per")).problem == "NoSuchTeacher"

    def test_a_teacher_assigns_to_own_students_only(self, home: Classroom) -> None:
        stranger = home.pupil(teacher_ids=())
        assert home.draft(student_ids=[stranger.id]).problem == "NoSuchStudent"

    def test_a_manager_assigns_to_students_of_the_own_locations_only(self, home: Classroom) -> None:
        elsewhere = a_location(home.school, "Elsewhere")
        for location, expected in ((home.location, 201), (elsewhere, 404)):
            manager = home.school.manager(location.id)
            assert home.draft(by=manager, teacher_id=home.teacher.id).status == expected

    def test_refuses_an_unknown_placeholder_by_its_name(self, home: Classroom) -> None:
        reply = home.draft(sections=[{"kind": "theory", "text": "{bars}"}])
        assert (reply.problem, reply["placeholder"]) == ("UnknownPlaceholder", "bars")

    def test_families_assign_nothing(self, home: Classroom) -> None:
        assert home.draft(by=home.parent).status == 403

    def test_a_lesson_of_somebody_else_is_not_found(self, home: Classroom) -> None:
        assert home.draft(lesson_id=new_id("les")).problem == "NoSuchGroup"


class TestDue:
    def test_is_a_time_on_the_studios_clock(self, home: Classroom) -> None:
        made = home.draft(due="2040-07-02T18:00:00")
        assert (made["zone"], made["due_at"]) == ("Europe/Vienna", "2040-07-02T16:00:00Z")

    def test_an_hour_that_clocks_skip_is_the_one_after(self, home: Classroom) -> None:
        assert home.draft(due="2040-03-25T02:30:00")["due_at"] == "2040-03-25T01:30:00Z"

    def test_an_hour_that_clocks_show_twice_is_the_first(self, home: Classroom) -> None:
        assert home.draft(due="2040-10-28T02:30:00")["due_at"] == "2040-10-28T00:30:00Z"

    def test_takes_the_studios_minutes_of_grace_unless_it_has_its_own(self, home: Classroom) -> None:
        studio = home.call.get_studio(by=home.school.owner).body
        policy = studio["policy"] | {"homework_grace_minutes": 90}
        update = {
            name: studio[name] for name in ("name", "email", "time_zone", "currency", "slug", "version")
        }
        assert home.call.update_studio(update | {"policy": policy}, by=home.school.owner).status == 200
        assert home.draft()["grace_minutes"] == 90
        assert home.draft(grace_minutes=0)["grace_minutes"] == 0

    def test_a_draft_that_is_due_in_the_past_is_not_published(self, home: Classroom) -> None:
        made = home.draft(due="2021-01-01T10:00:00")
        assert home.publish(made["id"]).problem == "DueInThePast"


class TestPublishing:
    def test_gives_each_student_the_work(self, home: Classroom) -> None:
        other = home.pupil(given_name="Ada")
        made = home.assigned(student_ids=[home.student.id, other.id])
        assert {row["given_name"] for row in home.class_rows(made)} == {"Sam", "Ada"}

    def test_tells_once_that_it_was_created(self, home: Classroom) -> None:
        made = home.assigned()
        told = facts_told(home.school, "AssignmentCreated")
        assert [(fact.subject, fact.data) for fact in told] == [(made["id"], {"teacher_id": home.teacher.id})]

    def test_is_done_once(self, home: Classroom) -> None:
        made = home.assigned()
        assert home.publish(made["id"]).problem == "AlreadyPublished"

    def test_needs_somebody_to_assign_to(self, home: Classroom) -> None:
        made = home.draft(student_ids=[])
        assert home.publish(made["id"]).problem == "NobodyToAssign"

    def test_leaves_out_who_has_left_the_school(self, home: Classroom) -> None:
        gone = home.pupil(is_active=False)
        made = home.assigned(student_ids=[home.student.id, gone.id])
        assert made["student_ids"] == [home.student.id]

    def test_drafts_are_nobodys_work(self, home: Classroom) -> None:
        made = home.draft()
        assert home.own_rows() == []
        assert home.call.get_assignment(by=home.child, assignment_id=made["id"]).status == 404


class TestChanging:
    def test_changes_what_is_named_and_nothing_else(self, home: Classroom) -> None:
        made = home.draft(due="2040-05-04T18:00:00", instrument="piano")
        changed = home.change(made.body, title="Gigue")
        assert (changed["title"], changed["due"], changed["version"]) == ("Gigue", "2040-05-04T18:00:00", 2)

    def test_null_takes_away_what_may_be_missing(self, home: Classroom) -> None:
        made = home.draft(due="2040-05-04T18:00:00", instrument="piano", attempts_allowed=2)
        changed = home.change(made.body, due=None, instrument=None, attempts_allowed=None)
        assert not {"due", "due_at", "instrument", "attempts_allowed"} & changed.body.keys()

    @pytest.mark.parametrize("name", ["title", "sections", "student_ids", "accepts_late", "state"])
    def test_null_is_refused_for_what_cannot_be_missing(self, home: Classroom, name: str) -> None:
        assert home.change(home.draft().body, **{name: None}).status == 422

    def test_refuses_a_change_of_an_older_version(self, home: Classroom) -> None:
        made = home.draft().body
        home.change(made, title="Gigue")
        assert home.change(made, title="Sarabande").problem == "VersionConflict"

    def test_a_moved_due_date_moves_the_instant(self, home: Classroom) -> None:
        made = home.assigned(due="2040-05-04T18:00:00")
        assert home.change(made, due="2040-01-04T18:00:00")["due_at"] == "2040-01-04T17:00:00Z"

    def test_published_work_is_not_moved_into_the_past(self, home: Classroom) -> None:
        made = home.assigned(due="2040-05-04T18:00:00")
        assert home.change(made, due="2021-05-04T18:00:00").problem == "DueInThePast"

    def test_students_may_be_added_to_what_is_published(self, home: Classroom) -> None:
        made, other = home.assigned(), home.pupil(given_name="Ada")
        home.change(made, student_ids=[home.student.id, other.id])
        assert len(home.class_rows(made)) == 2

    def test_who_was_added_is_told_of_by_name(self, home: Classroom) -> None:
        made, other = home.assigned(), home.pupil()
        home.change(made, student_ids=[home.student.id, other.id])
        told = facts_told(home.school, "AssignmentChanged")
        assert [fact.data["added"] for fact in told] == [[other.id]]

    def test_students_are_not_taken_off_what_is_published(self, home: Classroom) -> None:
        assert home.change(home.assigned(), student_ids=[]).problem == "FixedOncePublished"

    def test_teachers_add_own_students_only(self, home: Classroom) -> None:
        made, stranger = home.assigned(), home.pupil(teacher_ids=())
        reply = home.change(made, student_ids=[home.student.id, stranger.id])
        assert reply.problem == "NoSuchStudent"

    def test_new_texts_are_read_for_placeholders_as_well(self, home: Classroom) -> None:
        reply = home.change(home.assigned(), sections=[{"kind": "theory", "text": "{key}"}])
        assert (reply.problem, reply["placeholder"]) == ("UnknownPlaceholder", "key")

    def test_is_closed_and_reopened(self, home: Classroom) -> None:
        closed = home.change(home.assigned(), state="closed")
        assert closed["state"] == "closed"
        assert home.change(closed.body, state="published")["state"] == "published"

    def test_a_closed_one_is_not_changed(self, home: Classroom) -> None:
        closed = home.change(home.assigned(), state="closed")
        assert home.change(closed.body, title="Gigue").problem == "AssignmentIsClosed"

    def test_what_is_withdrawn_is_nobodys_work_any_more(self, home: Classroom) -> None:
        made = home.assigned()
        assert home.change(made, state="withdrawn")["state"] == "withdrawn"
        assert home.own_rows() == []

    def test_what_was_handed_in_stays_when_it_is_withdrawn(self, home: Classroom) -> None:
        made, other = home.assigned(), home.pupil()
        made = home.change(made, student_ids=[home.student.id, other.id]).body
        home.submit(made)
        home.change(made, state="withdrawn")
        assert [row["student_id"] for row in home.class_rows(made)] == [home.student.id]

    def test_a_withdrawn_one_does_not_come_back(self, home: Classroom) -> None:
        withdrawn = home.change(home.assigned(), state="withdrawn")
        assert home.change(withdrawn.body, state="published").problem == "AssignmentIsClosed"

    def test_a_draft_is_not_published_by_a_change(self, home: Classroom) -> None:
        assert home.change(home.draft().body, state="published").problem == "AssignmentIsClosed"


class TestRemoving:
    def test_removes_a_draft(self, home: Classroom) -> None:
        ids = {"assignment_id": home.draft()["id"]}
        assert home.call.remove_assignment(by=home.taught_by, **ids).status == 204
        assert home.call.get_assignment(by=home.taught_by, **ids).problem == "NoSuchAssignment"

    def test_what_is_published_is_withdrawn_instead(self, home: Classroom) -> None:
        made = home.assigned()
        reply = home.call.remove_assignment(by=home.taught_by, assignment_id=made["id"])
        assert (reply.status, reply.problem) == (409, "NotADraft")


class TestWhoSees:
    def test_another_teacher_does_not(self, home: Classroom) -> None:
        made, other = home.assigned(), home.school.teacher
        assert home.call.get_assignment(by=other, assignment_id=made["id"]).problem == "NoSuchAssignment"
        assert home.call.list_class_work(by=other, assignment_id=made["id"]).status == 404

    def test_a_student_reads_of_nobody_else_who_has_it(self, home: Classroom) -> None:
        made = home.assigned(student_ids=[home.student.id, home.pupil().id])
        read = home.call.get_assignment(by=home.child, assignment_id=made["id"])
        assert read["student_ids"] == [home.student.id]

    def test_a_parent_reads_what_the_child_reads(self, home: Classroom) -> None:
        made = home.assigned()
        read = home.call.get_assignment(by=home.parent, assignment_id=made["id"])
        assert read["sections"][0]["text"] == "Long tones, Sam."

    def test_a_parent_of_two_names_the_child(self, home: Classroom) -> None:
        other = home.pupil(given_name="Ada")
        made = home.assigned(student_ids=[home.student.id, other.id])
        query = {"student_id": other.id}
        read = home.call.get_assignment(by=home.parent, assignment_id=made["id"], query=query)
        assert read["sections"][0]["text"] == "Long tones, Ada."

    def test_another_family_does_not(self, home: Classroom) -> None:
        made = home.assigned()
        for other in (home.school.student, home.school.guardian):
            assert home.call.get_assignment(by=other, assignment_id=made["id"]).status == 404

    def test_staff_see_it_as_a_student_does_when_they_ask_so(self, home: Classroom) -> None:
        made, query = home.assigned(), {"student_id": home.student.id}
        read = home.call.get_assignment(by=home.taught_by, assignment_id=made["id"], query=query)
        assert read["sections"][0]["text"] == "Long tones, Sam."

    def test_another_school_does_not(self, home: Classroom, call: Call, allegro: School) -> None:
        made = home.assigned()
        assert call.get_assignment(by=allegro.owner, assignment_id=made["id"]).status == 404

    def test_managers_list_what_concerns_their_locations(self, home: Classroom) -> None:
        made, elsewhere = home.assigned(), a_location(home.school, "Elsewhere")
        for location, expected in ((home.location, [made["id"]]), (elsewhere, [])):
            listed = home.call.list_assignments(by=home.school.manager(location.id))
            assert [one["id"] for one in listed["items"]] == expected

    def test_a_teacher_lists_the_own_ones_the_newest_first(self, home: Classroom) -> None:
        first, second = home.draft(), home.draft()
        other = home.draft(by=home.school.admin, teacher_id=home.teacher.id)
        listed = home.call.list_assignments(by=home.taught_by)
        assert [one["id"] for one in listed["items"]] == [one["id"] for one in (other, second, first)]
        assert home.call.list_assignments(by=home.school.teacher)["items"] == []
