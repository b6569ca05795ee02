"""What the log, which knows no case, asks of whoever does: whose reference this is, and why it was opened."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.models import Entry
from chrysalis.registry import Registry


@dataclass(frozen=True)
class Record:
    noun: str  # "Referral"
    key: UUID


@dataclass(frozen=True)
class Gate:
    """One side's answers: nothing, and an empty text, mean not there, not theirs, or nothing to say."""

    side: Side
    records_of: Callable[[Hat, str], list[Record]]
    reason_of: Callable[[Entry, Hat, dt.datetime], str]


GATES: Registry[Gate] = Registry("gate of the log", key=lambda gate: gate.side)
