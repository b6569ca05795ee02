"""How long to wait before asking a provider again: longer each time, never all at one moment."""

import datetime as dt
import random


FIRST = dt.timedelta(seconds=5)
LONGEST = dt.timedelta(minutes=10)
JITTER = 0.25  # so that two services that lost a provider together do not come back together


def after(failures: int, *, asked: int = 0) -> dt.timedelta:
    """The rest after so many failures in a row; at least as long as the provider asked for, in seconds."""
    doubled: dt.timedelta = min(FIRST * 2 ** min(max(failures - 1, 0), 20), LONGEST)
    waited: dt.timedelta = doubled * (1 + random.uniform(0, JITTER))  # noqa: S311 - spreads load, hides nothing
    return max(waited, dt.timedelta(seconds=asked))
