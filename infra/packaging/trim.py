"""Takes out of a folder of installed packages what no function ever opens."""

import shutil
from pathlib import Path

from infra.packaging.botocore_data import trim_data

NEEDLESS_FOLDERS = ("bin", "stripe/params", "pydantic/v1")
"""Scripts, types that `stripe` imports for type checkers alone, and Pydantic's former self."""
NEEDLESS_ANYWHERE = ("test", "tests", "__pycache__")
NEEDLESS_FILES = ("*.pyi", "*.pyx", "*.pxd", "*.c", "*.h", "*.md", "*.rst", "py.typed", ".lock")
KEPT_METADATA = ("METADATA", "entry_points.txt")


def trim(packages: Path) -> None:
    """Leaves code, native libraries, entry points, and the data that code reads."""
    trim_data(packages / "botocore" / "data")
    for name in NEEDLESS_FOLDERS:
        shutil.rmtree(packages / name, ignore_errors=True)
    for folder in [path for path in packages.rglob("*") if path.is_dir() and path.name in NEEDLESS_ANYWHERE]:
        shutil.rmtree(folder)
    for pattern in NEEDLESS_FILES:
        for path in list(packages.rglob(pattern)):
            path.unlink()
    for info in packages.glob("*.dist-info"):
        _trim_metadata(info)


def _trim_metadata(info: Path) -> None:
    for path in list(info.rglob("*")):
        if path.is_file() and path.name not in KEPT_METADATA:
            path.unlink()
    for folder in [path for path in info.iterdir() if path.is_dir()]:
        shutil.rmtree(folder)
    metadata = info / "METADATA"
    headers, _, _ = metadata.read_text().partition("\n\n")
    metadata.write_text(headers + "\n")
