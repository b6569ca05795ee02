"""The risk to a survivor, to them alone. How the pages go is in `chrysalis/risk/pages.py`."""

import datetime as dt
import uuid
from operator import attrgetter
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.barriers import Side
from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.risk.cards import badges
from chrysalis.risk.pages import Drafts, RiskPages
from chrysalis.ui.dates import PartialDate
from partners import queries
from partners.actions import judging
from partners.models import Survivor
from partners.views import cards
from partners.views.opening import survivor_or_404


def _header(found: Survivor, now: dt.datetime) -> dict[str, Any]:
    facts = cards.facts_of_survivor(found)
    return {"survivor": found, "facts": facts, "badges": badges(found.grade)}


def _oldest(found: Survivor, on: dt.date) -> int | None:
    born = found.date_of_birth
    return PartialDate.read(born).oldest_age(on=on) if born else None


PAGES = RiskPages(
    side=Side.SAFETY,
    app="partners",
    drafts=Drafts.declare(Side.SAFETY, app="partners", of="survivor-", grade_title="Grade of a survivor"),
    find=survivor_or_404,
    header=_header,
    agency_id=attrgetter("support_agency_id"),
    oldest=_oldest,
    records=queries,
    judging=judging,
    why="In plain words, as the survivor may one day read them",
)


@require_safe
@requires(Permission.SURVIVOR_VIEW)
def risk(request: Request, key: uuid.UUID) -> HttpResponse:
    return PAGES.risk(request, key)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RISK_ASSESS)
def assess(request: Request, key: uuid.UUID, slug: str) -> HttpResponse:
    return PAGES.assess(request, key, slug)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RISK_GRADE)
def set_grade(request: Request, key: uuid.UUID) -> HttpResponse:
    return PAGES.set_grade(request, key)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RISK_AGREE)
def answer_grade(request: Request, key: uuid.UUID) -> HttpResponse:
    return PAGES.answer_grade(request, key)
