"""A class and its shelf."""

import pytest

from tests.support.school import School
from tests.support.shelves import Shelf


@pytest.fixture
def shelf(forte: School) -> Shelf:
    return Shelf(forte, 1)
