"""The inbox of everyone: what to acknowledge, the most overdue first, and what was acknowledged."""

import uuid
from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chrysalis.access.http import Request, any_hat, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.access.roles import ROLES
from chrysalis.notices import queries
from chrysalis.notices.actions import answering
from chrysalis.notices.lists import Answered, Overdue, Waiting, for_whom
from chrysalis.notices.models import Notice
from chrysalis.ui.navigation import PLACES, Place
from chrysalis.ui.templatetags.ui import moment


OVERSEE = Permission.NOTICE_OVERSEE
PLACES.add(
    Place(
        "notices:overdue", "Overdue notices", "See what nobody has answered in time, and whose it is", OVERSEE
    )
)
OWN = "shows the notices to oneself and the own role"


@require_safe
@any_hat(OWN)
def notices(request: Request) -> HttpResponse:
    found = queries.shown(request.hat).filter(acknowledged_at=None)
    listing = Waiting(request, found)
    rows = listing.page.rows if request.GET.get("kind", "") else []
    page = {"listing": listing, "keys": _to_acknowledge(request, rows)}
    return render(request, "notices/notices.html", page)


def _to_acknowledge(request: Request, rows: list[Notice]) -> list[uuid.UUID]:
    """Of notices of one kind, those that are not answered where they lead to."""
    there: set[uuid.UUID] = set()
    if rows and rows[0].kind.is_answered_there:
        there = rows[0].kind.shown_among(request.hat, [row.subject_id for row in rows])
    return [row.pk for row in rows if row.subject_id not in there]


@require_safe
@any_hat(OWN)
def acknowledged(request: Request) -> HttpResponse:
    listing = Answered(request, queries.answered(request.hat))
    return render(request, "notices/acknowledged.html", {"listing": listing})


@require_safe
@requires(OVERSEE)
def overdue(request: Request) -> HttpResponse:
    listing = Overdue(request, queries.overdue(request.hat, at=timezone.now()))
    return render(request, "notices/overdue.html", {"listing": listing})


@require_safe
@any_hat(OWN)
def notice(request: Request, key: uuid.UUID) -> HttpResponse:
    found = get_visible_or_404(request.hat, queries.shown(request.hat), pk=key)
    kind = found.kind
    page = {
        "notice": found,
        "kind": kind,
        "facts": _facts(found),
        "href": kind.href(found.subject_id) if kind.shows(request.hat, found.subject_id) else "",
    }
    page["is_answered_there"] = kind.is_answered_there and bool(page["href"])
    return render(request, "notices/notice.html", page)


@require_POST
@any_hat("answers the notices to oneself and the own role")
def acknowledge(request: Request) -> HttpResponse:
    """One, from its page, or all that one kind showed. What is not the hat's, or answered, is let be."""
    keys = list(_keys(request.POST.getlist("key")))
    count = answering.acknowledge(keys, by=request.hat, at=timezone.now())
    if count:
        messages.success(request, "Notice acknowledged." if count == 1 else f"{count} notices acknowledged.")
    else:
        messages.info(request, "Nothing was left to acknowledge: somebody else may have been faster.")
    return redirect("notices:notices")


def _keys(texts: list[str]) -> Iterator[uuid.UUID]:
    for text in texts:
        try:
            yield uuid.UUID(text)
        except ValueError:
            continue


def _facts(found: Notice) -> list[dict[str, str]]:
    by = found.acknowledged_by
    facts = {
        "For": for_whom(found),
        "Role": ROLES[found.role_slug].name,
        "Told": moment(found.raised_at),
        "By when": moment(found.due_at),
        "Acknowledged": moment(found.acknowledged_at) if found.acknowledged_at else "Not yet",
        "Acknowledged by": by.full_name if by else "",
    }
    return [{"key": key, "value": value, "href": ""} for key, value in facts.items() if value]
