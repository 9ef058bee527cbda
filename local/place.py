"""Where a local cloud lives: its folder and its three neighbouring ports, all on 127.0.0.1."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REGION = "us-east-1"
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
KEEPSAKES = (
    *("aws", "cdk.out", "logs", "pids", "s3", "stripe", "tmp"),
    *("faults.json", "outputs.json", "stacks.json"),
)
KEPT = ("HOME", "LANG", "LC_ALL", "PATH", "SSL_CERT_FILE", "SSL_CERT_DIR", "HTTP_PROXY", "HTTPS_PROXY")


@dataclass(frozen=True)
class Place:
    """One local cloud; several may run at the same time in different folders on different ports."""

    state: Path
    port: int

    @property
    def page(self) -> str:
        """The page, served by the proxy."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def api(self) -> str:
        """The API on the page's own origin."""
        return f"{self.page}/api"

    @property
    def mail(self) -> str:
        """Every mail that was sent."""
        return f"{self.page}/_mail"

    @property
    def aws(self) -> str:
        """MiniStack, which answers as AWS does."""
        return f"http://127.0.0.1:{self.port + 1}"

    @property
    def stripe(self) -> str:
        """The stand-in for Stripe."""
        return f"http://127.0.0.1:{self.port + 2}"

    def folder(self, name: str) -> Path:
        """A folder of its state, made when it is not there."""
        path = self.state / name
        path.mkdir(parents=True, exist_ok=True)
        return path

    def forget(self) -> None:
        """Remove its state, and nothing else that may lie in the same folder."""
        for path in map(self.state.joinpath, KEEPSAKES):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        if self.state.is_dir() and not any(self.state.iterdir()):
            self.state.rmdir()

    def env(self) -> dict[str, str]:
        """The environment of its processes: nothing of the developer's own AWS or Stripe accounts."""
        own = {name: os.environ[name] for name in KEPT if name in os.environ}
        temporary = {"TMPDIR": str(self.folder("tmp")), "NO_PROXY": "127.0.0.1,localhost"}
        return own | temporary | KEYS | {"AWS_REGION": REGION, "AWS_DEFAULT_REGION": REGION}
