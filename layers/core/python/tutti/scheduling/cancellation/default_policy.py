"""The cancellation policy that a studio starts with."""

from functools import cache

from tutti.scheduling.cancellation.policy import CancellationPolicy

_HALF_A_YEAR = 180
_CREDIT = {"outcome": "credit", "expires_after_days": _HALF_A_YEAR}
_DEFAULT = {
    "rules": [
        {
            "name": "Demo lesson",
            "when": {"test": "lesson", "purposes": ["demo"]},
            "then": {"outcome": "waive"},
        },
        {
            "name": "The school cancels",
            "when": {"test": "cancelled_by", "one_of": ["teacher", "studio"]},
            "then": _CREDIT,
        },
        {
            "name": "In good time",
            "when": {"test": "notice", "at_least_hours": 24},
            "then": _CREDIT,
        },
        {
            "name": "Illness, twice a term",
            "when": {
                "test": "all",
                "of": [
                    {"test": "reason", "one_of": ["illness"]},
                    {"test": "earlier_cancellations", "less_than": 2, "reasons": ["illness"]},
                ],
            },
            "then": _CREDIT,
        },
        {
            "name": "Illness again",
            "when": {"test": "reason", "one_of": ["illness"]},
            "then": {"outcome": "ask"},
        },
    ],
    "otherwise": {"outcome": "waive"},
}


@cache
def default_policy() -> CancellationPolicy:
    """A credit of the whole lesson when the school cancels, in good time, or ill twice a term.

    Illness beyond that is the office's to decide. What is cancelled late counts as taken: no studio starts
    with fees that it has not chosen.
    """
    return CancellationPolicy.model_validate(_DEFAULT)
