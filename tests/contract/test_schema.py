"""Whatever comes in, what goes out is what docs/openapi.json says, and never our own failure."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import APIOperation, Case, GenerationMode

from tests.contract.operations import CHECKS, OPERATIONS
from tests.support.deployed import PATIENCE
from tests.support.marked_school import MarkedSchool
from tests.support.side_by_side import AT_ONCE, SideBySide, side_by_side

EXAMPLES = 6
Headers = dict[str, dict[str, str]]
A_THING = re.compile(r"([a-z]{3})_[0-9A-Z]{26}")
bounded = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


PUBLIC = [one for one in OPERATIONS if "security" not in one.definition.raw]
CALLS = [
    pytest.param(who, one, id=f"{who}-{one.definition.raw['operationId']}")
    for who, theirs in (("public", PUBLIC), ("guardian", OPERATIONS), ("owner", OPERATIONS))
    for one in theirs
]


@pytest.fixture(scope="module")
def cases(
    request: pytest.FixtureRequest, school: MarkedSchool, headers: Headers
) -> Iterator[SideBySide[tuple[MarkedSchool, Headers]]]:
    """All calls, a few at once, of the same school by the same people."""
    running = SideBySide([(school, headers)] * AT_ONCE)
    running.begin(item for item in request.session.items if item.path == request.path)
    yield running
    running.stop()


@pytest.mark.parametrize(("who", "operation"), CALLS)
@side_by_side
def test_keeps_to_its_contract(
    called: tuple[MarkedSchool, Headers], who: str, operation: APIOperation
) -> None:
    school, headers = called

    @given(case=_cases(operation, school))
    @bounded
    def send(case: Case) -> None:
        reply = case.call(base_url=school.deployed.api, headers=headers[who], timeout=PATIENCE)
        case.validate_response(reply, checks=CHECKS)

    send()


def _cases(operation: APIOperation, school: MarkedSchool) -> st.SearchStrategy[Case]:
    """Requests about the school's own things that fit the document, and requests that do not fit it."""
    fitting = operation.as_strategy(
        GenerationMode.POSITIVE,
        path_parameters=_known(operation.path_parameters, school.ids | {"slug": school.slug} | school.links),
        query=_known(operation.query, school.asked(one.name for one in operation.path_parameters)),
    )
    unfitting = operation.as_strategy(GenerationMode.NEGATIVE)
    return st.one_of(fitting.map(lambda case: _naming_things_of(school, case)), unfitting)


def _known(parameters: Any, ids: dict[str, str]) -> dict[str, str]:
    return {one.name: ids[one.name] for one in parameters if one.name in ids}


def _naming_things_of(school: MarkedSchool, case: Case) -> Case:
    if isinstance(case.body, dict):
        case.body = _with_real_ids(school, case.body)
    return case


def _with_real_ids(school: MarkedSchool, value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _with_real_ids(school, inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_real_ids(school, inner, name) for inner in value]
    if isinstance(value, str) and (thing := A_THING.fullmatch(value)):
        kinds = {real[:3]: real for real in school.ids.values()}
        return school.ids.get(name) or kinds.get(thing[1], value)
    return value
