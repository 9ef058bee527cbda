"""Where pip is told to look for packages, read without pip."""

import configparser
import os
from dataclasses import dataclass
from pathlib import Path

MACHINE_CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
PYPI = "https://pypi.org/simple"
FILES = ("/etc/pip.conf", "~/.pip/pip.conf", "~/.config/pip/pip.conf")


@dataclass(frozen=True)
class PipSettings:
    """The index, further indexes, folders of wheels and the certificates that pip would use."""

    index: str = PYPI
    extra: tuple[str, ...] = ()
    find_links: tuple[str, ...] = ()
    certificates: str | None = None

    @classmethod
    def read(cls) -> "PipSettings":
        """From pip's files, and from PIP_… in the environment, which win."""
        found = {key: value for name in paths() for key, value in section(Path(name).expanduser()).items()}
        for key in ("index-url", "extra-index-url", "find-links", "cert"):
            value = os.environ.get("PIP_" + key.upper().replace("-", "_"))
            if value:
                found[key] = value
        return cls(
            index=found.get("index-url", PYPI).rstrip("/"),
            extra=tuple(found.get("extra-index-url", "").split()),
            find_links=tuple(found.get("find-links", "").split()),
            certificates=found.get("cert"),
        )

    def for_node(self) -> dict[str, str]:
        """The machine's own certificates for Node, which brings its own; what is already set wins."""
        bundle = self.certificates or MACHINE_CERTIFICATES
        is_set = "NODE_EXTRA_CA_CERTS" in os.environ or not Path(bundle).exists()
        return {} if is_set else {"NODE_EXTRA_CA_CERTS": bundle}

    def for_uv(self) -> dict[str, str]:
        """The same as environment variables of uv; what is already set there wins."""
        wanted = {
            "UV_DEFAULT_INDEX": self.index,
            "UV_INDEX": " ".join(self.extra),
            "UV_FIND_LINKS": ",".join(self.find_links),
            "UV_INDEX_STRATEGY": "unsafe-best-match",
            "SSL_CERT_FILE": self.certificates or "",
        }
        return {key: value for key, value in wanted.items() if value and not os.environ.get(key)}


def paths() -> tuple[str, ...]:
    """Pip's files, the later ones winning."""
    own = os.environ.get("PIP_CONFIG_FILE")
    return (*FILES, own) if own else FILES


def section(path: Path) -> dict[str, str]:
    """The [global] and [install] settings of one file; nothing when it is not there."""
    parser = configparser.RawConfigParser()
    parser.read(path)
    parts = [parser[name] for name in ("global", "install") if name in parser]
    return {key: value for part in parts for key, value in part.items()}
