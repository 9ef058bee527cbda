"""What the page would send to a route of a marked school, so that it succeeds."""

import re
import secrets
from collections.abc import Mapping
from typing import Any

from tests.support.bodies import body_for
from tests.support.marked_school import MarkedSchool
from tests.support.routes import Route


def usual_body(school: MarkedSchool, route: Route, ids: Mapping[str, str]) -> dict[str, Any] | None:
    """The usual body: of what is changed the version that was read, of what is opened a new address."""
    slug = f"coda-{secrets.token_hex(6)}" if route.name == "create_studio" else school.slug
    named = {"slug": slug, "studio_id": school.studio["id"], "email": school.address("somebody")}
    body = body_for(route, ids, **named, currency=school.studio["currency"])
    if route.name in ("decide_cancellation", "revoke_credit", "update_comment"):
        return (body or {}) | {"version": 1}  # as they are made
    if body and "version" in body:
        read = re.sub(r"/(availability|capacity|changes|end|start)$", "", route.url(ids))
        return body | {"version": school.read(read)["version"]}
    return body
