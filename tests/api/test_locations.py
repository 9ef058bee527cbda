"""Locations of a studio."""

from tests.support.door import Call
from tests.support.school import School


def test_an_admin_adds_a_location(call: Call, forte: School) -> None:
    reply = call.add_location({"name": "Main house"}, by=forte.admin)
    assert (reply.status, reply["name"], reply["version"]) == (201, "Main house", 1)


def test_a_teacher_may_not_add_a_location(call: Call, forte: School) -> None:
    reply = call.add_location({"name": "Main house"}, by=forte.teacher)
    assert (reply.status, reply.problem) == (403, "NotAllowed")


def test_lists_locations_a_page_at_a_time(call: Call, forte: School) -> None:
    names = [call.add_location({"name": name}, by=forte.admin)["name"] for name in ("East", "North", "West")]
    first = call.list_locations(by=forte.teacher, query={"limit": 2})
    second = call.list_locations(by=forte.teacher, query={"limit": 2, "cursor": first["cursor"]})
    assert [item["name"] for item in first["items"] + second["items"]] == names


def test_a_repeated_post_with_the_same_key_adds_one_location(call: Call, forte: School) -> None:
    admin, headers = forte.admin, {"idempotency-key": "monday"}
    first = call.add_location({"name": "East"}, by=admin, headers=headers)
    again = call.add_location({"name": "East"}, by=admin, headers=headers)
    assert (first["id"], again.headers["idempotent-replayed"]) == (again["id"], "true")


def test_refuses_a_key_that_was_used_for_another_request(call: Call, forte: School) -> None:
    admin, headers = forte.admin, {"idempotency-key": "monday"}
    call.add_location({"name": "East"}, by=admin, headers=headers)
    reply = call.add_location({"name": "West"}, by=admin, headers=headers)
    assert (reply.status, reply.problem) == (422, "KeyReused")


def test_refuses_a_body_that_is_not_json(call: Call, forte: School) -> None:
    reply = call.add_location("{", by=forte.admin)
    assert (reply.status, reply.problem) == (400, "MalformedBody")


def test_refuses_an_unknown_field_by_its_pointer(call: Call, forte: School) -> None:
    reply = call.add_location({"name": "East", "tower": 1}, by=forte.admin)
    assert (reply.status, reply["errors"][0]["pointer"]) == (422, "/body/tower")


def test_refuses_a_cursor_that_was_never_given(call: Call, forte: School) -> None:
    reply = call.list_locations(by=forte.teacher, query={"cursor": "nonsense"})
    assert (reply.status, reply.problem) == (400, "BadCursor")
