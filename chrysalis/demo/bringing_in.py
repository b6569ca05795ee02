"""Two spreadsheets that a caseworker of one scheme brought: what a council had kept until now, which was
added, and what probation sent this week, which was checked and has faults.

They come last and their dice are their own, like the referrals of professionals.
"""

import csv
import datetime as dt
from io import StringIO
from random import Random

from chrysalis.access.context import acting_as
from chrysalis.agencies.models import Agency, Membership, Scheme
from chrysalis.agencies.queries import make_hat, participants
from chrysalis.demo.people import invent_person
from chrysalis.ui.dates import PartialDate
from chrysalis.working_days import in_london
from referrals.actions import import_working, importing
from referrals.forms.brought_in import Judge
from referrals.models import Import
from referrals.rules.import_fields import guess


SCHEME = "kent"
HEADINGS = (
    "Ref", "First name", "Surname", "Date of birth", "Gender", "Mobile", "Date received", "Referred by",
    "Job title", "Referrer email", "Type of abuse", "Reason for referral", "Consent", "Victim name",
)  # fmt: skip
REASONS = (
    ("Controlling or coercive", "Counts the minutes of each errand and asks where the money went."),
    ("Physical, Emotional", "Pushed somebody at the door, and was ashamed of it the next day."),
    ("Stalking or harassment", "Waits outside a place of work although it was forbidden."),
    ("Emotional", "Shouts most evenings; asked for help at the last visit."),
)
TURNS = ((1, 12, 9, "council"), (2, 8, 0, "probation"))  # which, how many, how many days ago, whose
WRONG = {2: ("Consent", "maybe"), 4: ("Date received", "last Tuesday"), 5: ("Type of abuse", "Unpleasant")}


def bring_in(
    place: Membership,
    scheme: Scheme,
    *,
    towns: tuple[str, ...],
    seed: str,
    at: dt.datetime,
) -> None:
    for number, rows, days, kind in TURNS:
        sender = next(agency for agency in participants(scheme) if kind in agency.kinds)
        random = Random(f"{seed}/imports/{number}")  # noqa: S311 - a story, not a secret
        then = at - dt.timedelta(days=days)
        lines = [_line(random, each, towns=towns, at=then) for each in range(rows)]
        is_run = number == 1
        if not is_run:
            for each, (heading, words) in WRONG.items():
                lines[each][HEADINGS.index(heading)] = words
            lines.append(lines[0])
        _bring(place, scheme, sender, lines, is_run=is_run, at=then)


def _line(random: Random, number: int, *, towns: tuple[str, ...], at: dt.datetime) -> list[str]:
    received = in_london(at).date() - dt.timedelta(days=3 + number * 4)
    person = invent_person(random, on=received, towns=towns, youngest=18)
    behaviours, reason = REASONS[number % len(REASONS)]
    return [
        f"R-{number + 101}", person["given_names"], person["family_name"],
        _day(person["date_of_birth"]), person["sex"], person["telephone"], f"{received:%d/%m/%Y}",
        "Hollis Wren", "Duty officer", "duty@referrals.example", behaviours, reason, "Yes", "Left out",
    ]  # fmt: skip


def _day(born: str) -> str:
    known = PartialDate.read(born) if born else None
    return f"{known.day:02}/{known.month:02}/{known.year}" if known and known.day else born


def _bring(
    place: Membership,
    scheme: Scheme,
    sender: Agency,
    lines: list[list[str]],
    *,
    is_run: bool,
    at: dt.datetime,
) -> None:
    hat, text = make_hat(place), StringIO()
    csv.writer(text).writerows([HEADINGS, *lines])
    kind = "council" if is_run else "probation"
    title = "Council referrals kept until now" if is_run else "Probation, this week"
    with acting_as(hat):
        brought = importing.upload(
            scheme, text.getvalue().encode(), title=title, may_name="no", by=hat, at=at
        )
    _work(at)
    with acting_as(hat):
        brought = Import.objects.get(pk=brought.pk)
        for_all = {"source": kind, "agency": sender.name, "agency_link": "no"}
        importing.match(brought, columns=guess(list(brought.headings)), for_all=for_all, by=hat, at=at)
    _work(at)
    if is_run:
        with acting_as(hat):
            importing.run(brought, by=hat, at=at)
        _work(at)


def _work(at: dt.datetime) -> None:
    import_working.work(Judge, clock=lambda: at, seconds=600)
