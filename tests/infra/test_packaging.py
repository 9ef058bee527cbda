"""What goes to Lambda is whole, small, trusted and the same whoever builds it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from infra import ROOT
from infra.doorways import discover
from infra.packaging import Assets, assets_for
from infra.packaging.botocore_data import SERVICES, without_prose
from infra.packaging.code import can_compile, digest, function_package, sources
from infra.packaging.runtime import HOST, LayerMissing, Platform, build_runtime

UNCHECKED_HASH = 0b01
IMPORT_ALL = """
import importlib, json, sys
sys.path[:0] = sys.argv[1:4]
for name in sys.argv[4:]:
    importlib.import_module(name)
homes = [module.__file__ for module in sys.modules.values() if getattr(module, "__file__", None)]
print(json.dumps([path for path in homes if "site-packages" in path]))
"""
MAKE_CLIENTS = """
import sys
sys.path[:0] = sys.argv[1:2]
import botocore.session
session = botocore.session.get_session()
for name in sys.argv[2:]:
    print(session.create_client(name, region_name="eu-central-1").meta.endpoint_url)
"""


@pytest.fixture(scope="module")
def shipped() -> Assets:
    """The packages as they would ship to a Lambda like this machine."""
    code = assets_for(is_local=True)
    return Assets(code.functions, code.core, build_runtime(HOST, ROOT))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small work tree."""
    for name in ("functions/api/get_hour.py", "functions/__init__.py", "layers/runtime/requirements.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("hour = 60\n" if name.endswith("hour.py") else "")
    return tmp_path


def alone(program: str, *arguments: str) -> str:
    """What a program prints that sees the standard library and its arguments, and nothing installed."""
    command = [sys.executable, "-I", "-S", "-c", program, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={})
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_imports_every_handler_with_nothing_but_the_layers(shipped: Assets) -> None:
    assert shipped.runtime is not None
    paths = [shipped.runtime.path / "python", shipped.core.path / "python", shipped.functions.path]
    modules = [way.module for way in discover()]
    assert json.loads(alone(IMPORT_ALL, *map(str, paths), *modules)) == []


def test_knows_every_service_that_functions_call(shipped: Assets) -> None:
    assert shipped.runtime is not None
    endpoints = alone(MAKE_CLIENTS, str(shipped.runtime.path / "python"), *SERVICES).split()
    assert len(endpoints) == len(SERVICES)
    assert all("eu-central-1" in endpoint for endpoint in endpoints)


def test_leaves_out_every_other_service_and_all_prose(shipped: Assets) -> None:
    assert shipped.runtime is not None
    data = shipped.runtime.path / "python/botocore/data"
    assert {path.name for path in data.iterdir() if path.is_dir()} == set(SERVICES)
    [model] = (data / "dynamodb").glob("*/service-2.json")
    description = json.loads(model.read_text())
    assert without_prose(description) == description


def test_keeps_a_member_that_is_named_like_prose() -> None:
    shape = {"documentation": "About it.", "members": {"documentation": {"shape": "Text"}}}
    assert without_prose(shape) == {"members": {"documentation": {"shape": "Text"}}}


def test_builds_the_same_package_from_the_same_code_anywhere(
    tree: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "clone"
    shutil.copytree(tree, elsewhere)
    one, other = function_package(tree, compiled=True), function_package(elsewhere, compiled=True)
    assert one.hash == other.hash
    assert bytes_of(one.path) == bytes_of(other.path)


def test_builds_another_package_from_other_code(tree: Path) -> None:
    before = function_package(tree, compiled=True)
    (tree / "functions/api/get_hour.py").write_text("hour = 61\n")
    assert function_package(tree, compiled=True).hash != before.hash


def test_leaves_the_machine_s_own_bytecode_at_home(tree: Path) -> None:
    cache = tree / "functions/__pycache__"
    cache.mkdir()
    (cache / "stale.pyc").write_bytes(b"old")
    package = function_package(tree, compiled=False)
    assert [path.name for path in sources(package.path)] == ["__init__.py", "get_hour.py"]
    assert not list(package.path.rglob("*.pyc"))


@pytest.mark.skipif(not can_compile(), reason="Lambda runs another Python than this one.")
def test_ships_bytecode_that_nothing_checks_and_that_names_its_place_in_lambda(tree: Path) -> None:
    package = function_package(tree, compiled=True)
    [compiled] = package.path.rglob("get_hour*.pyc")
    content = compiled.read_bytes()
    assert int.from_bytes(content[4:8], "little") == UNCHECKED_HASH
    assert b"/var/task/functions/api/get_hour.py" in content


def test_says_in_one_sentence_how_to_build_the_layer_that_is_missing(tree: Path) -> None:
    with pytest.raises(LayerMissing, match="run `make layers`"):
        assets_for(is_local=False, root=tree)


def test_needs_no_layer_on_a_laptop(tree: Path) -> None:
    shutil.copytree(ROOT / "layers/core/python/tutti/kit", tree / "layers/core/python/tutti/kit")
    assert assets_for(is_local=True, root=tree).runtime is None


def test_fetches_the_layer_once(tree: Path) -> None:
    fetched = []

    def fetch(platform: Platform, wanted: Path, target: Path) -> None:
        fetched.append(wanted)
        data = target / "botocore/data"
        data.mkdir(parents=True)
        (data / "endpoints.json").write_text('{"partitions": []}')

    first = build_runtime(HOST, tree, fetch=fetch)
    assert build_runtime(HOST, tree, fetch=fetch) == first
    assert len(fetched) == 1


def bytes_of(folder: Path) -> str:
    """A hash of everything in it, bytecode included."""
    return digest(folder, sorted(path for path in folder.rglob("*") if path.is_file()))


def test_forgets_packages_of_yesterday(tree: Path) -> None:
    old = function_package(tree, compiled=False).path
    os.utime(old, (0, 0))
    (tree / "functions/api/get_hour.py").write_text("hour = 61\n")
    new = function_package(tree, compiled=False).path
    assert [path.name for path in old.parent.iterdir()] == [new.name]
