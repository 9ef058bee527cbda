"""The mails that the local cloud sent: JSON for programs, a list to read for people."""

from html import escape
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

STYLE = "body{font:16px/1.5 system-ui;max-width:46rem;margin:2rem auto}article{border-top:1px solid}"
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def show(request: Request, box: dict[str, Any]) -> Response:
    """What MiniStack keeps of SES, newest first for people."""
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse(box)
    mails = "".join(article(mail) for mail in reversed(box.get("messages", [])))
    page = f"<!doctype html><title>Mail</title><style>{STYLE}</style><h1>Mail</h1>{mails or '<p>None yet.'}"
    return HTMLResponse(page, headers={"Content-Security-Policy": POLICY})


def article(mail: dict[str, Any]) -> str:
    """One mail: to whom, about what, and its text."""
    to = ", ".join(mail.get("Destination", {}).get("ToAddresses", []))
    subject, text = mail.get("Subject", ""), mail.get("Body", "")
    return f"<article><h2>{escape(str(subject))}</h2><p>{escape(to)}<pre>{escape(str(text))}</pre></article>"
