"""Mails as the person finds them who opens the mail box: by address, and by the link in them."""

import re
from typing import Any

from tests.support.deployed import Deployed, eventually


def letters_to(deployed: Deployed, address: str) -> list[dict[str, Any]]:
    """The mails to this address, the oldest first."""
    messages = deployed.http.get(deployed.outputs["mail"]).json()["messages"]
    return [mail for sent in messages.values() for mail in sent if address in mail["To"]]


def offer_token(deployed: Deployed, address: str, reschedule_id: str) -> str:
    """The token in the links to choose by that were mailed to this address."""
    link = re.compile(rf"/reschedules/{reschedule_id}\?token=([^&\s]+)")
    mailed = eventually(
        lambda: [link.search(mail["BodyText"]) for mail in letters_to(deployed, address)], any
    )
    return next(found[1] for found in mailed if found)


def invitation_token(deployed: Deployed, address: str, *, after: int = 0) -> str:
    """The token in the link that was mailed to this address, after so many earlier mails."""

    def tokens() -> list[str]:
        letters = letters_to(deployed, address)[after:]
        return [token for one in letters for token in re.findall(r"/invitations#(\S+)", one["BodyText"])]

    return eventually(tokens, bool)[-1]
