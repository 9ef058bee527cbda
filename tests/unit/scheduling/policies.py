"""Cases and policies for tests of the cancellation policy."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tutti.scheduling.cancellation.case import Case
from tutti.scheduling.cancellation.deciding import Decision, decide
from tutti.scheduling.cancellation.policy import CancellationPolicy

NOON = datetime(2027, 3, 10, 12, tzinfo=UTC)
WAIVE = {"outcome": "waive"}
FEE = {"outcome": "fee", "percent": 50}


def a_case(**changes: Any) -> Case:
    """A family cancels a private lesson of 45 minutes for 50.00 two days before, unless said otherwise."""
    starts_at = changes.pop("starts_at", NOON)
    minutes, notice = changes.pop("minutes", 45), changes.pop("notice", timedelta(days=2))
    usual = {
        "by": "family",
        "reason": "other",
        "cancelled_at": starts_at - notice,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=minutes),
        "zone": "Europe/Vienna",
        "kind": "private",
        "price": {"amount": changes.pop("cents", 5000), "currency": "EUR"},
    }
    return Case.model_validate(usual | changes)


def a_policy(*rules: Any, otherwise: Any = WAIVE, **more: Any) -> CancellationPolicy:
    """A policy of these rules, each a condition and an outcome."""
    named = [{"name": f"Rule {n}", "when": when, "then": then} for n, (when, then) in enumerate(rules)]
    return CancellationPolicy.model_validate({"rules": named, "otherwise": otherwise} | more)


def decided(condition: Any, **case: Any) -> bool:
    """Whether this condition holds for the case."""
    return decide(a_policy((condition, FEE)), a_case(**case)).rule == "Rule 0"


def outcome(then: Any, *, terms: Any = (), **case: Any) -> Decision:
    """What this outcome comes to in the case."""
    return decide(a_policy(otherwise=then, terms=terms), a_case(**case))
