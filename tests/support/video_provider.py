"""A video provider for tests: a server that answers as it was told, and remembers what it was asked."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep
from typing import Any
from urllib.parse import parse_qs


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any

    @property
    def line(self) -> str:
        """What it asks for."""
        return f"{self.method} {self.path}"


@dataclass(frozen=True)
class Answer:
    """What the server answers, perhaps after some seconds."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    after: float = 0.0


@dataclass
class Provider:
    """The server, its script by request line, and what it was asked. The last answer to a line stays."""

    url: str
    script: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def answers(self, line: str, *answers: Answer) -> None:
        """To this request line it gives these answers, one after the other."""
        self.script[line] = list(answers)

    def answer_to(self, asked: Asked) -> Answer:
        """The next answer; nobody told it what to say to any other request."""
        self.asked.append(asked)
        answers = self.script.get(asked.line, [Answer({"message": "nobody home"}, 404)])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    @property
    def lines(self) -> list[str]:
        """All that was asked, in order."""
        return [one.line for one in self.asked]


@contextmanager
def a_provider() -> Iterator[Provider]:
    """A provider on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            raw = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.command, self.path, headers, _read(raw, headers.get("content-type", "")))
            answer = provider.answer_to(asked)
            sleep(answer.after)
            content = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
            content = b"" if answer.body is None else content
            self.send_response(answer.status)
            for name, value in {"content-length": str(len(content)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(ConnectionError):
                self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Nothing: what matters is remembered."""

    for verb in ("POST", "DELETE"):
        setattr(Handler, f"do_{verb}", Handler._answer)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()


def _read(raw: bytes, kind: str) -> Any:
    if "form" in kind:
        return {name: values[0] for name, values in parse_qs(raw.decode()).items()}
    return json.loads(raw) if raw else None
