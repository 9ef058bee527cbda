"""The environment is made on a machine that has a bare Python only."""

import hashlib
import http.server
import os
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from local import bootstrap, fetch_uv
from local.pip_settings import PipSettings

VERSION = "9.9.9"


@pytest.fixture
def index(tmp_path: Path) -> Iterator[str]:
    """A package index with one wheel of uv for every machine that may run this test."""
    folder = tmp_path / "index"
    (folder / "uv").mkdir(parents=True)
    wheel = folder / "uv" / f"uv-{VERSION}-py3-none-{fetch_uv.system()}_2_17_{fetch_uv.machine()}.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(f"uv-{VERSION}.data/scripts/uv", "#!/bin/sh\necho uv\n")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    links = f'<a href="{wheel.name}#sha256={digest}">w</a><a href="uv-{VERSION}-py3-none-win32.whl">no</a>'
    (folder / "uv" / "index.html").write_text(links)
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_fetches_the_installer_without_pip(
    index: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch_uv, "with_pip", lambda version, folder: False)
    uv = fetch_uv.fetch_uv(VERSION, tmp_path, PipSettings(index=index))
    assert os.access(uv, os.X_OK)


def test_refuses_an_installer_that_is_not_what_was_announced(index: str, tmp_path: Path) -> None:
    wheel = next((tmp_path / "index/uv").glob("*.whl"))
    wheel.write_bytes(wheel.read_bytes() + b"more")
    with pytest.raises(SystemExit, match="not what the index announced"):
        fetch_uv.without_pip(VERSION, tmp_path, PipSettings(index=index))


def test_says_when_there_is_no_installer_for_this_machine(index: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="has no uv 1"):
        fetch_uv.without_pip("1.2.3", tmp_path, PipSettings(index=index))


def test_looks_for_packages_where_pip_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "pip.conf"
    config.write_text(
        "[global]\nindex-url = https://mirror.example/simple/\nextra-index-url = https://a/ https://b/\n"
    )
    monkeypatch.setattr("local.pip_settings.FILES", ())
    for name in [name for name in os.environ if name.startswith(("PIP_", "UV_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(config))
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "https://c/")
    settings = PipSettings.read()
    assert (settings.index, settings.extra) == ("https://mirror.example/simple", ("https://c/",))
    assert settings.for_uv()["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"


def test_a_python_that_does_not_answer_is_none() -> None:
    assert not bootstrap.answers("/nonexistent/python", "3.13")
    assert not bootstrap.answers("/bin/false", "3.13")


def test_every_requirement_is_pinned_exactly() -> None:
    for name in bootstrap.REQUIREMENTS:
        lines = (bootstrap.ROOT / name).read_text().splitlines()
        wanted = [line for line in lines if line and not line.startswith(("#", "-r "))]
        assert wanted
        assert all(line.count("==") == 1 for line in wanted)


def test_takes_no_python_from_the_environment_it_replaces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, outside = bootstrap.VENV / "bin", tmp_path / "bin"
    outside.mkdir()
    (outside / "python3.13").write_text("#!/bin/sh\necho 3.13\n")
    (outside / "python3.13").chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([str(inside), str(outside)]))
    assert next(bootstrap.candidates("3.13")) == str(outside / "python3.13")
    assert bootstrap.best_python() == str(outside / "python3.13")


def test_lets_node_trust_what_the_machine_trusts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle = tmp_path / "bundle.pem"
    bundle.touch()
    monkeypatch.delenv("NODE_EXTRA_CA_CERTS", raising=False)
    assert PipSettings(certificates=str(bundle)).for_node() == {"NODE_EXTRA_CA_CERTS": str(bundle)}
    monkeypatch.setenv("NODE_EXTRA_CA_CERTS", "own.pem")
    assert PipSettings(certificates=str(bundle)).for_node() == {}
