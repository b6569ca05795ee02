"""A day and time as somebody in a hurry types it: "14/11/2026 21:40", "21.40", "yesterday 9:05"."""

import datetime as dt
import re


DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
TIME = re.compile(r"(?:at\s+)?(\d{1,2})[:.]?(\d{2})$")
DAY_FORMATS = ("%d/%m/%Y", "%d/%m/%y", "%d %m %Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")


def read_moment(text: str, *, now: dt.datetime) -> dt.datetime | None:
    """The moment meant, in the time zone of `now`; None where none can be made out.

    A time alone is of today; `tonight`, `yesterday` and `tomorrow` are understood.
    """
    text = " ".join(text.lower().replace(",", " ").split())
    found = TIME.search(text)
    if not found:
        return None
    day = _read_day(text[: found.start()].strip(), now)
    hour, minute = int(found[1]), int(found[2])
    if day is None or hour > 23 or minute > 59:
        return None
    return dt.datetime.combine(day, dt.time(hour, minute), now.tzinfo)


def _read_day(text: str, now: dt.datetime) -> dt.date | None:
    if not text:
        return now.date()
    if text in DAYS:
        return now.date() + dt.timedelta(days=DAYS[text])
    for form in DAY_FORMATS:
        try:
            return dt.datetime.strptime(text, form).date()  # noqa: DTZ007 - only the day is kept
        except ValueError:
            continue
    return None
