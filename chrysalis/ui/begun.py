"""What a place of work has begun and not finished, so that whoever comes next goes on with it."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from chrysalis.access.hat import Hat


class Begun(NamedTuple):
    """One of them, as a list on a screen that several people see may say it."""

    called: str
    href: str
    said: str  # who began it, and when it was last saved
    goes: str = ""  # when it is about to be deleted, that it is


# Each is asked with the hat and the moment, and gives nothing to those it does not concern.
BEGUN: list[Callable[[Hat, dt.datetime], list[Begun]]] = []


def begun_for(hat: Hat, at: dt.datetime) -> list[Begun]:
    return [line for ask in BEGUN for line in ask(hat, at)]
