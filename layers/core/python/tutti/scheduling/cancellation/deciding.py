"""What a policy makes of a case, and why: every rule that was looked at, in order."""

from pydantic import Field

from tutti.kit.entity import Value
from tutti.scheduling.cancellation.case import Case, Situation
from tutti.scheduling.cancellation.conditions import Check
from tutti.scheduling.cancellation.outcomes import Resolved
from tutti.scheduling.cancellation.policy import OTHERWISE, CancellationPolicy, Rule
from tutti.scheduling.cancellation.terms import Term, term_of


class RuleTrace(Value):
    """A rule that was looked at: whether it holds, and what its condition found; None where it has none."""

    name: str
    holds: bool
    check: Check | None = None

    @property
    def sentence(self) -> str:
        """The rule's name, what it asks, and what was there."""
        return f"“{self.name}”: {self.check.sentence if self.check else 'holds always'}."


class Explanation(Value):
    """Why a decision is what it is: the rules in the order they were looked at, and the same in sentences."""

    term: Term
    minutes: int
    notice_seconds: int
    rules: tuple[RuleTrace, ...]
    sentences: tuple[str, ...]


class Decision(Resolved):
    """What becomes of a cancelled lesson, by which rule, and why."""

    rule: str
    explain: Explanation = Field(repr=False)


def decide(policy: CancellationPolicy, case: Case) -> Decision:
    """The outcome of the first rule that holds, else of `otherwise`. Pure: the same for the same, always."""
    seen = Situation(case, term_of(policy.terms, case.lesson_on))
    looked_at = list[RuleTrace]()
    for rule in policy.rules:
        looked_at.append(_looked_at(rule, seen))
        if looked_at[-1].holds:
            return _decision(rule.then.resolve(seen), rule.name, seen, looked_at)
    return _decision(policy.otherwise.resolve(seen), OTHERWISE, seen, looked_at)


def _looked_at(rule: Rule, seen: Situation) -> RuleTrace:
    check = rule.when.check(seen) if rule.when else None
    return RuleTrace(name=rule.name, holds=check is None or check.holds, check=check)


def _decision(resolved: Resolved, rule: str, seen: Situation, traces: list[RuleTrace]) -> Decision:
    because = "No rule holds." if rule == OTHERWISE else f"“{rule}” decides."
    sentences = (*(trace.sentence for trace in traces), f"{because} {resolved.sentence}")
    explanation = Explanation(
        term=seen.term,
        minutes=seen.case.minutes,
        notice_seconds=int(seen.case.notice.total_seconds()),
        rules=tuple(traces),
        sentences=sentences,
    )
    return Decision(**dict(resolved), rule=rule, explain=explanation)
