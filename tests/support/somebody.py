"""People who sign in: an address, a password, an authenticator, and the schools that they belong to."""

import base64
import hashlib
import hmac
import struct
import time
from dataclasses import dataclass
from uuid import uuid4

from tests.support.door import Call, Reply
from tests.support.school import School
from tutti.kit.directory import directory_table, identity_partition
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.kit.who import Caller, Identity, caller_of
from tutti.people.directory_store import dropping_belonging, keeping_belonging
from tutti.people.gateway import CognitoIdentities
from tutti.people.identity import Belonging
from tutti.people.tokens import Tokens

PASSWORD = "Correct-horse-4-us"


@dataclass(frozen=True)
class Somebody:
    """An identity of the pool."""

    email: str
    sub: str
    password: str = PASSWORD

    @property
    def credentials(self) -> dict[str, str]:
        return {"email": self.email, "password": self.password}

    def signs_in(self, call: Call) -> Reply:
        reply: Reply = call.sign_in(self.credentials)
        return reply

    def joins(
        self, school: School, *roles: Role, totp_required: bool = False, locations: tuple[str, ...] = ()
    ) -> Belonging:
        """Belongs to this school from now on, in these roles."""
        studio = school.studio
        belonging = Belonging(
            studio_id=studio.id,
            slug=studio.slug,
            name=studio.name,
            time_zone=studio.time_zone,
            currency=studio.currency,
            person_id=new_id("per"),
            roles=roles,
            location_ids=locations,
            totp_required=totp_required,
        )
        directory_table(identity_partition(self.sub)).write([keeping_belonging(self.sub, belonging)])
        return belonging

    def leaves(self, school: School) -> None:
        """Belongs to this school no more."""
        directory_table(identity_partition(self.sub)).write([dropping_belonging(self.sub, school.studio.id)])


def an_address() -> str:
    """An address that nobody has."""
    return f"{uuid4().hex}@people.test"


def somebody() -> Somebody:
    """Somebody with a confirmed address."""
    email = an_address()
    return Somebody(email, CognitoIdentities().create(email, PASSWORD, "Ada", "Aspern"))


def caller(reply: Reply) -> Identity | Caller:
    """Whom the access token in this reply names."""
    claims = Tokens(reply["access_token"], 0, None).claims
    if claims.get("studio_id"):
        return caller_of(claims)
    return Identity(claims["sub"], claims["username"], email=claims.get("email", ""))


def bearer(reply: Reply) -> dict[str, str]:
    """The header with the access token in this reply."""
    return {"authorization": f"Bearer {reply['access_token']}"}


def cookie(reply: Reply) -> dict[str, str]:
    """The header with which a browser sends the reply's cookie back."""
    (kept,) = reply.cookies
    return {"cookie": kept.split(";")[0]}


def authenticator_code(secret: str) -> str:
    """What an authenticator shows now: RFC 6238 with its usual six digits and thirty seconds."""
    digest = hmac.new(
        base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1
    ).digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"
