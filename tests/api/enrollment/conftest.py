"""The doors of enrolment: Stripe, the scheduler and, unless a test asks for them, Step Functions on paper."""

import pytest

from tests.support.cloud_in_process import make_machine
from tests.support.enrolling import Enrolling
from tests.support.paper import Paper, on_paper
from tests.support.school import School


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch) -> Paper:
    return on_paper(monkeypatch)


@pytest.fixture
def enrolling(forte: School, paper: Paper) -> Enrolling:
    return Enrolling(forte, paper)


@pytest.fixture(scope="session")
def machine(aws: None) -> None:
    make_machine()
