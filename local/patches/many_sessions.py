"""Gap: MiniStack goes through all credentials to drop old ones, and fails when others come meanwhile.

A crowd of functions that start at once lets one of them end with `dictionary changed size during iteration`.
"""

from ministack.services import sts

from local.patches import fit


def apply() -> None:
    """Go through a copy."""
    fit.value(sts, "_sessions", dict)
    fit.function(sts, "_session_expired", "session")
    fit.function(sts, "_evict_expired_sessions")
    sts._evict_expired_sessions = drop_expired


def drop_expired() -> None:
    """Drop the sessions whose time is over; those without an end stay."""
    for key, session in list(sts._sessions.items()):
        if sts._session_expired(session):
            sts._sessions.pop(key, None)
