"""What the documentation names is there, and short enough to be read."""

import re
from pathlib import Path

import pytest

from tests.support.tables import ROOT, column, rows

README = (ROOT / "README.md").read_text()
LOCAL_CLOUD = (ROOT / "docs/local-cloud.md").read_text()
DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))
PAGES = [ROOT / "README.md", ROOT / "statemachines/README.md", *sorted((ROOT / "docs").rglob("*.md"))]
HEADINGS = ["Context", "Decision", "Consequences", "Alternatives"]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))


def test_the_readme_is_shorter_than_150_lines() -> None:
    assert len(README.splitlines()) < 150


def test_the_readme_lists_every_make_target() -> None:
    listed = README.split("## Make\n")[1]
    assert set(re.findall(r"^make (\w+) ", listed, re.MULTILINE)) == targets()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_names_only_make_targets_that_there_are(page: Path) -> None:
    named = re.findall(r"`make ([a-z ]+)[^`]*`", page.read_text())
    assert {word for words in named for word in words.split()} <= targets()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_leads_only_to_files_that_there_are(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_names_only_paths_that_there_are(page: Path) -> None:
    roots = "functions|infra|layers|local|statemachines|tests|docs|web"
    paths = re.findall(rf"`((?:{roots})/[\w./-]*)`", page.read_text())
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("page", DECISIONS, ids=name_of)
def test_a_decision_says_context_decision_consequences_and_alternatives_briefly(page: Path) -> None:
    lines = page.read_text().splitlines()
    assert lines[0].startswith(f"# {int(page.name[:4])}. ")
    assert [line[3:] for line in lines if line.startswith("## ")] == HEADINGS
    assert len(lines) <= 45


def test_the_local_cloud_names_every_patch_and_its_test() -> None:
    patches = {
        path.stem for path in (ROOT / "local/patches").glob("*.py") if "\ndef apply(" in path.read_text()
    }
    named = {column(row, 0): column(row, 3) for row in rows(LOCAL_CLOUD, first="patch")}
    assert set(named) == patches
    assert [test for test in named.values() if not (ROOT / "tests/local" / test).is_file()] == []
