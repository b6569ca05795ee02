"""The risk to a survivor: tools completed, the grade over time, grading, and the second person's answer."""

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
from partners import queries
from partners.actions import judging
from partners.models import Survivor, SurvivorGrade
from partners.views import cards
from partners.views.opening import survivor_or_404


TOOLS_HERE = {tool.slug: tool for tool in in_use(Side.SAFETY)}
ASSESS = {
    slug: DRAFT_FORMS.add(
        DraftForm(f"assess-survivor-{slug}", tool.name, f"partners:assess-{slug}", Permission.RISK_ASSESS)
    )
    for slug, tool in TOOLS_HERE.items()
}
GRADE = DRAFT_FORMS.add(
    DraftForm("survivor-grade", "Grade of a survivor", "partners:set_grade", Permission.RISK_GRADE)
)
ANSWER = DRAFT_FORMS.add(
    DraftForm(
        "survivor-grade-answer",
        "Second person’s answer",
        "partners:answer_grade",
        Permission.RISK_AGREE,
    )
)


@require_safe
@requires(Permission.SURVIVOR_VIEW)
def risk(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = survivor_or_404(request, key, now)
    rules, age = rules_of(found.support_agency_id), _oldest(found, now)
    page = _header(found) | risk_cards.overview(
        list(queries.grades(request.hat, found)),
        list(queries.assessments(request.hat, found)),
        rules,
        urls={
            slug: reverse(f"partners:assess-{slug}", args=[found.pk])
            for slug, tool in TOOLS_HERE.items()
            if is_for_age(tool, age)
        },
        by=request.hat,
        now=now,
    )
    return render(request, "partners/risk.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RISK_ASSESS)
def assess(request: Request, key: uuid.UUID, slug: str) -> HttpResponse:
    now, tool = timezone.now(), TOOLS_HERE[slug]
    found = survivor_or_404(request, key, now)
    page = _header(found) | {"tool": tool}
    if not is_for_age(tool, _oldest(found, now)):
        messages.info(request, f"{tool.name} is for people aged {tool.least_age} or over.")
        return redirect("partners:risk", found.pk)
    if not is_trained(request.hat, tool, on=timezone.localdate(now)):
        page["trained"] = trained_in(request.hat, tool, on=timezone.localdate(now))
        return render(request, "partners/untrained.html", page)
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
    return render(request, "partners/assess.html", page)


def _assess_form(request: Request, found: Survivor, tool: Tool, writing: Writing) -> Assess:
    """Empty; or, where one is to be corrected, with what it said."""
    corrects = request.GET.get("corrects", "")
    if writing.typed is None and corrects:
        for first in queries.assessments(request.hat, found).filter(tool_slug=tool.slug):
            if str(first.pk) == corrects:
                return Assess.correcting(first, tool=tool, side=Side.SAFETY)
    return Assess(writing.typed, tool=tool, side=Side.SAFETY)


def _assess(request: Request, found: Survivor, tool: Tool, form: Assess, now: dt.datetime) -> str:
    supersedes = form.cleaned_data["supersedes"]
    judging.assess(found, tool, **form.assessed, supersedes=supersedes, by=request.hat, at=now)
    messages.success(request, "Assessment kept. Read what it points to, then set the grade.")
    return reverse("partners:risk", args=[found.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RISK_GRADE)
def set_grade(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = survivor_or_404(request, key, now)
    writing = Writing.begin(request, GRADE, found.pk)
    form = SetGrade(
        writing.typed,
        rules=rules_of(found.support_agency_id),
        why="In plain words, as the survivor may one day read them",
    )
    if writing.is_sent and form.is_valid():
        try:
            outcome = send_once(
                writing.key, lambda: _grade(request, found, form, now), by=request.hat, at=now
            )
            return redirect(outcome)
        except CannotGrade as reason:
            form.add_error(reason.field, str(reason))
    page = _header(found) | {"form": writing.fresh(form), "writing": writing}
    return render(request, "partners/set_grade.html", page)


def _grade(request: Request, found: Survivor, form: SetGrade, now: dt.datetime) -> str:
    made = judging.set_grade(found, **form.cleaned_data, by=request.hat, at=now)
    if made.needs_second:
        messages.warning(request, "Kept. It lowers the grade, and holds once a second person agrees.")
    else:
        messages.success(request, "Grade set.")
    return reverse("partners:risk", args=[found.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RISK_AGREE)
def answer_grade(request: Request, key: uuid.UUID) -> HttpResponse:
    """The second person's answer. The page is there while a grade waits."""
    now = timezone.now()
    found = survivor_or_404(request, key, now)
    waiting, writing = _waiting(request, found), Writing.begin(request, ANSWER, found.pk)
    if waiting is None and not writing.is_sent:
        messages.info(request, "No grade waits for a second person.")
        return redirect("partners:risk", found.pk)
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
    page = _header(found) | {"form": writing.fresh(form), "writing": writing}
    page |= {"columns": risk_cards.COLUMNS, "rows": risk_cards.history([waiting] if waiting else [])}
    page["is_own"] = waiting is not None and waiting.by_id == request.hat.worker_id
    return render(request, "partners/answer_grade.html", page)


def _waiting(request: Request, found: Survivor) -> SurvivorGrade | None:
    newest = queries.grades(request.hat, found).first()
    return newest if newest and not newest.is_answered else None


def _answer(request: Request, found: Survivor, form: AnswerGrade, now: dt.datetime) -> str:
    said = form.cleaned_data
    agrees, seen = (
        said["agrees"] == "yes",
        queries.grades(request.hat, found).filter(pk=said["grade"]).first(),
    )
    if seen is None:
        raise CannotAgree("This grade does not wait any more.")
    judging.answer_grade(seen, agrees=agrees, remark=said["remark"], by=request.hat, at=now)
    messages.success(request, "It holds from now on." if agrees else "The grade before it stays.")
    return reverse("partners:risk", args=[found.pk])


def _oldest(found: Survivor, now: dt.datetime) -> int | None:
    born = found.date_of_birth
    return PartialDate.read(born).oldest_age(on=timezone.localdate(now)) if born else None


def _header(found: Survivor) -> dict[str, Any]:
    facts = cards.facts_of_survivor(found)
    return {"survivor": found, "facts": facts, "badges": risk_cards.badges(found.grade)}
