"""The risk of a case: tools completed, the grade over time, grading, and the second person's answer."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.barriers import Side
from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.risk import cards as risk_cards
from chrysalis.risk.forms import AnswerGrade, Assess, SetGrade
from chrysalis.risk.judging import CannotAgree, CannotAssess, CannotGrade
from chrysalis.risk.queries import is_trained, rules_of, trained_in
from chrysalis.tools.base import Tool, in_use, is_for_age
from chrysalis.ui.dates import PartialDate
from referrals import queries
from referrals.actions import judging
from referrals.models import Case, Grade
from referrals.views import cards
from referrals.views.opening import case_or_404


TOOLS_HERE = {tool.slug: tool for tool in in_use(Side.CHANGE)}
ASSESS = {
    slug: DRAFT_FORMS.add(
        DraftForm(f"assess-{slug}", tool.name, f"referrals:assess-{slug}", Permission.RISK_ASSESS)
    )
    for slug, tool in TOOLS_HERE.items()
}
GRADE = DRAFT_FORMS.add(DraftForm("grade", "Grade", "referrals:set_grade", Permission.RISK_GRADE))
ANSWER = DRAFT_FORMS.add(
    DraftForm("grade-answer", "Second person’s answer", "referrals:answer_grade", Permission.RISK_AGREE)
)


@require_safe
@requires(Permission.CASE_VIEW)
def risk(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = case_or_404(request, key, now)
    rules, age = rules_of(found.provider_agency_id), _oldest(found, now)
    page = _header(found, now) | risk_cards.overview(
        list(queries.grades(request.hat, found)),
        list(queries.assessments(request.hat, found)),
        rules,
        urls={
            slug: reverse(f"referrals:assess-{slug}", args=[found.pk])
            for slug, tool in TOOLS_HERE.items()
            if is_for_age(tool, age)
        },
        by=request.hat,
        now=now,
    )
    return render(request, "referrals/risk.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RISK_ASSESS)
def assess(request: Request, key: uuid.UUID, slug: str) -> HttpResponse:
    now, tool = timezone.now(), TOOLS_HERE[slug]
    found = case_or_404(request, key, now)
    page = _header(found, now) | {"tool": tool}
    if not is_for_age(tool, _oldest(found, now)):
        messages.info(request, f"{tool.name} is for people aged {tool.least_age} or over.")
        return redirect("referrals:risk", found.pk)
    if not is_trained(request.hat, tool, on=timezone.localdate(now)):
        page["trained"] = trained_in(request.hat, tool, on=timezone.localdate(now))
        return render(request, "referrals/untrained.html", page)
    writing = Writing.begin(request, ASSESS[slug], found.pk)
    form = _assess_form(request, found, tool, writing)
    page |= {"form": writing.fresh(form), "writing": writing}
    if writing.is_sent and form.is_valid():
        try:
            return redirect(
                send_once(
                    writing.key, lambda: _assess(request, found, tool, form, now), by=request.hat, at=now
                )
            )
        except CannotAssess as reason:
            form.add_error(None, str(reason))
    return render(request, "referrals/assess.html", page)


def _assess_form(request: Request, found: Case, tool: Tool, writing: Writing) -> Assess:
    """Empty; or, where one is to be corrected, with what it said."""
    corrects = request.GET.get("corrects", "")
    if writing.typed is None and corrects:
        for first in queries.assessments(request.hat, found).filter(tool_slug=tool.slug):
            if str(first.pk) == corrects:
                return Assess.correcting(first, tool=tool, side=Side.CHANGE)
    return Assess(writing.typed, tool=tool, side=Side.CHANGE)


def _assess(request: Request, found: Case, tool: Tool, form: Assess, now: dt.datetime) -> str:
    supersedes = form.cleaned_data["supersedes"]
    judging.assess(found, tool, **form.assessed, supersedes=supersedes, by=request.hat, at=now)
    messages.success(request, "Assessment kept. Read what it points to, then set the grade.")
    return reverse("referrals:risk", args=[found.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RISK_GRADE)
def set_grade(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = case_or_404(request, key, now)
    writing = Writing.begin(request, GRADE, found.pk)
    form = SetGrade(
        writing.typed,
        rules=rules_of(found.provider_agency_id),
        why="In plain words, as the person may one day read them. Nothing about anyone harmed",
    )
    if writing.is_sent and form.is_valid():
        try:
            outcome = send_once(
                writing.key, lambda: _grade(request, found, form, now), by=request.hat, at=now
            )
            return redirect(outcome)
        except CannotGrade as reason:
            form.add_error(reason.field, str(reason))
    page = _header(found, now) | {"form": writing.fresh(form), "writing": writing}
    return render(request, "referrals/set_grade.html", page)


def _grade(request: Request, found: Case, form: SetGrade, now: dt.datetime) -> str:
    made = judging.set_grade(found, **form.cleaned_data, by=request.hat, at=now)
    if made.needs_second:
        messages.warning(request, "Kept. It lowers the grade, and holds once a second person agrees.")
    else:
        messages.success(request, "Grade set.")
    return reverse("referrals:risk", args=[found.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RISK_AGREE)
def answer_grade(request: Request, key: uuid.UUID) -> HttpResponse:
    """The second person's answer. The page is there while a grade waits."""
    now = timezone.now()
    found = case_or_404(request, key, now)
    waiting, writing = _waiting(request, found), Writing.begin(request, ANSWER, found.pk)
    if waiting is None and not writing.is_sent:
        messages.info(request, "No grade waits for a second person.")
        return redirect("referrals:risk", found.pk)
    form = AnswerGrade(writing.typed, initial={"grade": waiting.pk if waiting else None})
    if writing.is_sent and form.is_valid():
        try:
            outcome = send_once(
                writing.key, lambda: _answer(request, found, form, now), by=request.hat, at=now
            )
            return redirect(outcome)
        except CannotAgree as reason:
            form.add_error(None, str(reason))
            form.turn_to(waiting := _waiting(request, found))
    page = _header(found, now) | {"form": writing.fresh(form), "writing": writing}
    page |= {"columns": risk_cards.COLUMNS, "rows": risk_cards.history([waiting] if waiting else [])}
    page["is_own"] = waiting is not None and waiting.by_id == request.hat.worker_id
    return render(request, "referrals/answer_grade.html", page)


def _waiting(request: Request, found: Case) -> Grade | None:
    newest = queries.grades(request.hat, found).first()
    return newest if newest and not newest.is_answered else None


def _answer(request: Request, found: Case, form: AnswerGrade, now: dt.datetime) -> str:
    said = form.cleaned_data
    agrees, seen = (
        said["agrees"] == "yes",
        queries.grades(request.hat, found).filter(pk=said["grade"]).first(),
    )
    if seen is None:
        raise CannotAgree("This grade does not wait any more.")
    judging.answer_grade(seen, agrees=agrees, remark=said["remark"], by=request.hat, at=now)
    messages.success(request, "It holds from now on." if agrees else "The grade before it stays.")
    return reverse("referrals:risk", args=[found.pk])


def _oldest(found: Case, now: dt.datetime) -> int | None:
    born = found.client.date_of_birth
    return PartialDate.read(born).oldest_age(on=timezone.localdate(now)) if born else None


def _header(found: Case, now: dt.datetime) -> dict[str, Any]:
    return {
        "case": found,
        "client": found.client,
        "facts": cards.facts_of_case(found, now),
        "badges": risk_cards.badges(found.grade),
    }
