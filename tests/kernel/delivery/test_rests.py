"""How long a provider is left alone: longer each time, and as long as it asked."""

import datetime as dt
from itertools import pairwise

from chrysalis.delivery import rests


def test_rests_double_and_end_at_ten_minutes():
    waits = [rests.after(failures) for failures in range(1, 60)]
    assert dt.timedelta(seconds=5) <= waits[0] <= dt.timedelta(seconds=6.25)
    assert dt.timedelta(minutes=10) <= waits[-1] <= dt.timedelta(minutes=12.5)
    assert all(later >= earlier * 0.8 for earlier, later in pairwise(waits))


def test_what_the_provider_asks_is_the_least():
    assert rests.after(1, asked=90) == dt.timedelta(seconds=90)


def test_two_services_do_not_come_back_at_one_moment():
    assert len({rests.after(5) for _ in range(20)}) > 10
