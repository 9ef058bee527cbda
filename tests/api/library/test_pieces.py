"""The pieces that a school knows."""

import pytest

from tests.support.door import Call
from tests.support.school import School
from tutti.kit.role import Role
from tutti.studios.model import StudioUpdate

ARIA = {
    "composer": "Bach, J. S.",
    "title": "Aria",
    "catalogue_number": "BWV 988",
    "key": "G major",
    "tempo": 52,
    "tempo_marking": "Andante",
    "bars": 32,
    "instruments": ["piano"],
    "levels": ["advanced"],
}


def _listed(call: Call, school: School, **query: str) -> list[str]:
    return [one["title"] for one in call.list_pieces(by=school.student, query=query)["items"]]


def test_a_teacher_adds_a_piece_that_everybody_reads(call: Call, forte: School) -> None:
    made = call.add_piece(ARIA, by=forte.teacher)
    assert made.status == 201
    for role in Role:
        read = call.get_piece(by=forte.caller(role), piece_id=made["id"])
        assert (read["catalogue_number"], read["key"], read["bars"]) == ("BWV 988", "G major", 32)


def test_families_add_no_pieces(call: Call, forte: School) -> None:
    assert call.add_piece(ARIA, by=forte.guardian).problem == "NotAllowed"


@pytest.mark.parametrize(
    "wrong",
    [{"key": "H major"}, {"key": "C"}, {"tempo": 5}, {"bars": 0}, {"composer": " "}, {"levels": [""]}],
)
def test_refuses_what_no_piece_has(call: Call, forte: School, wrong: dict[str, object]) -> None:
    assert call.add_piece(ARIA | wrong, by=forte.teacher).status == 422


def test_lists_pieces_by_composer_and_title(call: Call, forte: School) -> None:
    for composer, title in (
        ("Mozart", "Rondo"),
        ("bach", "Menuet"),
        ("Bach", "Gavotte"),
        ("Bartók", "Sostenuto"),
    ):
        call.add_piece({"composer": composer, "title": title}, by=forte.teacher)
    assert _listed(call, forte) == ["Gavotte", "Menuet", "Sostenuto", "Rondo"]
    assert _listed(call, forte, composer="BACH") == ["Gavotte", "Menuet"]


def test_finds_pieces_by_their_tags_a_page_at_a_time(call: Call, forte: School) -> None:
    for number in range(3):
        call.add_piece(ARIA | {"title": f"Variation {number}"}, by=forte.teacher)
    call.add_piece(ARIA | {"instruments": ["flute"]}, by=forte.teacher)
    first = call.list_pieces(by=forte.teacher, query={"instrument": "Piano", "limit": 2})
    second = call.list_pieces(
        by=forte.teacher, query={"instrument": "Piano", "limit": 2, "cursor": first["cursor"]}
    )
    assert [one["title"] for one in first["items"] + second["items"]] == [f"Variation {n}" for n in range(3)]


def test_changes_the_version_that_was_read(call: Call, forte: School) -> None:
    made = call.add_piece(ARIA, by=forte.teacher)
    change = ARIA | {"tempo": 60, "version": 1}
    first, second = (call.update_piece(change, by=forte.admin, piece_id=made["id"]) for _ in range(2))
    assert (first["tempo"], first["version"], second.problem) == (60, 2, "VersionConflict")


def test_a_removed_piece_is_found_no_more(call: Call, forte: School) -> None:
    made = call.add_piece(ARIA, by=forte.teacher)
    replies = [call.remove_piece(by=forte.teacher, piece_id=made["id"]) for _ in range(2)]
    assert ([one.status for one in replies], _listed(call, forte)) == ([204, 404], [])
    assert call.get_piece(by=forte.teacher, piece_id=made["id"]).problem == "NoSuchPiece"


def test_another_schools_piece_is_not_found(call: Call, forte: School, allegro: School) -> None:
    made = call.add_piece(ARIA, by=forte.teacher)
    reply = call.get_piece(by=allegro.teacher, piece_id=made["id"])
    assert (reply.status, _listed(call, allegro)) == (404, [])


@pytest.mark.parametrize(
    ("names", "key"), [("english", "G major"), ("german", "G-Dur"), ("french", "sol majeur")]
)
def test_calls_keys_as_the_studio_does(call: Call, forte: School, names: str, key: str) -> None:
    studio = call.get_studio(by=forte.owner).body
    studio["policy"]["note_names"] = names
    fields = {name: value for name, value in studio.items() if name in StudioUpdate.model_fields}
    assert call.update_studio(fields, by=forte.owner).status == 200
    made = call.add_piece(ARIA, by=forte.teacher)
    read = call.get_piece(by=forte.student, piece_id=made["id"])
    listed = call.list_pieces(by=forte.student)["items"][0]
    assert (read["key_name"], listed["key_name"], made["key"]) == (key, key, "G major")
