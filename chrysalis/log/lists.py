"""The lists of the log: what a row says, and how it may be narrowed."""

import datetime as dt
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from chrysalis.access.purposes import Purpose
from chrysalis.audit.misuse import MISUSES
from chrysalis.audit.models import Alert, Entry
from chrysalis.audit.words import WORDS
from chrysalis.ui.lists import Cell, Column, Listing
from chrysalis.ui.templatetags.ui import day, moment
from chrysalis.working_days import LONDON


DAYS = 31  # that can be chosen one by one
PURPOSES = {purpose.slug: purpose.english for purpose in Purpose}
OPERATIONS = [
    ("consultation", "Looked"),
    ("collection", "Recorded"),
    ("alteration", "Changed"),
    ("disclosure", "Told somebody"),
    ("combination", "Linked"),
    ("erasure", "Erased"),
    ("account", "Accounts and alerts"),
    ("refusal", "Was refused"),
]


def short(key: UUID) -> str:
    """A record as the log knows it: by key, never by name."""
    return f"Record {str(key)[:8]}"


def _recent_days() -> list[tuple[str, str]]:
    today = timezone.localdate()
    days = (today - dt.timedelta(days=back) for back in range(DAYS))
    return [(each.isoformat(), day(each)) for each in days]


class EntryFilters(django_filters.FilterSet):
    did = django_filters.ChoiceFilter(label="What", choices=OPERATIONS, empty_label="Anything", method="of")
    on = django_filters.ChoiceFilter(
        label="Day", choices=_recent_days, empty_label="Any day", method="on_day"
    )

    class Meta:
        fields: list[str] = []

    def of(self, found: QuerySet[Entry], name: str, value: str) -> QuerySet[Entry]:
        return found.filter(word__in=[word.slug for word in WORDS if word.operation == value])

    def on_day(self, found: QuerySet[Entry], name: str, value: str) -> QuerySet[Entry]:
        begins = dt.datetime.combine(dt.date.fromisoformat(value), dt.time(), LONDON)
        return found.filter(at__gte=begins, at__lt=begins + dt.timedelta(days=1))


def _who(entry: Entry) -> Cell:
    return Cell(entry.worker_name, note=entry.agency_name)


def _colleague(entry: Entry) -> Cell:
    return Cell(entry.worker_name, href=_href("log:worker", entry.worker_id))


def _did(entry: Entry) -> Cell:
    colour = "red" if entry.was_refused else ""
    return Cell(WORDS[entry.word].sentence, note=entry.recipient or entry.reason, colour=colour)


def _whom(entry: Entry) -> Cell:
    if not entry.subjects:
        return Cell("No record")
    first = entry.subjects[0]
    others = len(entry.subjects) - 1
    return Cell(short(first), href=_href("log:person", first), note=f"and {others} more" if others else "")


def _href(name: str, key: UUID | None) -> str:
    return reverse(name, args=[key]) if key else ""


WHEN = Column("When", lambda entry: Cell(moment(entry.at), href=_href("log:entry", entry.pk)), sort="at")
WHO, COLLEAGUE = Column("Who", _who), Column("Who", _colleague)
DID, WHOM = Column("What", _did), Column("Whom", _whom)
WHAT_FOR = Column("What for", lambda entry: PURPOSES.get(entry.purpose, ""))


class Entries(Listing):
    caption, one, many = "What was looked at, and by whom", "entry", "entries"
    ordering = "-at"
    filters = EntryFilters
    columns = (WHEN, COLLEAGUE, DID, WHOM, WHAT_FOR)


class EntriesOfOne(Entries):
    caption = "What this person did"
    columns = (WHEN, DID, WHOM, WHAT_FOR)


class EntriesAbout(Entries):
    caption = "Who looked at this record"
    columns = (WHEN, WHO, DID, WHAT_FOR)


class FromOutside(Entries):
    caption = "Other agencies, about what your agency holds"
    columns = (WHEN, WHO, DID, WHOM, WHAT_FOR)


class Workers(Listing):
    caption, one, many = "People of whom the log has entries", "person", "people"
    ordering = "full_name"
    columns = (
        Column("Name", lambda w: Cell(w.full_name, href=_href("log:worker", w.pk)), sort="full_name"),
        Column("Account", lambda worker: "In use" if worker.is_active else "Closed"),
    )


class AlertFilters(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        label="Show",
        choices=[("open", "To be answered"), ("answered", "Answered")],
        empty_label="All",
        method="in_state",
    )

    class Meta:
        fields: list[str] = []

    def in_state(self, found: QuerySet[Alert], name: str, value: str) -> QuerySet[Alert]:
        return found.filter(acknowledged_at__isnull=value == "open")


class Alerts(Listing):
    caption, one, many = "Alerts of possible misuse", "alert", "alerts"
    empty = "No alerts"
    ordering = "-began_at"
    filters = AlertFilters
    columns = (
        Column("Alert", lambda alert: Cell(MISUSES[alert.kind].title, href=_href("log:alert", alert.pk))),
        Column("Who", lambda alert: Cell(alert.worker_name, href=_href("log:worker", alert.worker_id))),
        Column("When", lambda alert: moment(alert.began_at), sort="began_at"),
        Column("Where it stands", lambda alert: _standing(alert)),
    )


def _standing(alert: Alert) -> Cell:
    if alert.acknowledged_at:
        return Cell("Answered", colour="green", note=day(alert.acknowledged_at))
    return Cell("To be answered", colour="yellow")
