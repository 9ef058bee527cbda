"""Gap: every worker unpacks its code and the layers for itself, and then compiles each module anew.

Lambda keeps what it has unpacked near by. Here too a package is unpacked once, at an address made of its
content; workers see it through links, and find what those before them compiled. What an earlier run has
unpacked goes, be it whole or not.
"""

import hashlib
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from ministack.core import lambda_runtime

from local.patches import fit

HOME = "ministack-unpacked"


def apply() -> None:
    """Give the worker's start a module `zipfile` whose archives unpack to a link."""
    fit.expect(lambda_runtime.zipfile is zipfile, "packages are unpacked in another way")
    spawn = fit.function(lambda_runtime.Worker, "_spawn", "self")
    fit.expect("extractall" in spawn.__code__.co_names, "lambda_runtime.Worker unpacks elsewhere")
    shutil.rmtree(home(), ignore_errors=True)
    lambda_runtime.zipfile = Zipfile()


def home() -> Path:
    """Where unpacked packages lie."""
    return Path(tempfile.gettempdir(), HOME)


class Zipfile:
    """The module zipfile, with another way to unpack."""

    def __getattr__(self, name: str) -> Any:
        return getattr(zipfile, name)

    def ZipFile(self, file: str) -> "Package":  # noqa: N802 - named as in zipfile
        """The package in this file."""
        return Package(file)


class Package(zipfile.ZipFile):
    """An archive that unpacks once for all who ask."""

    def extractall(self, path: Any = None, members: Any = None, pwd: bytes | None = None) -> None:
        """Have all of it at this place, an empty folder so far."""
        content = Path(str(self.filename)).read_bytes()
        there = home() / hashlib.sha256(content).hexdigest()
        if not there.exists():
            there.parent.mkdir(exist_ok=True)
            unpacking = Path(tempfile.mkdtemp(dir=there.parent))
            super().extractall(unpacking, members, pwd)
            settle(unpacking, there)
        place = Path(path)
        place.rmdir()
        place.symlink_to(there, target_is_directory=True)


def settle(unpacking: Path, there: Path) -> None:
    """Move a folder to where it belongs, unless somebody else has been there in the meantime."""
    try:
        unpacking.rename(there)
    except OSError:
        if not there.exists():
            raise
        shutil.rmtree(unpacking)
