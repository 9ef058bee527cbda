"""The page's files with the headers that CloudFront sends."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from local.place import ROOT

FOLDERS = (ROOT / "web/dist", ROOT / "web")
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob: {media}; "
    "font-src 'self'; connect-src 'self' {media}; media-src 'self' blob: {media}; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self), payment=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
FOREVER = "public, max-age=31536000, immutable"


def headers(media: str) -> dict[str, str]:
    """What every answer says to a browser; `media` is where uploads go and recordings lie."""
    return {"Content-Security-Policy": POLICY.format(media=media), **HEADERS}


async def serve(request: Request) -> Response:
    """The file of this path; the page itself for a path of the app."""
    path = request.path_params["path"]
    always = headers(request.app.state.media)
    folder = next((each for each in FOLDERS if (each / "index.html").is_file()), None)
    if folder is None:
        return PlainTextResponse("The page is not built yet: make web\n", 404, always)
    found = file_of(folder, path)
    if found is None:
        return PlainTextResponse("Not found\n", 404, always)
    cache = FOREVER if path.startswith("assets/") else "no-cache"
    return FileResponse(found, headers=always | {"Cache-Control": cache})


def file_of(folder: Path, path: str) -> Path | None:
    """The file below the folder; index.html for a path without an extension; else nothing."""
    found = (folder / path).resolve()
    inside = found.relative_to(folder).parts if found.is_relative_to(folder) else ("..",)
    if any(part.startswith(".") or part == "node_modules" for part in inside):
        return None
    if found.is_file():
        return found
    return None if found.suffix else folder / "index.html"
