"""When what was checked is heard of: at set times, whatever was found and whenever it was decided.

SAFETY: an answer that came when the check was done would tell how long it took: at once, where nothing
was found; after a person had read it, where something was.
"""

import datetime as dt


DAY = 24 * 60


def next_set_time(at: dt.datetime, *, every_minutes: int) -> dt.datetime:
    """The first set time after `at`: every so many minutes, counted from midnight UTC."""
    midnight = at.astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    passed = int((at - midnight).total_seconds() // 60) // every_minutes + 1
    return midnight + dt.timedelta(minutes=min(passed * every_minutes, DAY))
