"""Fetch the installer uv, with pip where there is one and without it where there is none."""

import hashlib
import html.parser
import importlib.util
import platform
import re
import ssl
import stat
import subprocess
import sys
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

from local.pip_settings import PipSettings


def fetch_uv(version: str, folder: Path, settings: PipSettings) -> str:
    """The path of a runnable uv of exactly this version, put below `folder`."""
    if not with_pip(version, folder):
        without_pip(version, folder, settings)
    with zipfile.ZipFile(next(folder.glob("uv-*.whl"))) as wheel:
        inside = next(name for name in wheel.namelist() if name.endswith(".data/scripts/uv"))
        uv = Path(wheel.extract(inside, folder))
    uv.chmod(uv.stat().st_mode | stat.S_IXUSR)
    return str(uv)


def with_pip(version: str, folder: Path) -> bool:
    """Let pip download the wheel; false when there is no pip or it does not find it."""
    if importlib.util.find_spec("pip") is None:
        return False
    wanted = [
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary",
        ":all:",
        "--dest",
        str(folder),
        f"uv=={version}",
    ]
    done = subprocess.run([sys.executable, "-m", "pip", *wanted], capture_output=True, check=False)
    return done.returncode == 0 and any(folder.glob("uv-*.whl"))


def without_pip(version: str, folder: Path, settings: PipSettings) -> None:
    """Read the index's page of uv, take the wheel for this machine and prove its digest."""
    page = f"{settings.index}/uv/"
    context = ssl.create_default_context(cafile=settings.certificates)
    with urllib.request.urlopen(page, context=context, timeout=60) as reply:
        links = Links(reply.geturl(), reply.read().decode())
    url, digest = links.wheel(version)
    with urllib.request.urlopen(url, context=context, timeout=300) as reply:
        content = reply.read()
    if digest and hashlib.sha256(content).hexdigest() != digest:
        raise SystemExit(f"{url} is not what the index announced.")
    (folder / Path(urllib.parse.urlsplit(url).path).name).write_bytes(content)


class Links(html.parser.HTMLParser):
    """The files that a page of a package index (PEP 503) names."""

    def __init__(self, base: str, page: str) -> None:
        super().__init__()
        self.urls: list[str] = []
        self.base = base
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href")
        if tag == "a" and href:
            self.urls.append(urllib.parse.urljoin(self.base, href))

    def wheel(self, version: str) -> tuple[str, str]:
        """The address and SHA-256 of uv's wheel for this machine."""
        name = re.compile(rf"uv-{re.escape(version)}-py3-none-.*{system()}.*{machine()}\.whl")
        for url in self.urls:
            address, _, fragment = url.partition("#")
            if name.fullmatch(Path(urllib.parse.urlsplit(address).path).name):
                return address, fragment.removeprefix("sha256=")
        raise SystemExit(f"The package index has no uv {version} for {system()} on {machine()}.")


def system() -> str:
    """How wheels call this operating system."""
    if sys.platform == "darwin":
        return "macosx"
    return "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"


def machine() -> str:
    """How wheels call this processor."""
    name = platform.machine().lower()
    return {"amd64": "x86_64", "arm64": "arm64" if sys.platform == "darwin" else "aarch64"}.get(name, name)
