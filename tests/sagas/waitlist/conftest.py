"""Families that wait, in process, with everything outside of the table on paper."""

import pytest

from tests.sagas.enrollment.conftest import allegro, aws, call, empty_table, enrolling, forte, paper
from tests.support.backfill import Backfill
from tests.support.enrolling import Enrolling

__all__ = ["allegro", "aws", "call", "empty_table", "enrolling", "forte", "paper"]


@pytest.fixture
def backfill(enrolling: Enrolling) -> Backfill:
    return Backfill(enrolling.school, enrolling.paper)
