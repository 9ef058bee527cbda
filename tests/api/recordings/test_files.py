"""Files through the API: announced, looked at, opened, deleted."""

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests.support.door import Call
from tests.support.people import a_family, a_guardian, a_student
from tests.support.school import School
from tests.support.sheet_files import SCORE, a_jpeg, a_midi, a_packed_score, a_pdf
from tests.support.uploads import Uploads
from tutti.kit.role import Role
from tutti.recordings.sheets import checking


def test_a_file_can_be_opened_once_it_was_looked_at(uploads: Uploads, call: Call, forte: School) -> None:
    pdf = a_pdf(3)
    file_id = uploads.arrive_file(forte.owner, pdf)
    found = call.get_file(by=forte.teacher, file_id=file_id)
    assert (found["state"], found["pages"], found["kept_bytes"]) == ("ready", 3, len(pdf))
    assert f"/files/{forte.studio.id}/{file_id}/1?" in found["url"]
    assert "response-content-disposition=inline" in found["url"]


def test_of_a_file_one_copy_is_kept(uploads: Uploads, forte: School) -> None:
    file_id = uploads.arrive_file(forte.owner, pdf := a_pdf())
    assert (uploads.objects(), uploads.storage()) == ([f"files/{file_id}/1"], (len(pdf), 0))


def test_a_file_is_what_its_content_says(uploads: Uploads, call: Call, forte: School) -> None:
    file_id = uploads.arrive_file(forte.owner, a_jpeg(), content_type="application/pdf")
    assert call.get_file(by=forte.owner, file_id=file_id)["content_type"] == "image/jpeg"


def test_what_browsers_do_not_show_is_saved_under_its_title(
    uploads: Uploads, call: Call, forte: School
) -> None:
    file_id = uploads.arrive_file(forte.owner, a_midi(), title="Elise")
    assert saved_as(call.get_file(by=forte.owner, file_id=file_id)["url"]) == "Elise.mid"


def saved_as(url: str) -> str:
    [disposition] = parse_qs(urlsplit(url).query)["response-content-disposition"]
    assert disposition.startswith("attachment")
    return unquote(disposition.split("''")[1])


@pytest.mark.parametrize(
    ("content", "name"),
    [(a_midi(), "Noten.hta.mid"), (SCORE, "Noten.hta.musicxml"), (a_packed_score(), "Noten.hta.mxl")],
)
def test_no_title_makes_a_score_a_program(
    uploads: Uploads, call: Call, forte: School, content: bytes, name: str
) -> None:
    file_id = uploads.arrive_file(forte.owner, content, title="Noten.hta")
    assert saved_as(call.get_file(by=forte.owner, file_id=file_id)["url"]) == name


def test_a_locked_pdf_is_rejected_in_words_and_leaves_nothing(
    uploads: Uploads, call: Call, forte: School
) -> None:
    file_id = uploads.arrive_file(forte.owner, a_pdf(password="secret"))
    rejection = call.get_file(by=forte.owner, file_id=file_id)["rejection"]
    assert rejection["code"] == "Protected"
    assert rejection["message"].startswith("This PDF is protected by a password")
    assert (uploads.objects(), uploads.storage()) == ([], (0, 0))


def test_a_file_that_kills_whoever_opens_it_is_rejected_at_once(
    uploads: Uploads, call: Call, forte: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dying.py").write_text("import os; os.abort()")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(checking, "INSPECTOR", "dying")
    file_id = uploads.arrive_file(forte.owner, a_pdf())
    found = call.get_file(by=forte.owner, file_id=file_id)
    assert (found["state"], found["rejection"]["code"]) == ("rejected", "Unreadable")
    assert (uploads.objects(), uploads.storage()) == ([], (0, 0))


def test_a_page_renamed_to_pdf_is_rejected(uploads: Uploads, call: Call, forte: School) -> None:
    file_id = uploads.arrive_file(forte.owner, b"<html>hello</html>")
    assert call.get_file(by=forte.owner, file_id=file_id)["rejection"]["code"] == "NotADocument"


@pytest.mark.parametrize("wrong", [{"bytes": 25_000_001}, {"bytes": 0}, {"content_type": "?"}])
def test_refuses_to_announce_what_is_too_large(
    uploads: Uploads, forte: School, wrong: dict[str, int]
) -> None:
    assert uploads.announce_file(forte.owner, a_pdf(), **wrong).problem == "InvalidInput"


def test_whom_a_file_does_not_concern_does_not_find_it(
    uploads: Uploads, call: Call, forte: School, allegro: School
) -> None:
    family = a_family(forte)
    student = a_student(forte, family)
    mother = forte.caller(Role.GUARDIAN, a_guardian(forte, family).id)
    file_id = uploads.arrive_file(mother, a_pdf(), student_id=student.id)
    assert call.get_file(by=mother, file_id=file_id).status == 200
    for who in (forte.teacher, forte.guardian, forte.student, allegro.owner):
        assert call.get_file(by=who, file_id=file_id).problem == "NoSuchFile"
        assert call.remove_file(by=who, file_id=file_id).problem == "NoSuchFile"


def test_deleting_a_file_leaves_no_byte(uploads: Uploads, call: Call, forte: School) -> None:
    file_id = uploads.arrive_file(forte.owner, a_pdf())
    assert call.remove_file(by=forte.owner, file_id=file_id).status == 204
    assert (uploads.objects(), uploads.storage()) == ([], (0, 0))
    assert call.get_file(by=forte.owner, file_id=file_id).problem == "NoSuchFile"
