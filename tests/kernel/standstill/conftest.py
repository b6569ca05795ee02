"""Each of the three reasons why nothing can be saved, and their end."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from chrysalis.standstill import causes, switch
from chrysalis.standstill.causes import Cause


@pytest.fixture(autouse=True)
def _believed_by_nobody_else(settings, tmp_path) -> Iterator[None]:
    settings.HOME = tmp_path
    causes.ask_again()
    yield
    causes.ask_again()


def _read_only_database(settings) -> None:
    """As on a standby: every statement that writes is refused, for the rest of the test."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL default_transaction_read_only = on")
        cursor.execute("SET TRANSACTION READ ONLY")


def _full_disk(settings) -> None:
    settings.DISK_FULL_PERCENT = 0


def _switch(settings) -> None:
    switch.turn_on()


MAKE = {Cause.DATABASE: _read_only_database, Cause.DISK: _full_disk, Cause.SWITCH: _switch}


@pytest.fixture
def comes(settings) -> Callable[[Cause], None]:
    """`comes(Cause.DISK)`: from the next request on."""

    def come(cause: Cause) -> None:
        MAKE[cause](settings)
        causes.ask_again()

    return come
