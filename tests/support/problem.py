"""A refusal as RFC 9457 wants it."""

from typing import Any

import httpx

Answer = tuple[int, str]
MEMBERS = {"type", "title", "status", "detail", "code"}


def problem(reply: httpx.Response) -> dict[str, Any]:
    """The problem document in a reply; fails on a reply that holds none, or one that is not clear."""
    assert reply.headers["content-type"] == "application/problem+json", reply.text
    document: dict[str, Any] = reply.json()
    assert document.keys() >= MEMBERS, document
    assert document["status"] == reply.status_code, document
    assert document["type"] == f"urn:tutti:problem:{document['code']}", document
    assert all(document[member] for member in MEMBERS), document
    return document


def answer(reply: httpx.Response) -> Answer:
    """Status and code of a refusal."""
    return reply.status_code, str(problem(reply)["code"])
