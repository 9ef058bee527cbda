"""The mails that the local cloud sent: JSON for programs, a list to read for people."""

from datetime import UTC, datetime
from html import escape
from operator import itemgetter
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

STYLE = "body{font:16px system-ui;max-width:46rem;margin:auto}pre{white-space:pre-wrap}"
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def show(request: Request, box: dict[str, Any]) -> Response:
    """What MiniStack keeps of SES, newest first for people."""
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse(box)
    sent = [mail for mails in box["messages"].values() for mail in mails]
    mails = "".join(map(article, sorted(sent, key=itemgetter("Timestamp"), reverse=True)))
    page = f"<!doctype html><title>Mail</title><style>{STYLE}</style><h1>Mail</h1>{mails or '<p>None yet.'}"
    return HTMLResponse(page, headers={"Content-Security-Policy": POLICY})


def article(mail: dict[str, Any]) -> str:
    """One mail: about what, to whom and when, and its text."""
    to, text = ", ".join(mail["To"]), mail["BodyText"] or mail["BodyHtml"]
    at = datetime.fromtimestamp(mail["Timestamp"], UTC)
    head = f"<h2>{escape(mail['Subject'])}</h2><p>{escape(to)} · {at:%Y-%m-%d %H:%M:%S} UTC"
    return f"<article>{head}<pre>{escape(text)}</pre></article>"
