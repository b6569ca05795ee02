"""Whether what was announced is passed on, and whether somebody sees to what was not."""

import datetime as dt

from django.db import DatabaseError
from django.utils import timezone

from chrysalis.doctor.finding import Finding
from chrysalis.events.queries import Backlog, backlog


LONGEST = dt.timedelta(minutes=5)  # by then what fails has been given up, and told to its owner


def is_passed_on() -> list[Finding]:
    now = timezone.now()
    try:
        found = backlog(at=now)
    except DatabaseError:
        return []  # the database and its migrations have findings of their own
    return [*_waiting(found, now), *_unowned(found)]


def _waiting(found: Backlog, now: dt.datetime) -> list[Finding]:
    if found.since is None or now - found.since < LONGEST:
        return []
    minutes = int((now - found.since).total_seconds()) // 60
    return [
        Finding(
            f"{found.waiting} announcements wait, the oldest for {minutes} minutes.",
            "Look whether a worker runs, and into its log.",
        )
    ]


def _unowned(found: Backlog) -> list[Finding]:
    if not found.unowned:
        return []
    return [
        Finding(
            f"{found.unowned} things were given up this week, and nobody could be told.",
            "Look into the log of the worker for the kind of error, and tell whoever wrote the service.",
        )
    ]
