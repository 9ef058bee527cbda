"""Packages for Lambda without Docker: functions, and core, runtime and FFmpeg layers. All under .build/."""

from dataclasses import dataclass
from pathlib import Path

from infra import ROOT
from infra.packaging.code import Package, core_package, function_package
from infra.packaging.ffmpeg import built_ffmpeg
from infra.packaging.runtime import AWS, built_runtime

__all__ = ["Assets", "Package", "assets_for"]


@dataclass(frozen=True)
class Assets:
    """What goes to Lambda. Without a runtime layer, third-party packages come from the host."""

    functions: Package
    core: Package
    runtime: Package | None
    ffmpeg: Package | None = None
    """Beside the one function that decodes uploads; on a laptop FFmpeg too comes from the host."""


def assets_for(*, is_local: bool, root: Path = ROOT) -> Assets:
    """The packages of this work tree; for AWS the layers must have been built before."""
    return Assets(
        functions=function_package(root, compiled=not is_local),
        core=core_package(root, compiled=not is_local),
        runtime=None if is_local else built_runtime(AWS, root),
        ffmpeg=None if is_local else built_ffmpeg(AWS, root),
    )
