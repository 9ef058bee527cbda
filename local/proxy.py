"""One origin for the page and its API, as CloudFront makes it in AWS; and the mail box."""

import argparse
import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from hypercorn.asyncio import serve
from hypercorn.config import Config
from starlette.applications import Starlette
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from local import mail_box, page

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
HOP_BY_HOP = {
    b"connection", b"content-length", b"host", b"keep-alive", b"proxy-authenticate", b"proxy-authorization",
    b"te", b"trailer", b"transfer-encoding", b"upgrade",
}  # fmt: skip
LARGEST_BODY = 10 * 1024 * 1024
TIMEOUT = 40.0
UNSIGNED = {
    "type": "urn:tutti:problem:NotSignedIn",
    "title": "Sign in first.",
    "status": 401,
    "code": "NotSignedIn",
    "detail": "Sign in first.",
}
PROBLEM = "application/problem+json"


class Whatever(Convertor[str]):
    """The rest of a path; unlike Starlette's own `path` also one with a line break."""

    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        """The path as it came."""
        return value

    def to_string(self, value: str) -> str:
        """The path as it came."""
        return value


register_url_convertor("whatever", Whatever())


class Forward:
    """Hands a request to the HTTP API as it came, byte by byte, and its answer back."""

    def __init__(self, aws: str, api: str) -> None:
        self.api = api
        self.web = httpx.AsyncClient(base_url=aws, timeout=TIMEOUT, trust_env=False)

    async def hand_over(self, request: Request) -> Response:
        """The answer of the API."""
        body = await request.body()
        if len(body) > LARGEST_BODY:
            return JSONResponse({"message": "Request Entity Too Large"}, 413)
        path = request.scope["raw_path"].removeprefix(b"/api")
        target = httpx.URL(raw_path=self.api.encode() + path + query_of(request))
        there = self.web.build_request(request.method, target, headers=headers_of(request), content=body)
        try:
            back = await self.web.send(there, stream=True)
            content = b"".join([part async for part in back.aiter_raw()])
            await back.aclose()
        except httpx.TransportError as error:
            status = 504 if isinstance(error, httpx.TimeoutException) else 502
            return JSONResponse({"message": f"The local AWS does not answer: {error!r}"}, status)
        if back.status_code == UNSIGNED["status"] and back.headers["content-type"] != PROBLEM:
            # The gateway's own words; in AWS the function at the edge comes before them.
            return JSONResponse(UNSIGNED, 401, {"cache-control": "no-store"}, PROBLEM)
        answer = Response(content, back.status_code)
        answer.raw_headers = [pair for pair in back.headers.raw if pair[0].lower() not in HOP_BY_HOP]
        answer.raw_headers.append((b"content-length", str(len(content)).encode()))
        return answer


def query_of(request: Request) -> bytes:
    """The query string as it came."""
    query: bytes = request.scope["query_string"]
    return b"?" + query if query else b""


def headers_of(request: Request) -> list[tuple[bytes, bytes]]:
    """The headers to hand over: all but those of this connection, and who asked."""
    handed = [pair for pair in request.headers.raw if pair[0] not in HOP_BY_HOP]
    visitor = request.client.host if request.client else "127.0.0.1"
    return [*handed, (b"x-forwarded-for", visitor.encode()), (b"x-forwarded-proto", b"http")]


def make_app(aws: str, api: str) -> Starlette:
    """The proxy before this API of this AWS."""
    forward = Forward(aws, api)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await forward.web.aclose()

    async def mail(request: Request) -> Response:
        return mail_box.show(request, (await forward.web.get("/_ministack/ses/messages")).json())

    routes = [
        Route("/api/{path:whatever}", forward.hand_over, methods=METHODS),
        Route("/_mail", mail),
        Route("/{path:whatever}", page.serve),
    ]
    app = Starlette(routes=routes, lifespan=lifespan)
    app.state.media = aws
    return app


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--aws", required=True)
    parser.add_argument("--api", required=True)
    asked = parser.parse_args()
    config = Config.from_mapping(bind=[f"127.0.0.1:{asked.port}"], graceful_timeout=1, errorlog="-")
    config.include_date_header = config.include_server_header = False
    asyncio.run(serve(make_app(asked.aws, asked.api), config))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
