"""A teacher with a student, at home in every test of coursework."""

import pytest

from tests.support.classroom import Classroom
from tests.support.school import School


@pytest.fixture
def home(forte: School) -> Classroom:
    return Classroom(forte)
