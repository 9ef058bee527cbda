"""The emulator's gaps, closed one by one: each module says which gap and how `apply` closes it.

A patch first makes sure that what it changes looks as it did when the patch was written. When an
upgrade of MiniStack changed it, the start ends with `PatchDoesNotFit` instead of a local cloud
that quietly lies.
"""

from local.patches import (
    awaited_failures,
    crowded_functions,
    faults,
    forked_workers,
    idle_functions,
    kept_state,
    kept_streams,
    leading_keys,
    listed_schedules,
    many_sessions,
    missing_resources,
    named_resources,
    pending_sign_ins,
    proved_addresses,
    raised_exceptions,
    scheduler_pace,
    services_over_tls,
    silent_handlers,
    unpacked_once,
)

PATCHES = (
    silent_handlers,
    raised_exceptions,
    awaited_failures,
    leading_keys,
    named_resources,
    missing_resources,
    services_over_tls,
    scheduler_pace,
    listed_schedules,
    kept_state,
    kept_streams,
    proved_addresses,
    pending_sign_ins,
    unpacked_once,
    forked_workers,
    crowded_functions,
    idle_functions,
    many_sessions,
    faults,
)


def apply_all() -> None:
    """Close every gap, before MiniStack serves its first request."""
    for patch in PATCHES:
        patch.apply()
