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


def test_changes_a_location_of_the_version_that_was_read(call: Call, forte: School) -> None:
    location = call.add_location({"name": "East"}, by=forte.admin)
    change = {"name": "West", "version": 1}
    first = call.update_location(change, by=forte.admin, location_id=location["id"])
    second = call.update_location(change, by=forte.admin, location_id=location["id"])
    assert (first["name"], first["version"], second.problem) == ("West", 2, "VersionConflict")
    assert call.get_location(by=forte.guardian, location_id=location["id"])["name"] == "West"


def test_a_location_with_rooms_stays(call: Call, forte: School) -> None:
    location = call.add_location({"name": "East"}, by=forte.admin)
    room = call.add_room({"name": "Blue", "location_id": location["id"]}, by=forte.admin)
    kept = call.remove_location(by=forte.admin, location_id=location["id"])
    call.remove_room(by=forte.admin, room_id=room["id"])
    gone = call.remove_location(by=forte.admin, location_id=location["id"])
    assert (kept.status, kept.problem, gone.status) == (409, "LocationInUse", 204)


def test_a_removed_location_is_gone(call: Call, forte: School) -> None:
    location = call.add_location({"name": "East"}, by=forte.admin)
    call.remove_location(by=forte.admin, location_id=location["id"])
    assert call.get_location(by=forte.admin, location_id=location["id"]).problem == "NoSuchLocation"
    assert call.remove_location(by=forte.admin, location_id=location["id"]).problem == "NoSuchLocation"


def test_a_campus_manager_sees_the_own_locations_only(call: Call, forte: School) -> None:
    east, west = (call.add_location({"name": name}, by=forte.admin) for name in ("East", "West"))
    manager = forte.manager(east["id"])
    assert call.list_locations(by=manager)["items"] == [east.body]
    assert call.get_location(by=manager, location_id=west["id"]).problem == "NoSuchLocation"
    assert call.update_location({"name": "X", "version": 1}, by=manager, location_id=east["id"]).status == 403
