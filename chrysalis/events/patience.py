"""How long to wait before trying again, and when to stop: arithmetic.

After the last try somebody is told. The waits before it add up to at most four and a quarter minutes, so
that whoever owns it hears of a notice that could not be raised within five.
"""

import datetime as dt


MOST = 8  # tries
FIRST = 2.0  # seconds; doubled each time


def wait(attempts: int, *, dice: float) -> dt.timedelta:
    """`dice`, between 0 and 1, spreads what failed together: it waits between half and all of its time."""
    longest = FIRST * 2.0 ** (attempts - 1)
    return dt.timedelta(seconds=longest * (0.5 + dice / 2))
