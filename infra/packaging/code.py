"""Tutti's own code as packages: the functions as one asset, the school as one layer."""

import compileall
import hashlib
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from py_compile import PycInvalidationMode

LAMBDA_PYTHON = (3, 13)
FUNCTIONS_HOME = "/var/task"
LAYER_HOME = "/opt"
DAY = 24 * 3600


@dataclass(frozen=True)
class Package:
    """A folder that is ready to be zipped, and the hash of what went into it."""

    path: Path
    hash: str


def can_compile() -> bool:
    """Whether this interpreter writes bytecode that Lambda's interpreter reads."""
    return sys.version_info[:2] == LAMBDA_PYTHON


def function_package(root: Path, *, compiled: bool) -> Package:
    """The folder functions/ under a root of its own, as `/var/task` will hold it."""
    return _package(root, root / "functions", "functions", FUNCTIONS_HOME, compiled=compiled)


def core_package(root: Path, *, compiled: bool) -> Package:
    """The folder layers/core/python, as `/opt` will hold it."""
    return _package(root, root / "layers/core/python", "python", LAYER_HOME, compiled=compiled)


def compile_tree(folder: Path, *, home: str) -> None:
    """Bytecode trusted without a look at the source: a zip rewrites the times that Python would check."""
    compileall.compile_dir(
        folder,
        quiet=1,
        force=True,
        stripdir=str(folder),
        prependdir=home,
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )


def digest(root: Path, files: list[Path], *salt: str) -> str:
    """A hash of names and contents, the same on every machine."""
    total = hashlib.sha256("\0".join(salt).encode())
    for path in files:
        total.update(f"\0{path.relative_to(root).as_posix()}\0".encode() + path.read_bytes())
    return total.hexdigest()[:32]


def sources(folder: Path) -> list[Path]:
    """Every file that ships, in a fixed order: no bytecode of this machine, no editor's leavings."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return sorted(path for path in found if "__pycache__" not in path.parts)


def publish(built: Path, target: Path) -> None:
    """Puts a finished folder in its place at once, so that a parallel build sees all of it or nothing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        built.rename(target)
    except OSError:
        if not target.is_dir():
            raise
        shutil.rmtree(built, ignore_errors=True)


def forget_old(folder: Path) -> None:
    """Removes what was built more than a day ago: code changes often and its packages are made at once."""
    for path in folder.iterdir():
        if time.time() - path.stat().st_mtime > DAY:
            shutil.rmtree(path, ignore_errors=True)


def workplace(root: Path) -> Path:
    """A fresh folder under .build/, on the same disk as the place where the result goes."""
    (root / ".build").mkdir(exist_ok=True)
    return Path(tempfile.mkdtemp(prefix="making-", dir=root / ".build"))


def _package(root: Path, source: Path, name: str, home: str, *, compiled: bool) -> Package:
    files = sources(source)
    with_bytecode = compiled and can_compile()
    key = digest(source, files, name, home, str(with_bytecode))
    target = root / ".build" / "code" / f"{name}-{key}"
    if not target.is_dir():
        made = workplace(root)
        _copy(source, files, made / name)
        if with_bytecode:
            compile_tree(made, home=home)
        publish(made, target)
        forget_old(target.parent)
    return Package(target, key)


def _copy(source: Path, files: list[Path], target: Path) -> None:
    for path in files:
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, place)
