"""Whether a release can have been, or can be, when somebody says: mistyped days are told from real ones."""

import datetime as dt


FURTHEST = dt.timedelta(days=366)  # a remand may be long, and a wrong year is a wrong year


def why_not(released_at: dt.datetime, *, arrested_at: dt.datetime | None, now: dt.datetime) -> str:
    """What is wrong with the moment, in words for whoever typed it; empty where nothing is."""
    if arrested_at and released_at < arrested_at:
        return "The release must be after the arrest"
    if released_at > now + FURTHEST:
        return "The release is more than a year away. Check the year"
    if released_at < now - FURTHEST:
        return "The release was more than a year ago. Check the year"
    return ""
