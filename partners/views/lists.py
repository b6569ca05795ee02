"""The lists of this app: what each row says, and how it may be sorted."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone

from chrysalis.risk.cards import grade_cell
from chrysalis.ui.lists import Cell, Column, Listing
from chrysalis.ui.templatetags.ui import moment
from chrysalis.working_days import in_london
from partners.models import News, ReleaseCheck, Survivor


class Slips(Listing):
    caption, one, many = "Slips that nobody has filed", "slip to file", "slips to file"
    empty = "Nothing waits to be filed"
    ordering = "sealed_at"
    columns = (
        Column("From", lambda slip: _slip_link(slip)),
        Column("By when", lambda slip: _by_when(slip)),
        Column("Told", lambda slip: _since(slip.sealed_at), sort="sealed_at"),
        Column("Scheme", lambda slip: slip.scheme.name),
    )


class SlipsInDanger(Slips):
    caption = "Danger was heard: file these first"


def _slip_link(slip: Any) -> Cell:
    return Cell(slip.sender, href=reverse("partners:slip", args=[slip.pk]), note=slip.why_sooner)


class Survivors(Listing):
    caption, one, many = "Survivors", "survivor", "survivors"
    empty = "Nobody is recorded"
    ordering = "name"
    columns = (
        Column("Name", lambda survivor: _survivor_link(survivor), sort="name"),
        Column("Name to use", lambda survivor: survivor.name_to_use),
        Column("Support wanted", lambda survivor: survivor.get_tier_display()),
        Column("Grade", lambda survivor: grade_cell(survivor.grade)),
        Column("Link worker", lambda survivor: survivor.link_worker.full_name),
        Column("Recorded", lambda survivor: moment(survivor.recorded_at), sort="recorded_at"),
    )


def _survivor_link(survivor: Survivor) -> Cell:
    return Cell(survivor.name, href=reverse("partners:survivor", args=[survivor.pk]))


class ToTell(Listing):
    caption, one, many = "What survivors may be told of", "thing to tell", "things to tell"
    empty = "Nothing waits to be told"
    ordering = "due_at"
    columns = (
        Column("What", lambda news: _news_link(news)),
        Column("By when", lambda news: _by_when(news), sort="due_at"),
        Column("Survivor", lambda news: Cell(news.survivor.name, note=news.survivor.get_tier_display())),
        Column("Link worker", lambda news: news.survivor.link_worker.full_name),
    )


class ToTellInDanger(ToTell):
    caption = "It may be danger: tell these first"


def _news_link(news: News) -> Cell:
    return Cell(news.get_kind_slug_display(), href=reverse("partners:tell", args=[news.pk]))


def _by_when(row: Any) -> Cell:
    """Of news, of a slip or of a tracing."""
    if row.due_at < timezone.now():
        return Cell("Overdue", colour="red", note=f"since {moment(row.due_at)}")
    return Cell(moment(row.due_at))


def _since(at: dt.datetime) -> Cell:
    """With for how many days somebody has waited."""
    days = (in_london(timezone.now()).date() - in_london(at).date()).days
    ago = {0: "Today", 1: "Yesterday"}.get(days, f"{days} days ago")
    return Cell(moment(at), note=ago)


class Tracings(Listing):
    caption, one, many = "People taken on, nobody linked yet", "person", "people"
    empty = "Everybody who was taken on has a survivor linked to them, or nobody who can be identified"
    ordering = "opened_at"
    columns = (
        Column("Person", lambda tracing: _tracing_link(tracing)),
        Column("By when", lambda tracing: _by_when(tracing)),
        Column("Case", lambda tracing: Cell(tracing.person.reference, note=tracing.person.provider)),
        Column("Scheme", lambda tracing: tracing.scheme.name),
        Column("Taken on", lambda tracing: _since(tracing.opened_at), sort="opened_at"),
    )


class TracingsInDanger(Tracings):
    caption = "Danger was heard: trace these first"


def _tracing_link(tracing: Any) -> Cell:
    href = reverse("partners:tracing", args=[tracing.pk])
    return Cell(tracing.person.name, href=href, note=tracing.why_sooner)


class Releases(Listing):
    caption, one, many = "Documents that wait for a decision", "document to decide", "documents to decide"
    empty = "Nothing waits for a decision"
    ordering = "checked_at"
    columns = (
        Column("Document", lambda check: _release_link(check)),
        Column("What it is", lambda check: check.report, sort="report"),
        Column("From", lambda check: check.sent_by),
        Column("Goes to", lambda check: check.recipient),
        Column("Why it is here", lambda check: check.get_why_display()),
        Column("Since", lambda check: moment(check.checked_at), sort="checked_at"),
    )


def _release_link(check: ReleaseCheck) -> Cell:
    return Cell(check.handle, href=reverse("partners:release", args=[check.pk]))
