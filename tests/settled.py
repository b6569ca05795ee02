"""Waiting until what was committed may be sealed: another test's transaction, on the same server, may hold
the horizon back for as long as it lasts."""

import time

import pytest
from django.db import connection


PATIENCE = 600  # seconds: more than the longest test takes


def wait_until_settled(newest: int) -> None:
    """`newest` is the number of the last transaction that is to be sealed."""
    end = time.monotonic() + PATIENCE
    while _settled_below() <= newest:
        if time.monotonic() > end:
            pytest.fail("somebody's transaction held the horizon back")
        time.sleep(0.1)


def _settled_below() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT settled_below()")
        return int(cursor.fetchone()[0])
