"""HTML from the templates beside the code."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """The template filled in; every value is escaped."""
    html = TEMPLATES.get_template(template).render(**values)
    return HTMLResponse(html, status, {"Cache-Control": "no-store"})
