"""The cancellation policy of a studio: ordered rules, the first that holds decides (SCH-14)."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Any

from pydantic import Field

from tutti.kit.clock import Instant
from tutti.kit.entity import Name, Value, Version
from tutti.kit.errors import Invalid
from tutti.kit.ids import PersonId
from tutti.kit.money import Money
from tutti.scheduling.cancellation.conditions import Condition
from tutti.scheduling.cancellation.outcomes import FeeOutcome, Outcome
from tutti.scheduling.cancellation.terms import Term, overlapping

MOST_CONDITIONS = 100
DEEPEST = 4
OTHERWISE = "Otherwise"
STARTS_WITH = 1
"""The version that every studio begins with: the default."""


class UnreachableRule(Invalid):
    """A rule without a condition decides always; nothing after it is ever looked at."""


class RuleNamedTwice(Invalid):
    """Each rule has a name of its own, so that an explanation can name it."""


class OtherCurrency(Invalid):
    """Fees are in the studio's currency."""


class TermsOverlap(Invalid):
    """Terms share no day."""


class PolicyTooDeep(Invalid):
    """Conditions are nested four deep at most."""


class PolicyTooLarge(Invalid):
    """A policy has a hundred conditions at most."""


class Rule(Value):
    """One rule; without `when` it holds for every case."""

    name: Name
    when: Condition | None = None
    then: Outcome


class CancellationPolicy(Value):
    """What becomes of cancelled lessons: the first rule that holds decides, and `otherwise` where none does.

    `terms` are the spans in which earlier cancellations are counted, and with which credits may end; on days
    in none of them it is the calendar year.
    """

    rules: Annotated[tuple[Rule, ...], Field(max_length=30)] = ()
    otherwise: Outcome
    terms: Annotated[tuple[Term, ...], Field(max_length=60)] = ()

    def refuse_flaws(self, currency: str) -> None:
        """Refuse what each rule alone cannot see; the refusal's class says which flaw it is."""
        self._refuse_names()
        self._refuse_unreachable()
        self._refuse_size()
        for fee in self._fees():
            if fee.currency != currency:
                raise OtherCurrency(f"A fee is in {fee.currency}, the studio's currency is {currency}.")
        if pair := overlapping(self.terms):
            raise TermsOverlap(f"{pair[0].name} and {pair[1].name} share days.")

    def _refuse_names(self) -> None:
        names = [rule.name.casefold() for rule in self.rules]
        for place, rule in enumerate(self.rules):
            if names.index(rule.name.casefold()) < place:
                raise RuleNamedTwice(f"Two rules are called “{rule.name}”.")

    def _refuse_unreachable(self) -> None:
        for rule, following in pairwise(self.rules):
            if rule.when is None:
                raise UnreachableRule(f"“{rule.name}” always holds, so “{following.name}” never decides.")

    def _refuse_size(self) -> None:
        depths = [depth for rule in self.rules if rule.when for depth in _depths(rule.when)]
        if len(depths) > MOST_CONDITIONS:
            raise PolicyTooLarge(f"There are {len(depths)} conditions.")
        if max(depths, default=0) > DEEPEST:
            raise PolicyTooDeep(f"Conditions are nested {max(depths)} deep.")

    def _fees(self) -> Iterator[Money]:
        for outcome in (*(rule.then for rule in self.rules), self.otherwise):
            if isinstance(outcome, FeeOutcome) and outcome.amount:
                yield outcome.amount


def _depths(condition: Any, depth: int = 1) -> Iterator[int]:
    yield depth
    inside = getattr(condition, "of", ())
    for one in inside if isinstance(inside, tuple) else (inside,):
        yield from _depths(one, depth + 1)


class PolicyInForce(CancellationPolicy):
    """A policy as the studio set it; versions are never changed, a new one follows."""

    version: Version
    set_at: Instant | None = None
    set_by: PersonId | None = None


class PolicyUpdate(CancellationPolicy):
    """The policy as it shall be."""

    version: Version


def schema() -> dict[str, Any]:
    """The JSON Schema of the document (draft 2020-12), made from the models themselves."""
    described = CancellationPolicy.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:tutti:schema:cancellation-policy",
        "title": "Cancellation policy",
        **{name: value for name, value in described.items() if name != "title"},
    }
