"""The log, for the information officer: all of it, by worker, by person, by day, one entry.

SAFETY: each side has an officer and pages of its own. What is shown comes from the table of the hat's
side, and the database gives that persona no other.
"""

import datetime as dt
import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.access.roles import ROLES
from chrysalis.agencies.models import Worker
from chrysalis.audit.actions.reading import read_log
from chrysalis.audit.apart import APART
from chrysalis.audit.models import Entry
from chrysalis.audit.words import WORDS
from chrysalis.log import lists, queries
from chrysalis.log.gates import GATES
from chrysalis.ui.navigation import PLACES, Place
from chrysalis.ui.templatetags.ui import moment


VIEW = Permission.LOG_VIEW
PLACES.add(Place("log:entries", "Log", "See who looked at what", VIEW))


@require_safe
@requires(VIEW)
def entries(request: Request) -> HttpResponse:
    listing = lists.Entries(request, queries.entries(request.hat))
    read_log("the own agency's entries", by=request.hat, at=timezone.now())
    page = {"listing": listing, "has_references": request.hat.side in GATES}
    return render(request, "log/entries.html", page)


@require_safe
@requires(VIEW)
def outside(request: Request) -> HttpResponse:
    listing = lists.FromOutside(request, queries.looks_from_outside(request.hat))
    read_log("entries of other agencies", by=request.hat, at=timezone.now())
    return render(request, "log/outside.html", {"listing": listing})


@require_safe
@requires(VIEW)
def workers(request: Request) -> HttpResponse:
    listing = lists.Workers(request, queries.workers(request.hat))
    return render(request, "log/workers.html", {"listing": listing})


@require_safe
@requires(VIEW)
def worker(request: Request, key: uuid.UUID) -> HttpResponse:
    found: Worker = get_visible_or_404(request.hat, queries.workers(request.hat), pk=key)
    listing = lists.EntriesOfOne(request, queries.entries_of(request.hat, found))
    read_log("one worker's entries", [found.pk], by=request.hat, at=timezone.now())
    return render(request, "log/worker.html", {"worker": found, "listing": listing})


@require_safe
@requires(VIEW)
def person(request: Request, key: uuid.UUID) -> HttpResponse:
    """Any key has a page: an empty one says that nobody of here looked, not that nobody is there."""
    listing = lists.EntriesAbout(request, queries.entries_about(request.hat, key))
    read_log("entries about one record", [key], by=request.hat, at=timezone.now())
    return render(request, "log/person.html", {"record": lists.short(key), "listing": listing})


@require_safe
@requires(VIEW)
def entry(request: Request, key: uuid.UUID) -> HttpResponse:
    found = get_visible_or_404(request.hat, queries.entries_either_way(request.hat), pk=key)
    now = timezone.now()
    read_log("one entry", by=request.hat, at=now)
    shown = {
        "facts": _facts(found, _reason(found, request, now)),
        "records": [(lists.short(each), each) for each in found.subjects],
    }
    return render(request, "log/entry.html", shown)


def _reason(found: Entry, request: Request, now: dt.datetime) -> str:
    """As written; where it was written apart, the words themselves to whoever is named for the case."""
    if found.reason != APART or request.hat.side not in GATES:
        return found.reason
    return GATES[request.hat.side].reason_of(found, request.hat, now) or APART


def _facts(found: Entry, reason: str) -> list[dict[str, str]]:
    word = WORDS[found.word]
    role = ROLES[found.role_slug].name if found.role_slug else ""
    facts = {
        "When": moment(found.at),
        "Who": found.worker_name,
        "Agency": found.agency_name,
        "Role": role,
        "What": word.sentence,
        "Refused": "Yes" if found.was_refused else "No",
        "What for": lists.PURPOSES.get(found.purpose, ""),
        "Reason": reason,
        "Told to": found.recipient,
        "Fields": ", ".join(name.replace("_", " ") for name in found.fields),
        "Request": str(found.request_id or ""),
    }
    return [{"key": key, "value": value, "href": ""} for key, value in facts.items()]
