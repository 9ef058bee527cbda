"""Make .venv: the packages, Node and the CDK's command line. Standard library only, Python 3.11 or newer."""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from local.fetch_uv import fetch_uv
from local.pip_settings import PipSettings

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "ready"
CDK = "aws-cdk@2.1148.1"
LAYERS = ("layers/runtime/requirements.txt", "layers/ffmpeg/requirements.txt")
REQUIREMENTS = (*LAYERS, "requirements.txt", "requirements-dev.txt")
NEWEST_FIRST = ("3.13", "3.12", "3.11")


def main() -> None:
    """Make the environment, or return at once when it already holds what the requirements ask for."""
    wanted = fingerprint()
    if STAMP.exists() and STAMP.read_text() == wanted:
        STAMP.touch()
        return
    started = time.monotonic()
    python = best_python()
    say(f"Making .venv with {python} (once, and again only when the requirements change)")
    with tempfile.TemporaryDirectory() as scratch:
        make(python, Path(scratch))
    STAMP.write_text(wanted)
    say(f"The environment is ready ({time.monotonic() - started:.0f} s).")


def make(python: str, scratch: Path) -> None:
    """Fill a new .venv: uv installs the packages, the Node among them installs the CDK's command line."""
    settings = PipSettings.read()
    say("  fetching the installer (uv)")
    uv = fetch_uv(pinned("uv"), scratch, settings)
    env = os.environ | settings.for_uv() | {"UV_PYTHON_DOWNLOADS": "never", "UV_NO_CONFIG": "1"}
    shutil.rmtree(VENV, ignore_errors=True)
    run([uv, "venv", "--quiet", "--python", python, str(VENV)], env)
    say("  installing the Python packages and Node")
    into = ["--python", str(VENV / "bin/python"), "--requirements", str(ROOT / "requirements-dev.txt")]
    run([uv, "pip", "install", "--quiet", "--compile-bytecode", *into], env)
    say("  installing the CDK's command line")
    path = {"PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    flags = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"]
    run(
        ["npm", "install", "--prefix", str(VENV / "cdk"), *flags, CDK],
        os.environ | settings.for_node() | path,
    )


def fingerprint() -> str:
    """What this environment is made of, as a digest."""
    digest = hashlib.sha256(CDK.encode())
    for name in REQUIREMENTS:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def best_python() -> str:
    """The newest usable Python: 3.13 is what Lambda runs, 3.11 the oldest that works."""
    for version in NEWEST_FIRST:
        found = next((each for each in candidates(version) if answers(each, version)), None)
        if found:
            return found
    if sys.version_info < (3, 11):  # noqa: UP036 - an older one comes as far as here
        raise SystemExit(f"Tutti needs Python 3.11 or newer; this is {platform.python_version()}.")
    return sys.executable


def candidates(version: str) -> Iterator[str]:
    """Where a Python of this version may be: on the PATH outside the .venv that is to go, and in pyenv."""
    elsewhere = [part for part in os.get_exec_path() if Path(part).resolve() != VENV / "bin"]
    if on_path := shutil.which(f"python{version}", path=os.pathsep.join(elsewhere)):
        yield on_path
    homes = (Path.home() / ".pyenv/versions").glob(f"{version}*/bin/python{version}")
    yield from (str(home) for home in sorted(homes, reverse=True))


def answers(python: str, version: str) -> bool:
    """Whether it runs and is of this version: a shim may stand for a Python that is not there."""
    asked = [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        reply = subprocess.run(asked, capture_output=True, text=True, timeout=20, check=False)
    except OSError:
        return False
    return reply.returncode == 0 and reply.stdout.strip() == version


def pinned(package: str) -> str:
    """The version that requirements-dev.txt pins."""
    lines = (ROOT / "requirements-dev.txt").read_text().splitlines()
    return next(line.partition("==")[2].strip() for line in lines if line.startswith(f"{package}=="))


def run(command: list[str], env: dict[str, str]) -> None:
    """Run one command of the installation; end with its words when it fails."""
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:3])} failed:\n{done.stdout}{done.stderr}")


def say(text: str) -> None:
    """Progress, at once."""
    print(text, flush=True)


if __name__ == "__main__":
    main()
