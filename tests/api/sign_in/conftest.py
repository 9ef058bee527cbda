"""Sign-in through the endpoints, against a user pool in this process."""

from collections.abc import Iterator

import pytest

from functions.events.people.put_studio_into_token import handler
from tests.support.somebody import Somebody, somebody
from tests.support.user_pool import UserPool, user_pool


@pytest.fixture(scope="session")
def whole_pool(aws: None) -> Iterator[UserPool]:
    with user_pool(handler) as pool:
        yield pool


@pytest.fixture(autouse=True)
def pool(whole_pool: UserPool) -> UserPool:
    whole_pool.forget()
    return whole_pool


@pytest.fixture
def ada(pool: UserPool) -> Somebody:
    return somebody()


@pytest.fixture
def bela(pool: UserPool) -> Somebody:
    return somebody()
