"""Whoever looks into a file has so much time and memory, and takes nobody with him."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.hostile_sheets import a_slow_pdf
from tests.support.sheet_files import SCORE, a_jpeg, a_packed_score, a_pdf, a_png
from tutti.recordings.sheets import checking
from tutti.recordings.sheets.checking import USUAL, Bounds, InspectorFailed, Sheet, checked
from tutti.recordings.sheets.unreadable import Protected, TooIntricate, Unreadable


def check(tmp_path: Path, content: bytes, bounds: Bounds = USUAL) -> Sheet:
    source, workdir = tmp_path / "source", tmp_path / "made"
    source.write_bytes(content)
    workdir.mkdir()
    return checked(source, workdir, bounds)


def pretend(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, does: str) -> None:
    """Let the inspector do this as soon as it begins."""
    (tmp_path / "pretended.py").write_text(does)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(checking, "INSPECTOR", "pretended")


def test_a_document_is_kept_as_it_came(tmp_path: Path) -> None:
    sheet = check(tmp_path, a_pdf(3))
    assert (sheet.content_type, sheet.leaves.pages, sheet.kept.read_bytes()) == (
        "application/pdf",
        3,
        a_pdf(3),
    )


def test_of_a_picture_the_picture_alone_is_kept(tmp_path: Path) -> None:
    sheet = check(tmp_path, a_jpeg(30, 20, says=b"Vienna"))
    assert (sheet.leaves.width, sheet.kept.read_bytes()) == (30, a_jpeg(30, 20))


def test_what_was_refused_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(Protected):
        check(tmp_path, a_pdf(password="secret"))


def test_a_file_that_takes_too_long_is_refused_in_time(tmp_path: Path) -> None:
    begun = time.monotonic()
    with pytest.raises(TooIntricate):
        check(tmp_path, a_slow_pdf(), Bounds(patience=timedelta(seconds=2)))
    assert time.monotonic() - begun < 10


def test_a_file_that_takes_too_much_memory_is_refused(tmp_path: Path) -> None:
    score = a_packed_score(SCORE.replace(b"<part-list/>", b'<p a="%s"/>' % (b"a" * 60_000_000)))
    with pytest.raises(Unreadable):
        check(tmp_path, score, Bounds(memory=64 * 1024 * 1024))


def test_a_file_that_kills_its_reader_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, tmp_path, "import os; os.abort()")
    with pytest.raises(Unreadable):
        check(tmp_path, a_png())


def test_the_inspectors_time_runs_out_also_when_nobody_waits(tmp_path: Path) -> None:
    (tmp_path / "source").write_bytes(a_slow_pdf())
    asked = [str(tmp_path / "source"), str(tmp_path / "picture"), "1", str(USUAL.memory)]
    surroundings = {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", checking.INSPECTOR, *asked]
    assert subprocess.run(command, env=surroundings, check=False).returncode == -signal.SIGXCPU


def test_who_runs_out_of_processor_time_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, tmp_path, f"import os; os.kill(os.getpid(), {signal.SIGXCPU.value})")
    with pytest.raises(TooIntricate):
        check(tmp_path, a_png())


@pytest.mark.parametrize("said", ["", "[]", "{}", '{"refusal": "Nobody"}', '{"content_type": "text/html"}'])
def test_what_is_no_verdict_is_no_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    pretend(monkeypatch, tmp_path, f"print({said!r})")
    with pytest.raises(Unreadable):
        check(tmp_path, a_png())


def test_an_inspector_who_cannot_begin_is_our_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, tmp_path, "import what_was_never_packed")
    with pytest.raises(InspectorFailed, match="what_was_never_packed"):
        check(tmp_path, a_png())


def test_the_inspector_knows_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SESSION_TOKEN", "secret")
    pretend(monkeypatch, tmp_path, "import os; assert 'AWS_SESSION_TOKEN' in os.environ")
    with pytest.raises(InspectorFailed, match="AssertionError"):
        check(tmp_path, a_png())
    assert os.environ["AWS_SESSION_TOKEN"] == "secret"
