"""The page as it lies in web/: it must run under a content policy that allows no inline code or style."""

import re
from pathlib import Path

import pytest

WEB = Path(__file__).parents[3] / "web"
MODULES = sorted((WEB / "app").rglob("*.js"))
IMPORT = re.compile(r'^import (?:{ (?P<names>[^}]+) }) from "(?P<path>[^"]+)";', re.MULTILINE)
EXPORT = re.compile(r"^export (?:const|class|(?:async )?function\*?) (\w+)", re.MULTILINE)

MARKUP = re.compile(
    r'innerHTML|outerHTML|insertAdjacentHTML|document\.write|"style"|\bstyle: (?!"currency")|\.style = '
)


def names_of(module: Path) -> str:
    return str(module.relative_to(WEB))


def test_every_file_that_the_page_names_is_there() -> None:
    page = (WEB / "index.html").read_text()
    named = re.findall(r'(?:href|src)="/([^"#]+)"', page)
    assert named
    assert [name for name in named if not (WEB / name).is_file()] == []


def test_the_page_holds_no_inline_code_or_style() -> None:
    page = (WEB / "index.html").read_text()
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page)


@pytest.mark.parametrize("module", MODULES, ids=names_of)
def test_a_module_makes_no_markup_from_text_and_sets_no_style_attribute(module: Path) -> None:
    assert not MARKUP.search(module.read_text())


@pytest.mark.parametrize("module", MODULES, ids=names_of)
def test_a_module_imports_only_what_another_exports(module: Path) -> None:
    for found in IMPORT.finditer(module.read_text()):
        other = (module.parent / found["path"]).resolve()
        wanted = {name.strip() for name in found["names"].split(",")}
        assert wanted <= set(EXPORT.findall(other.read_text())), found["path"]


@pytest.mark.parametrize("path", sorted([*MODULES, *WEB.glob("look/*.css")]), ids=names_of)
def test_files_stay_short_enough_to_read(path: Path) -> None:
    assert len(path.read_text().splitlines()) < 250
