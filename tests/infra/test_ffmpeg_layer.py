"""The FFmpeg layer holds one binary for Lambda's processor, and what composes its commands."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.packaging.ffmpeg import (
    AARCH64,
    LEAST_BYTES,
    BinaryMissing,
    build_ffmpeg,
    built_ffmpeg,
    requirements,
)
from infra.packaging.runtime import AWS, LayerMissing, Platform

X86_64 = 62
Fetch = Callable[[Platform, Path, Path], None]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A work tree that pins something."""
    requirements(tmp_path).parent.mkdir(parents=True)
    requirements(tmp_path).write_text("imageio-ffmpeg==0.8.1\n")
    return tmp_path


def bringing(*binaries: str, machine: int = AARCH64, size: int = LEAST_BYTES) -> Fetch:
    """What installs packages whose binaries are these."""

    def fetch(platform: Platform, wanted: Path, target: Path) -> None:
        folder = target / "imageio_ffmpeg/binaries"
        folder.mkdir(parents=True)
        for name in ("ffmpeg", "past", "future", "future/backports", "imageio_ffmpeg-0.8.1.dist-info"):
            (target / name).mkdir()
        for name in binaries:
            (folder / name).write_bytes(b"\x7fELF" + bytes(14) + machine.to_bytes(2, "little"))
            os.truncate(folder / name, size)

    return fetch


def test_lays_the_binary_where_lambda_finds_it(tree: Path) -> None:
    layer = build_ffmpeg(AWS, tree, fetch=bringing("ffmpeg-linux-aarch64-v9")).path
    assert sorted(path.name for path in layer.iterdir()) == ["bin", "python"]
    assert (layer / "bin/ffmpeg").stat().st_mode & stat.S_IXOTH
    assert sorted(path.name for path in (layer / "python").iterdir()) == ["ffmpeg", "future", "past"]
    assert list((layer / "python/future").iterdir()) == []
    assert built_ffmpeg(AWS, tree).path == layer


@pytest.mark.parametrize(
    "fetch",
    [
        bringing(),
        bringing("ffmpeg-linux-x86_64-v9", machine=X86_64),
        bringing("ffmpeg-linux-aarch64-v9", size=1000),
        bringing("ffmpeg-linux-aarch64-v9", "ffmpeg-linux-x86_64-v9"),
    ],
    ids=["none", "of another processor", "a stub", "two"],
)
def test_refuses_a_wheel_without_the_binary(tree: Path, fetch: Fetch) -> None:
    with pytest.raises(BinaryMissing):
        build_ffmpeg(AWS, tree, fetch=fetch)
    with pytest.raises(LayerMissing):
        built_ffmpeg(AWS, tree)


def test_is_built_anew_when_its_requirements_change(tree: Path) -> None:
    first = build_ffmpeg(AWS, tree, fetch=bringing("ffmpeg-linux-aarch64-v9"))
    requirements(tree).write_text("imageio-ffmpeg==0.9.0\n")
    assert build_ffmpeg(AWS, tree, fetch=bringing("ffmpeg-linux-aarch64-v9")) != first
