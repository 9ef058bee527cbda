"""Mails from their templates: one subject, one text, one page of HTML for each kind."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tutti.messaging.mail import Mail
from tutti.messaging.model import ink_on, spoken
from tutti.studios.model import Studio

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["spoken"] = spoken
    return environment


def compose(kind: str, to: str, studio: Studio, **values: Any) -> Mail:
    """The mail of this kind from this studio; a value that its templates miss is an error."""
    values |= {"studio": studio, "ink": ink_on(studio.brand.colour)}
    return Mail(
        kind=kind,
        studio_id=studio.id,
        sender=_one_line(studio.name),
        reply_to=studio.email,
        to=to,
        subject=_one_line(_render(f"{kind}.subject", values)),
        text=_render(f"{kind}.txt", values).strip() + "\n",
        html=_render(f"{kind}.html", values),
    )


def _render(name: str, values: dict[str, Any]) -> str:
    return _templates().get_template(name).render(values)


def _one_line(text: str) -> str:
    return " ".join(text.split())
