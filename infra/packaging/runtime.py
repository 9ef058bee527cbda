"""The runtime layer: third-party packages for Lambda's processor and Python, fetched by uv, then trimmed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from infra.packaging.code import (
    LAMBDA_PYTHON,
    LAYER_HOME,
    Package,
    compile_tree,
    digest,
    publish,
    workplace,
)
from infra.packaging.trim import trim
from local.pip_settings import PipSettings


class LayerMissing(Exception):
    """The stage needs the runtime layer and it has not been built from these requirements."""


@dataclass(frozen=True)
class Platform:
    """A processor and a Python for which wheels are fetched."""

    name: str
    python: tuple[int, int]
    wheels: tuple[str, ...] = ()

    @property
    def has_bytecode(self) -> bool:
        """Whether this interpreter writes the bytecode that the platform's reads."""
        return sys.version_info[:2] == self.python


AWS = Platform("aws", LAMBDA_PYTHON, ("--python-platform", "aarch64-manylinux_2_28"))
HOST = Platform("host", sys.version_info[:2])
PLATFORMS = {platform.name: platform for platform in (AWS, HOST)}


def built_runtime(platform: Platform, root: Path) -> Package:
    """The runtime layer as it was built from the present requirements; refuses when there is none."""
    package = runtime_package(platform, root)
    if not package.path.is_dir():
        raise LayerMissing("The runtime layer is not built from these requirements: run `make layers`.")
    return package


def runtime_package(platform: Platform, root: Path) -> Package:
    """Where the layer of these requirements and these rules of trimming belongs, built or not."""
    here = Path(__file__).parent
    inputs = [requirements(root), here / "runtime.py", here / "trim.py", here / "botocore_data.py"]
    contents = [path.read_text() for path in inputs]
    salt = (platform.name, str(platform.python), *platform.wheels, str(platform.has_bytecode), *contents)
    key = digest(root, [], *salt)
    return Package(root / ".build" / "layers" / f"runtime-{platform.name}-{key}", key)


def build_runtime(
    platform: Platform, root: Path, *, fetch: Callable[[Platform, Path, Path], None] | None = None
) -> Package:
    """Builds the layer unless it stands already."""
    package = runtime_package(platform, root)
    if not package.path.is_dir():
        made = workplace(root)
        (fetch or fetch_with_uv)(platform, requirements(root), made / "python")
        trim(made / "python")
        if platform.has_bytecode:
            compile_tree(made, home=LAYER_HOME)
        publish(made, package.path)
    return package


def requirements(root: Path) -> Path:
    """The pinned third-party packages of the functions."""
    return root / "layers/runtime/requirements.txt"


def fetch_with_uv(platform: Platform, wanted: Path, target: Path) -> None:
    """Installs exactly the pinned wheels into the target, without running any of their code."""
    python = ".".join(map(str, platform.python))
    command = [
        _uv(),
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--only-binary",
        ":all:",
        "--link-mode",
        "copy",
    ]
    command += ["--target", str(target), "--python", sys.executable, "--python-version", python]
    command += [*platform.wheels, "--requirements", str(wanted)]
    subprocess.run(command, check=True, env=os.environ | PipSettings.read().for_uv())


def _uv() -> str:
    beside = Path(sys.executable).with_name("uv")
    found = str(beside) if beside.is_file() else shutil.which("uv")
    if not found:
        raise FileNotFoundError("uv builds the runtime layer and is not installed: run `make env`.")
    return found
