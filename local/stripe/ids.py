"""Ids that look like Stripe's: a prefix and random letters and digits."""

import secrets
import string

LETTERS = string.ascii_letters + string.digits


def new_id(prefix: str, length: int = 24) -> str:
    """A fresh id such as `pi_3f…`; never the same twice."""
    return prefix + "".join(secrets.choice(LETTERS) for _ in range(length))
