"""The runtime layer: third-party packages for Lambda's processor and Python, fetched by uv, then trimmed."""

from pathlib import Path

from infra.packaging.code import Package, digest

AWS = "aarch64-manylinux_2_28"


class LayerMissing(Exception):
    """The stage needs the runtime layer and it has not been built from these requirements."""


def built_runtime(platform: str, root: Path) -> Package:
    """The runtime layer as it was built from the present requirements; refuses when there is none."""
    package = runtime_package(platform, root)
    if not package.path.is_dir():
        raise LayerMissing(
            f"No runtime layer for {platform} is built from these requirements: run `make layers`."
        )
    return package


def runtime_package(platform: str, root: Path) -> Package:
    """Where the layer of these requirements belongs, built or not."""
    requirements = root / "layers/runtime/requirements.txt"
    key = digest(root, [requirements], platform)
    return Package(root / ".build" / "layers" / f"runtime-{key}", key)
