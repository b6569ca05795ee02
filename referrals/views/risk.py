"""The risk of a case: general danger to partners. How the pages go is in `chrysalis/risk/pages.py`."""

import datetime as dt
import uuid
from operator import attrgetter
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.risk.cards import badges
from chrysalis.risk.pages import Drafts, RiskPages
from referrals import queries
from referrals.actions import judging
from referrals.models import Case
from referrals.views import cards
from referrals.views.incidents import cards_of_incidents
from referrals.views.opening import case_or_404


def _header(found: Case, now: dt.datetime) -> dict[str, Any]:
    facts = cards.facts_of_case(found, now)
    return {
        "case": found,
        "client": found.client,
        "facts": facts,
        "badges": badges(found.grade or found.tool_grade),
    }


def _news(hat: Hat, found: Case) -> tuple[dict[str, Any], dt.datetime | None]:
    told = list(queries.incidents(hat, found))
    return {"told": cards_of_incidents(told)}, told[0].recorded_at if told else None


def _oldest(found: Case, on: dt.date) -> int | None:
    return judging.oldest_of(found.client, on=on)


PAGES = RiskPages(
    side=Side.CHANGE,
    app="referrals",
    drafts=Drafts.declare(Side.CHANGE, app="referrals", of="", grade_title="Grade"),
    find=case_or_404,
    header=_header,
    agency_id=attrgetter("provider_agency_id"),
    oldest=_oldest,
    records=queries,
    judging=judging,
    why="In plain words, as the person may one day read them. Nothing about anyone harmed",
    news=_news,
)


@require_safe
@requires(Permission.CASE_VIEW)
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
