"""What the home page says first, to whom it concerns. Each app adds what it has to say."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from chrysalis.access.hat import Hat


class Note(NamedTuple):
    text: str
    kind: str = "information"


# Each is asked with the hat and the moment, and says nothing to those it does not concern.
NOTES: list[Callable[[Hat, dt.datetime], list[Note]]] = []


def notes_for(hat: Hat, at: dt.datetime) -> list[Note]:
    return [note for ask in NOTES for note in ask(hat, at)]
