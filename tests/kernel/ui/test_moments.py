"""Times as people type them at a custody desk at night."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chrysalis.ui.moments import read_moment


LONDON = ZoneInfo("Europe/London")
NOW = dt.datetime(2026, 11, 21, 23, 30, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14/11/2026 21:40", "2026-11-14 21:40"),
        ("14/11/26 2140", "2026-11-14 21:40"),
        ("14 November 2026 at 21.40", "2026-11-14 21:40"),
        ("14 nov 2026, 9:05", "2026-11-14 09:05"),
        ("21:40", "2026-11-21 21:40"),
        ("tonight 21.40", "2026-11-21 21:40"),
        ("Yesterday 9:05", "2026-11-20 09:05"),
        ("tomorrow 10:00", "2026-11-22 10:00"),
        ("14/11/2026", None),
        ("14/11/2026 25:00", None),
        ("31/2/2026 10:00", None),
        ("later", None),
        ("", None),
    ],
)
def test_what_is_typed_is_what_is_meant(typed, meant):
    expected = meant and dt.datetime.fromisoformat(meant).replace(tzinfo=LONDON)
    assert read_moment(typed, now=NOW) == expected


@given(st.text(max_size=400))
def test_nothing_typed_is_a_fault(typed):
    read_moment(typed, now=NOW)
