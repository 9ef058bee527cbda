"""The FFmpeg layer: a static binary in bin/, and the package that composes its commands.

The binary is taken from the wheel of imageio-ffmpeg. Asked for a platform without one, uv installs that
package from its source, without any binary, and says nothing: so what came is looked at.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from infra.packaging.code import LAYER_HOME, Package, compile_tree, digest, publish, workplace
from infra.packaging.runtime import LayerMissing, Platform, fetch_with_uv

COMPOSER = {"ffmpeg", "future", "past"}
UNUSED = ("backports", "moves", "tests", "standard_library")
"""Of `future`: a second standard library, for a Python that is long gone."""
ELF = b"\x7fELF"
AARCH64 = 183
LEAST_BYTES = 20_000_000


class BinaryMissing(Exception):
    """The wheel brought no FFmpeg for this processor."""


def built_ffmpeg(platform: Platform, root: Path) -> Package:
    """The layer as it was built from the present requirements; refuses when there is none."""
    package = ffmpeg_package(platform, root)
    if not package.path.is_dir():
        raise LayerMissing("The FFmpeg layer is not built from these requirements: run `make layers`.")
    return package


def ffmpeg_package(platform: Platform, root: Path) -> Package:
    """Where the layer of these requirements belongs, built or not."""
    contents = [path.read_text() for path in (requirements(root), Path(__file__))]
    key = digest(root, [], platform.name, *platform.wheels, str(platform.has_bytecode), *contents)
    return Package(root / ".build" / "layers" / f"ffmpeg-{platform.name}-{key}", key)


def build_ffmpeg(
    platform: Platform, root: Path, *, fetch: Callable[[Platform, Path, Path], None] = fetch_with_uv
) -> Package:
    """Builds the layer unless it stands already; refuses (`BinaryMissing`) one without a fitting binary."""
    package = ffmpeg_package(platform, root)
    if not package.path.is_dir():
        made = workplace(root)
        fetch(platform, requirements(root), made / "python")
        lay_out(made, AARCH64 if platform.wheels else None)
        if platform.has_bytecode:
            compile_tree(made / "python", home=f"{LAYER_HOME}/python")
        publish(made, package.path)
    return package


def requirements(root: Path) -> Path:
    """What is pinned for the layer."""
    return root / "layers/ffmpeg/requirements.txt"


def lay_out(layer: Path, machine: int | None) -> None:
    """Moves the binary to its place and leaves of the packages what the transcoder imports."""
    binaries = list((layer / "python/imageio_ffmpeg/binaries").glob("ffmpeg-*"))
    if len(binaries) != 1:
        raise BinaryMissing(f"The wheel of imageio-ffmpeg holds {len(binaries)} binaries.")
    check_binary(binaries[0], machine)
    (layer / "bin").mkdir()
    place = binaries[0].rename(layer / "bin/ffmpeg")
    place.chmod(0o755)
    for path in (layer / "python").iterdir():
        if path.name not in COMPOSER:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name in UNUSED:
        shutil.rmtree(layer / "python/future" / name, ignore_errors=True)


def check_binary(binary: Path, machine: int | None) -> None:
    """Refuses what is no program, or one for another processor."""
    with binary.open("rb") as file:
        head = file.read(20)
    if head[:4] != ELF or binary.stat().st_size < LEAST_BYTES:
        raise BinaryMissing(f"{binary.name} is no program.")
    if machine is not None and int.from_bytes(head[18:20], "little") != machine:
        raise BinaryMissing(f"{binary.name} is for another processor.")
