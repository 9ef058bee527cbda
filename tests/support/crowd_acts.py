"""What a crowd does to a timetable: each act a request or two, by whomever, about whatever is there."""

from tests.support.crowd import Acts, Client
from tests.support.small_school import ZONE
from tutti.kit.clock import rfc3339


def book(client: Client) -> None:
    """One lesson."""
    body = client.booking(starts_at=rfc3339(client.when()))
    client.knows("lesson", client.asks("book", "POST", "/v1/bookings", body))


def request(client: Client) -> None:
    """A family asks, and the office mostly answers."""
    number = client.chance.randrange(2)
    child = client.crowd.families[number]["student"]["id"]
    teacher = {"teacher_id": client.crowd.teachers[0]["id"], "student_ids": [child]}
    body = client.booking(starts_at=rfc3339(client.when())) | teacher
    asked = client.asks("request", "POST", "/v1/bookings", body, client.crowd.parents[number])
    client.knows("lesson", asked)
    if "id" in asked and client.chance.random() < 0.7:
        answer = client.chance.choice(("approve", "decline"))
        client.asks(answer, "POST", f"/v1/lessons/{asked['id']}/{answer}")


def book_series(client: Client) -> None:
    """Two to five weeks."""
    repetition = {"preset": "weekly", "count": client.chance.randint(2, 5)}
    take = client.chance.choice(("all", "fitting"))
    body = client.booking(start=client.wall(), zone=ZONE, repetition=repetition, take=take)
    made = client.asks("book series", "POST", "/v1/series", body)
    client.knows("series", made.get("series", {}))
    client.crowd.known["lesson"] += made.get("lesson_ids", [])[:2]


def change_series(client: Client) -> None:
    """One date, those that follow, or all of them."""
    if series_id := client.pick("series"):
        series = client.asks("read series", "GET", f"/v1/series/{series_id}")
        if dates := series.get("occurrences"):
            scope = client.chance.choice(("this", "following", "all"))
            change = {"scope": scope, "version": series["version"], "start": client.wall(), "take": "fitting"}
            change |= {"original_start": client.chance.choice(dates)} if scope != "all" else {}
            made = client.asks("change series", "POST", f"/v1/series/{series_id}/changes", change)
            client.knows("series", made.get("series", {}))


def end_series(client: Client) -> None:
    """From a day on."""
    if series_id := client.pick("series"):
        series = client.asks("read series", "GET", f"/v1/series/{series_id}")
        if "version" in series:
            ending = {"at": rfc3339(client.crowd.school.at(10, 0)), "version": series["version"]}
            client.asks("end series", "POST", f"/v1/series/{series_id}/end", ending)


def move(client: Client) -> None:
    """A lesson to another time, as it was read."""
    if lesson_id := client.pick("lesson"):
        lesson = client.asks("read", "GET", f"/v1/lessons/{lesson_id}")
        if "version" in lesson:
            to = {"starts_at": rfc3339(client.when()), "version": lesson["version"]}
            client.asks("move", "PUT", f"/v1/lessons/{lesson_id}/start", to)


def cancel(client: Client) -> None:
    """A lesson or a group."""
    if lesson_id := client.pick(client.chance.choice(("lesson", "lesson", "group"))):
        client.asks("cancel", "POST", f"/v1/lessons/{lesson_id}/cancel", {"reason": "school"})


def book_group(client: Client) -> None:
    """Two seats."""
    group = {"kind": "group", "seats": 2, "student_ids": []}
    body = client.booking(starts_at=rfc3339(client.when())) | group
    client.knows("group", client.asks("book group", "POST", "/v1/bookings", body))


def join(client: Client) -> None:
    """A child in a group."""
    if lesson_id := client.pick("group"):
        body = {"student_id": client.chance.choice(client.crowd.families)["student"]["id"]}
        client.asks("join", "POST", f"/v1/lessons/{lesson_id}/students", body)


def leave(client: Client) -> None:
    """A child out of it."""
    if lesson_id := client.pick("group"):
        student_id = client.chance.choice(client.crowd.families)["student"]["id"]
        client.asks("leave", "DELETE", f"/v1/lessons/{lesson_id}/students/{student_id}")


def propose(client: Client) -> None:
    """Two other times for a lesson."""
    if lesson_id := client.pick("lesson"):
        times = [{"starts_at": rfc3339(client.when())} for _ in range(2)]
        path = f"/v1/lessons/{lesson_id}/reschedules"
        client.knows("reschedule", client.asks("propose", "POST", path, {"alternatives": times}))


def answer(client: Client) -> None:
    """Yes to one of them, or no."""
    if reschedule_id := client.pick("reschedule", latest=4):
        answer = client.chance.choice(("accept", "accept", "decline", "withdraw"))
        body = {"alternative": client.chance.randrange(2)} if answer == "accept" else None
        client.asks(f"{answer} proposal", "POST", f"/v1/reschedules/{reschedule_id}/{answer}", body)


ACTS: Acts = {
    **{book: 10, request: 4, book_series: 4, change_series: 2, end_series: 1, book_group: 2},
    **{move: 8, cancel: 6, join: 4, leave: 2, propose: 7, answer: 4},
}
