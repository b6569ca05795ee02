"""What the tests of every page have in common."""

from collections.abc import Iterator

import pytest

from tests.architecture.twins import frozen_clock


@pytest.fixture
def frozen() -> Iterator[None]:
    """The clock stands still from before anybody signs in: the minute stands on every page, and a session
    that was seen a minute ago is written again, by each request of thousands that are taken back."""
    with frozen_clock():
        yield
