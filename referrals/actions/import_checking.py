"""Checking the rows of an import: what each would become, and what is probably there already.

Nothing is written to the inbox. The same check stands before adding, since somebody may have written a person
down between the two.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from chrysalis.access.hat import Hat
from chrysalis.agencies.matching import dates_agree, name_key
from chrysalis.working_days import in_london
from referrals import queries
from referrals.models import Import, ImportRow, ReferralState, WrittenDown


State = ImportRow.State
TWICE = "The same row stands earlier in this spreadsheet"
BEFORE = "You brought in the same row before"
THERE = "A referral of the same name and day is there: {}"
NOT_LIKED = "It could not be checked. Tell support the number of the row"


@dataclass(frozen=True)
class Given:
    """What a row says, as the form of a referral gives it."""

    source: str
    person: dict[str, Any]
    details: dict[str, Any]
    told: WrittenDown

    @property
    def name_key(self) -> str:
        return name_key(self.person["given_names"], self.person["family_name"])

    @property
    def day(self) -> dt.date:
        return in_london(self.told.told_at).date()


@dataclass(frozen=True)
class Verdict:
    """What a row would become; or what is wrong with it, by the heading of its column."""

    given: Given | None = None
    key: str = ""
    wrong: list[tuple[str, str]] = field(default_factory=list)


Judge = Callable[[list[str]], Verdict]
MakeJudge = Callable[..., Judge]  # (brought, *, by, now)


def sort_out(
    brought: Import, rows: list[ImportRow], judge: Judge, *, by: Hat
) -> list[tuple[ImportRow, Given]]:
    """Say of each row what it is, on the row; those that can be added, with what they become."""
    verdicts = [(row, judge(row.cells)) for row in rows]
    there = _there(brought, verdicts, by=by)
    before = _before(brought, (verdict.key for _, verdict in verdicts if verdict.given))
    ready: list[tuple[ImportRow, Given]] = []
    for row, verdict in verdicts:
        row.key = verdict.key
        if verdict.given is None:
            row.state, row.said = State.FAULT, _lines(verdict.wrong)
            continue
        because = _already(row, verdict.given, before, there)
        row.state, row.said = (State.ALREADY, because) if because else (State.READY, "")
        if not because:
            before.setdefault(verdict.key, row.number)
            ready.append((row, verdict.given))
    return ready


def _lines(wrong: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{heading}: {message}" if heading else message for heading, message in wrong)


def _already(
    row: ImportRow,
    given: Given,
    before: dict[str, int],
    there: dict[tuple[str, dt.date], list[tuple[str, str]]],
) -> str:
    earlier = before.get(row.key)
    if earlier is not None and earlier != row.number:
        return f"{TWICE}: row {earlier}" if earlier else BEFORE
    for born, reference in there.get((given.name_key, given.day), []):
        if dates_agree(born, given.person["date_of_birth"]):
            return THERE.format(reference)
    return ""


def _before(brought: Import, keys: Iterable[str]) -> dict[str, int]:
    """By key, the earliest row of this import that has it; 0 where it came with another one."""
    wanted = {key for key in keys if key}
    same = ImportRow.objects.filter(membership_id=brought.membership_id, key__in=wanted)
    elsewhere = same.exclude(brought_in=brought).filter(state=State.ADDED).values_list("key", flat=True)
    found = dict.fromkeys(elsewhere, 0)
    here = same.filter(brought_in=brought, state__in=(State.READY, State.ADDED)).order_by("-number")
    return dict(here.values_list("key", "number")) | found


def _there(
    brought: Import, verdicts: list[tuple[ImportRow, Verdict]], *, by: Hat
) -> dict[tuple[str, dt.date], list[tuple[str, str]]]:
    """By name and day, the referrals that the own agency holds, as far as the hat sees them.

    SAFETY: what is restricted, or of somebody whom the worker knows, is not among them: "already there" would
    tell that it is.
    """
    names = {verdict.given.name_key for _, verdict in verdicts if verdict.given}
    held = queries.referrals(by).filter(provider_agency_id=by.agency_id, name_key__in=names)
    seen = list(
        held.exclude(state=ReferralState.WITHDRAWN).values_list(
            "pk", "name_key", "date_of_birth", "received_at", "reference"
        )
    )
    # What this import added itself is known by its rows; else it would matter where a batch ends.
    ours = ImportRow.objects.filter(brought_in=brought, referral_key__in=[key for key, *_ in seen])
    own = set(ours.values_list("referral_key", flat=True)) if seen else set()
    found: dict[tuple[str, dt.date], list[tuple[str, str]]] = {}
    for key, called, born, received_at, reference in seen:
        if key in own:
            continue
        found.setdefault((called, in_london(received_at).date()), []).append((born, reference))
    return found
