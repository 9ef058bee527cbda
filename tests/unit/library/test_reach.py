"""Whom a resource reaches, by the nouns alone."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tutti.kit.ids import new_id
from tutti.library.audience import Visibility
from tutti.library.resource import Resource, ResourceKind

NOW = datetime(2030, 1, 1, tzinfo=UTC)
PEOPLE = [new_id("per") for _ in range(5)]
SOME = st.frozensets(st.sampled_from(PEOPLE))


def _resource(**more: Any) -> Resource:
    usual: dict[str, Any] = {
        "kind": ResourceKind.SCORE,
        "title": "Aria",
        "text": "…",
        "made_by": PEOPLE[0],
        "made_at": NOW,
    }
    return Resource(id=new_id("res"), **(usual | more))


@given(SOME, SOME, SOME)
def test_a_private_one_reaches_whom_it_names(named: Any, asking: Any, members: Any) -> None:
    resource = _resource(student_ids=tuple(named))
    assert resource.reaches(asking, members) is bool(named & asking)


@given(SOME, SOME)
def test_a_groups_one_reaches_its_members(asking: Any, members: Any) -> None:
    resource = _resource(visibility=Visibility.GROUP, cohort_id=new_id("coh"))
    assert resource.reaches(asking, members) is bool(asking & members)


@given(SOME, SOME)
def test_the_schools_reaches_whoever_has_somebody_who_learns_there(asking: Any, members: Any) -> None:
    assert _resource(visibility=Visibility.SCHOOL).reaches(asking, members) is bool(asking)


@given(SOME, SOME)
def test_families_read_no_name_but_their_own(named: Any, own: Any) -> None:
    assert set(_resource(student_ids=tuple(named)).shown_to(own).student_ids) == named & own


def test_of_a_removed_one_its_title_is_all_that_is_kept() -> None:
    resource = _resource(student_ids=(PEOPLE[1],), tags=("daily",), text="a secret")
    kept = resource.removed(NOW)
    assert (kept.title, kept.text, kept.student_ids, kept.tags) == ("Aria", None, (), ())
