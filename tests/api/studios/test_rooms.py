"""Rooms of a location."""

from tests.support.door import Call, Reply
from tests.support.people import a_location
from tests.support.school import School
from tutti.kit.ids import new_id


def a_room(call: Call, school: School, location_id: str, name: str = "Blue", capacity: int = 2) -> Reply:
    body = {"name": name, "location_id": location_id, "capacity": capacity}
    reply: Reply = call.add_room(body, by=school.admin)
    return reply


def test_an_admin_adds_a_room(call: Call, forte: School) -> None:
    room = a_room(call, forte, a_location(forte).id)
    assert (room.status, call.get_room(by=forte.student, room_id=room["id"]).body) == (201, room.body)


def test_refuses_a_room_at_a_location_that_is_not_there(call: Call, forte: School) -> None:
    reply = a_room(call, forte, new_id("loc"))
    assert (reply.status, reply.problem) == (404, "NoSuchLocation")
    assert call.list_rooms(by=forte.admin)["items"] == []


def test_refuses_a_room_at_a_location_of_another_school(call: Call, forte: School, allegro: School) -> None:
    assert a_room(call, forte, a_location(allegro).id).problem == "NoSuchLocation"


def test_refuses_a_room_for_nobody(call: Call, forte: School) -> None:
    reply = a_room(call, forte, a_location(forte).id, capacity=0)
    assert (reply.status, reply["errors"][0]["pointer"]) == (422, "/body/capacity")


def test_a_teacher_does_not_add_a_room(call: Call, forte: School) -> None:
    body = {"name": "Blue", "location_id": a_location(forte).id}
    assert call.add_room(body, by=forte.teacher).status == 403


def test_lists_the_rooms_of_one_location(call: Call, forte: School) -> None:
    east, west = a_location(forte, "East"), a_location(forte, "West")
    blue, _ = a_room(call, forte, east.id, "Blue"), a_room(call, forte, west.id, "Red")
    assert call.list_rooms(by=forte.teacher, query={"location_id": east.id})["items"] == [blue.body]


def test_changes_a_room_of_the_version_that_was_read(call: Call, forte: School) -> None:
    room = a_room(call, forte, a_location(forte).id)
    change = {"name": "Green", "capacity": 5, "version": 1}
    first = call.update_room(change, by=forte.admin, room_id=room["id"])
    second = call.update_room(change, by=forte.admin, room_id=room["id"])
    assert (first["name"], first["version"], second.problem) == ("Green", 2, "VersionConflict")


def test_removes_a_room(call: Call, forte: School) -> None:
    room = a_room(call, forte, a_location(forte).id)
    reply = call.remove_room(by=forte.admin, room_id=room["id"])
    assert (reply.status, call.get_room(by=forte.admin, room_id=room["id"]).problem) == (204, "NoSuchRoom")


def test_a_campus_manager_sees_and_keeps_the_rooms_of_the_own_location(call: Call, forte: School) -> None:
    east, west = a_location(forte, "East"), a_location(forte, "West")
    blue, red = a_room(call, forte, east.id, "Blue"), a_room(call, forte, west.id, "Red")
    manager = forte.manager(east.id)
    assert call.list_rooms(by=manager)["items"] == [blue.body]
    assert call.get_room(by=manager, room_id=red["id"]).problem == "NoSuchRoom"
    assert call.remove_room(by=manager, room_id=red["id"]).problem == "NoSuchRoom"
    assert call.remove_room(by=manager, room_id=blue["id"]).status == 204


def test_a_campus_manager_adds_rooms_to_the_own_location_only(call: Call, forte: School) -> None:
    east, west = a_location(forte, "East"), a_location(forte, "West")
    replies = [
        call.add_room({"name": "Blue", "location_id": place.id}, by=forte.manager(east.id))
        for place in (east, west)
    ]
    assert [reply.status for reply in replies] == [201, 404]


def test_a_location_of_others_has_no_rooms_for_a_campus_manager(call: Call, forte: School) -> None:
    east, west = a_location(forte, "East"), a_location(forte, "West")
    reply = call.list_rooms(by=forte.manager(east.id), query={"location_id": west.id})
    assert (reply.status, reply.problem) == (404, "NoSuchLocation")
