"""One stand-in and one webhook for all tests; each test leaves them empty."""

from collections.abc import Iterator

import pytest

from tests.local.stripe.serving import serving
from tests.local.stripe.till import Till
from tests.local.stripe.webhook import Webhook


@pytest.fixture(scope="session")
def shared_till(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Till]:
    webhook = Webhook()
    with serving(tmp_path_factory.mktemp("stripe"), webhook) as till:
        yield till
    webhook.close()


@pytest.fixture
def till(shared_till: Till) -> Iterator[Till]:
    yield shared_till
    shared_till.clean_up()
