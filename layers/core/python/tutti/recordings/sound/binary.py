"""Where FFmpeg stands: the layer's, or the one that the environment of this work tree brings along."""

import os
from functools import cache
from pathlib import Path

LAYER = Path("/opt/bin/ffmpeg")


@cache
def ffmpeg() -> str:
    """The path of FFmpeg: what FFMPEG names, else the layer's, else imageio-ffmpeg's."""
    named = os.environ.get("FFMPEG")
    if named:
        return named
    if LAYER.is_file():
        return str(LAYER)
    from imageio_ffmpeg import get_ffmpeg_exe

    return str(get_ffmpeg_exe())
