"""A mail, and the post that carries it."""

from dataclasses import dataclass
from email.utils import formataddr
from typing import Any, Protocol

from tutti.kit.credentials import client
from tutti.kit.settings import setting


@dataclass(frozen=True)
class Mail:
    """One mail to one person in the name of a studio; answers go to the studio."""

    kind: str
    studio_id: str
    sender: str
    reply_to: str
    to: str
    subject: str
    text: str
    html: str


class Post(Protocol):
    """Whoever carries mails."""

    def send(self, mail: Mail) -> None:
        """Hand it over; raises when it was not taken, so that the caller's queue tries again."""


class SesPost:
    """Amazon SES. Tags carry the studio, so that a bounce finds its way back."""

    def send(self, mail: Mail) -> None:
        client("sesv2").send_email(
            FromEmailAddress=formataddr((mail.sender, setting("MAIL_FROM"))),
            Destination={"ToAddresses": [mail.to]},
            ReplyToAddresses=[mail.reply_to],
            Content={
                "Simple": {
                    "Subject": _utf8(mail.subject),
                    "Body": {"Text": _utf8(mail.text), "Html": _utf8(mail.html)},
                }
            },
            EmailTags=[
                {"Name": "kind", "Value": mail.kind},
                {"Name": "studio_id", "Value": mail.studio_id},
            ],
        )


def _utf8(text: str) -> dict[str, Any]:
    return {"Data": text, "Charset": "UTF-8"}
