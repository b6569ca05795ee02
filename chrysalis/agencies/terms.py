"""How long an agreement has to run, in the words and colours of lists and pages."""

import datetime as dt
from dataclasses import dataclass

from chrysalis.agencies.models import Agreement
from chrysalis.agencies.sharing import State, judge
from chrysalis.ui.templatetags.ui import day


WARN_DAYS = 28


@dataclass(frozen=True)
class Term:
    words: str
    colour: str


def term(agreement: Agreement, *, on: dt.date, warn_days: int = WARN_DAYS) -> Term:
    if agreement.starts_on > on:
        return Term(f"Starts {day(agreement.starts_on)}", "blue")
    state = judge(agreement.expires_on, on=on, warn_days=warn_days).state
    if state is State.ENDED:
        return Term(_ended((on - agreement.expires_on).days), "red")
    if state is State.ENDING:
        return Term(_ends((agreement.expires_on - on).days), "orange")
    return Term("In force", "green")


def _ended(days: int) -> str:
    return "Ended yesterday" if days == 1 else f"Ended {days} days ago"


def _ends(days: int) -> str:
    return {0: "Ends today", 1: "Ends tomorrow"}.get(days, f"Ends in {days} days")
