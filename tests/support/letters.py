"""Mails as the person finds them who opens the mail box: by address, and by the link in them."""

import re
from typing import Any

from tests.support.deployed import Deployed, eventually


def letters_to(deployed: Deployed, address: str) -> list[dict[str, Any]]:
    """The mails to this address, the oldest first."""
    messages = deployed.http.get(deployed.outputs["mail"]).json()["messages"]
    return [mail for sent in messages.values() for mail in sent if address in mail["To"]]


def invitation_token(deployed: Deployed, address: str, *, after: int = 0) -> str:
    """The token in the link that was mailed to this address, after so many earlier mails."""
    letters = eventually(lambda: letters_to(deployed, address), lambda found: len(found) > after)
    found = re.search(r"/invitations#(\S+)", letters[-1]["BodyText"])
    assert found, letters[-1]["BodyText"]
    return found[1]
