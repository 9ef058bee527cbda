"""`python -m infra.packaging [--platform aws|host]`: builds the packages and says how big they are."""

import argparse
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryFile

from infra import ROOT
from infra.packaging import Package
from infra.packaging.code import core_package, function_package
from infra.packaging.ffmpeg import build_ffmpeg
from infra.packaging.runtime import PLATFORMS, build_runtime

LIMIT_MB = 250
"""What a function and all its layers may unpack to."""
MEGA = 1_000_000


def main() -> None:
    """Builds what is missing and prints sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--platform", choices=PLATFORMS, default="aws")
    platform = PLATFORMS[parser.parse_args().platform]
    packages = {
        f"FFmpeg layer ({platform.name})": build_ffmpeg(platform, ROOT),
        f"runtime layer ({platform.name})": build_runtime(platform, ROOT),
        "core layer": core_package(ROOT, compiled=True),
        "functions": function_package(ROOT, compiled=True),
    }
    if not platform.has_bytecode:
        say(f"Without bytecode: Lambda runs Python {'.'.join(map(str, platform.python))}, this is another.")
    for name, package in packages.items():
        say(f"{name:24} {size(package.path) / MEGA:7.1f} MB, {zipped(package) / MEGA:6.1f} MB zipped")
    total = sum(size(package.path) for package in packages.values()) / MEGA
    if total > LIMIT_MB:
        sys.exit(f"{total:.0f} MB is more than Lambda unpacks ({LIMIT_MB} MB).")


def say(line: str) -> None:
    """Prints a line."""
    sys.stdout.write(f"{line}\n")


def size(folder: Path) -> int:
    """The bytes of all files in it."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def zipped(package: Package) -> int:
    """The bytes of the folder as one archive."""
    with TemporaryFile() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(package.path.rglob("*")):
                archive.write(path, path.relative_to(package.path))
        return file.tell()


main()
