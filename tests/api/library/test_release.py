"""Scheduled release and expiry by the studio's clock (CRS-9)."""

from tests.support.door import Call
from tests.support.school import School
from tests.support.shelves import NOTE, Shelf


def test_families_have_what_is_released_until_it_expires(shelf: Shelf) -> None:
    shelf.put_up(title="ahead", releases=shelf.by_the_clock(1))
    shelf.put_up(title="there", releases=shelf.by_the_clock(-1), expires=shelf.by_the_clock(1))
    shelf.put_up(title="over", expires=shelf.by_the_clock(-1))
    assert shelf.titles(shelf.parent) == ["there"]
    assert shelf.titles(shelf.school.teacher) == ["ahead", "over", "there"]


def test_what_is_not_released_is_not_found_by_families(shelf: Shelf) -> None:
    made = shelf.put_up(releases=shelf.by_the_clock(1))
    for by, status in ((shelf.parent, 404), (shelf.child, 404), (shelf.taught_by, 200)):
        assert shelf.call.get_resource(by=by, resource_id=made["id"]).status == status
        assert shelf.opens(by, made).status == status


def test_reads_times_on_the_studios_clock(call: Call, forte: School) -> None:
    body = NOTE | {"releases": "2030-07-01T08:00", "expires": "2030-12-01T08:00"}
    made = call.add_resource(body, by=forte.owner)
    assert (made["release_at"], made["expires_at"]) == ("2030-07-01T06:00:00Z", "2030-12-01T07:00:00Z")
    assert made["zone"] == "Europe/Vienna"


def test_a_time_that_the_clocks_skip_is_an_hour_later(call: Call, forte: School) -> None:
    made = call.add_resource(NOTE | {"releases": "2030-03-31T02:30"}, by=forte.owner)
    assert made["release_at"] == "2030-03-31T01:30:00Z"


def test_refuses_an_end_that_is_not_after_the_beginning(call: Call, forte: School) -> None:
    body = NOTE | {"releases": "2030-07-01T08:00", "expires": "2030-07-01T08:00"}
    assert call.add_resource(body, by=forte.owner).status == 422


def test_refuses_a_time_of_which_the_clocks_leave_nothing(call: Call, forte: School) -> None:
    body = NOTE | {"releases": "2030-03-31T02:30", "expires": "2030-03-31T03:10"}
    reply = call.add_resource(body, by=forte.owner)
    assert (reply.status, reply.problem) == (422, "NeverThere")


def test_refuses_a_time_with_an_offset(call: Call, forte: School) -> None:
    assert call.add_resource(NOTE | {"releases": "2030-07-01T08:00:00Z"}, by=forte.owner).status == 422


def test_a_release_that_is_put_off_hides_the_resource_again(shelf: Shelf) -> None:
    made = shelf.put_up()
    body = NOTE | {"visibility": "school", "releases": shelf.by_the_clock(2), "version": 1}
    shelf.call.update_resource(body, by=shelf.school.owner, resource_id=made["id"])
    assert shelf.titles(shelf.parent) == []
