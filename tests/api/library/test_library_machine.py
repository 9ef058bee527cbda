"""A library through the door: families have what is theirs to have, whatever is shared, changed and left."""

from dataclasses import dataclass, replace
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.support.door import Reply
from tests.support.school import a_school
from tests.support.shelves import NOTE, Shelf

CHILDREN = st.sampled_from([0, 1])
WHOM = st.sampled_from(["group", "private", "school"])
WHEN = st.sampled_from(["now", "now", "ahead", "over"])


@dataclass(frozen=True)
class Put:
    """What was said of a resource; `own` is the child whose recording it is."""

    whom: str
    when: str
    named: frozenset[int] = frozenset()
    own: int | None = None
    version: int = 1

    def is_for(self, child: int, seated: set[int]) -> bool:
        """Whether this child shall have it, while these sit in the cohort."""
        if self.when != "now":
            return False
        if self.whom == "group":
            return child in seated and (self.own is None or self.own in seated)
        return self.whom == "school" or child in self.named


class SchoolOfTwo(RuleBasedStateMachine):
    """Two families, a cohort whose seats come and go, and an owner who puts things up and takes them down."""

    def __init__(self) -> None:
        super().__init__()
        self.school = a_school()
        self.shelf = Shelf(self.school)
        self.children = (self.shelf.student.id, self.shelf.other_student.id)
        self.parents = (self.shelf.parent, self.shelf.other_parent)
        self.cohort = self.shelf.a_cohort()
        self.recordings = [self.shelf.recorded(child) for child in self.children]
        self.seated = {0, 1}
        for child in self.children:
            self.shelf.seats(self.cohort, child)
        self.put: dict[str, Put] = {}
        self.removed: list[str] = []

    def body(self, put: Put) -> dict[str, Any]:
        """What the owner says of it."""
        own = {} if put.own is None else {"text": None, "recording_id": self.recordings[put.own]}
        group = {"cohort_id": self.cohort.id, "family_consents": True} if put.whom == "group" else {}
        named = {"student_ids": [self.children[one] for one in sorted(put.named)]}
        when = {
            "now": {},
            "ahead": {"releases": self.shelf.by_the_clock(5)},
            "over": {"expires": self.shelf.by_the_clock(-5)},
        }
        return NOTE | {"visibility": put.whom} | own | group | named | when[put.when]

    def is_allowed(self, put: Put) -> bool:
        """Whether the school's rule on what is a child's own lets it be shared so."""
        if put.own is None:
            return True
        if put.whom == "group":
            return put.own in self.seated
        return put.whom == "private" and put.named <= {put.own}

    @rule(whom=WHOM, when=WHEN, named=st.frozensets(CHILDREN), own=CHILDREN | st.none())
    def put_up(self, whom: str, when: str, named: frozenset[int], own: int | None) -> None:
        self._puts_up(Put(whom, when, named if whom == "private" else frozenset(), own))

    @rule(own=CHILDREN)
    def let_the_group_hear(self, own: int) -> None:
        self._puts_up(Put("group", "now", own=own))

    def _puts_up(self, put: Put) -> None:
        reply = self.shelf.call.add_resource(self.body(put), by=self.school.owner)
        assert reply.status == (201 if self.is_allowed(put) else 409), reply.body
        if reply.status == 201:
            self.put[reply["id"]] = put

    @precondition(lambda self: self.put)
    @rule(data=st.data(), whom=WHOM, when=WHEN, named=st.frozensets(CHILDREN))
    def change(self, data: st.DataObject, whom: str, when: str, named: frozenset[int]) -> None:
        resource_id = data.draw(st.sampled_from(list(self.put)))
        before = self.put[resource_id]
        put = replace(before, whom=whom, when=when, named=named if whom == "private" else frozenset())
        body = self.body(put) | {"version": before.version}
        reply = self.shelf.call.update_resource(body, by=self.school.owner, resource_id=resource_id)
        assert reply.status == (200 if self.is_allowed(put) else 409), reply.body
        if reply.status == 200:
            self.put[resource_id] = replace(put, version=reply["version"])

    @precondition(lambda self: self.put)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        resource_id = data.draw(st.sampled_from(list(self.put)))
        self.shelf.call.remove_resource(by=self.school.owner, resource_id=resource_id)
        del self.put[resource_id]
        self.removed.append(resource_id)

    @rule(child=CHILDREN)
    def come_or_go(self, child: int) -> None:
        change = self.shelf.unseats if child in self.seated else self.shelf.seats
        change(self.cohort, self.children[child])
        self.seated ^= {child}

    @invariant()
    def families_list_what_is_theirs_to_have(self) -> None:
        for child, parent in enumerate(self.parents):
            listed = self.shelf.call.list_library(by=parent, query={"limit": 50})["items"]
            assert {one["id"] for one in listed} == self._meant_for(child)

    @precondition(lambda self: self.put or self.removed)
    @rule(data=st.data(), child=CHILDREN)
    def open_one(self, data: st.DataObject, child: int) -> None:
        resource_id = data.draw(st.sampled_from([*self.removed, *self.put]))
        reply: Reply = self.shelf.call.open_resource(by=self.parents[child], resource_id=resource_id)
        assert reply.status == (200 if resource_id in self._meant_for(child) else 404)

    def _meant_for(self, child: int) -> set[str]:
        return {one for one, put in self.put.items() if put.is_for(child, self.seated)}


def test_families_have_what_is_theirs_to_have_and_nothing_else() -> None:
    few = settings(
        max_examples=8,
        stateful_step_count=16,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    run_state_machine_as_test(SchoolOfTwo, settings=few)
