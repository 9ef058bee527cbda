"""docs/policy.md: its examples are decided as it says, its tables complete, its schema in force."""

import json
import re
from typing import Any, get_args

import jsonschema_rs
import pytest

from infra.policy_schema import PLACE, as_text
from tests.support.tables import ROOT, column, rows
from tutti.scheduling.cancellation.case import CancellationReason, Case
from tutti.scheduling.cancellation.conditions import Condition
from tutti.scheduling.cancellation.deciding import decide
from tutti.scheduling.cancellation.default_policy import default_policy
from tutti.scheduling.cancellation.outcomes import OutcomeName
from tutti.scheduling.cancellation.policy import CancellationPolicy, schema

PAGE = (ROOT / "docs/policy.md").read_text()


def examples() -> list[Any]:
    """Each example under its heading."""
    found = re.findall(r"^### \d+\. (.+?)$.*?^```json$(.+?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return [pytest.param(json.loads(body), id=title) for title, body in found]


def test_there_are_ten_examples() -> None:
    assert len(examples()) == 10


@pytest.mark.parametrize("example", examples())
def test_each_case_is_decided_as_the_page_says(example: dict[str, Any]) -> None:
    policy = CancellationPolicy.model_validate(example["policy"])
    policy.refuse_flaws("EUR")
    decision = decide(policy, Case.model_validate(example["case"])).model_dump(mode="json")
    assert {name: decision[name] for name in example["expected"]} == example["expected"]


@pytest.mark.parametrize("example", examples())
def test_each_policy_keeps_to_the_schema(example: dict[str, Any]) -> None:
    jsonschema_rs.Draft202012Validator(schema()).validate(example["policy"])


def test_the_schema_stands_in_the_repository_as_the_models_say() -> None:
    assert PLACE.read_text() == as_text(), "run `make openapi`"


@pytest.mark.parametrize(
    "flaw",
    [
        {"otherwise": {"outcome": "fee", "percent": 101}},
        {"otherwise": {"outcome": "fee"}},
        {"otherwise": {"outcome": "fee", "percent": 1, "amount": {"amount": 1, "currency": "EUR"}}},
        {"otherwise": {"outcome": "credit", "minutes": 20}},
        {"otherwise": {"outcome": "waive"}, "rules": [{"name": "", "then": {"outcome": "waive"}}]},
        {"otherwise": {"outcome": "waive"}, "rule": []},
        {"rules": []},
    ],
)
def test_the_schema_refuses_what_the_models_refuse(flaw: dict[str, Any]) -> None:
    assert not jsonschema_rs.Draft202012Validator(schema()).is_valid(flaw)
    with pytest.raises(ValueError, match="validation error"):
        CancellationPolicy.model_validate(flaw)


def test_the_default_policy_keeps_to_the_schema() -> None:
    document = json.loads(default_policy().model_dump_json(exclude_none=True))
    jsonschema_rs.Draft202012Validator(schema()).validate(document)


def test_the_page_names_every_condition_outcome_and_reason() -> None:
    tests = {word for row in rows(PAGE, first="`test`") for word in re.findall(r"`(\w+)`", row[0])}
    known = {get_args(one.model_fields["test"].annotation)[0] for one in get_args(get_args(Condition)[0])}
    assert tests == known
    assert {column(row, 0) for row in rows(PAGE, first="`outcome`")} == set(OutcomeName)
    assert all(re.search(rf"\b{reason}\b", PAGE) for reason in CancellationReason)
