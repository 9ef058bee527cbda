"""Signing up by an invitation's link, which proves the address that it was mailed to (IAM-11)."""

from datetime import datetime

from tutti.people import invitations
from tutti.people.credential import Invited
from tutti.people.gateway import Identities, SignIn
from tutti.people.tokens import Pending, Tokens


def sign_up_by_invitation(
    pool: SignIn, identities: Identities, token: str, somebody: Invited, *, now: datetime
) -> Tokens | Pending:
    """Make the identity and the membership, and sign in.

    Refuses wrong, used, revoked and expired links, and with `AlreadyRegistered` an address that has an
    identity, also one that an earlier try made before it died: it signs in and accepts the invitation.
    """
    tenant = invitations.tenant_of(token)
    email = invitations.find_open(tenant, token, now).email
    password, names = somebody.password.get_secret_value(), (somebody.given_name, somebody.family_name)
    sub = identities.create(email, password, *names)
    invitations.accept(
        tenant, token, sub, email, now, given_name=somebody.given_name, family_name=somebody.family_name
    )
    return pool.begin(email, password)
