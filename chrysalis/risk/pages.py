"""The pages of risk, which are the same on both sides of the wall: tools completed, the grade over time,
grading, and the second person's answer.

Each side says once what differs (`RiskPages`) and puts its own permissions before its own five pages. Nothing
that one side read or wrote passes through here to the other.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.access.http import Request
from chrysalis.access.permissions import Permission
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.risk import cards
from chrysalis.risk.forms import AnswerGrade, Assess, SetGrade
from chrysalis.risk.judging import LAPSED, CannotAgree, CannotAssess, CannotGrade, is_lapsed
from chrysalis.risk.queries import is_trained, rules_of, trained_in
from chrysalis.tools.base import Tool, in_use, is_for_age


Page = dict[str, Any]
Judged = Any  # a case, or a survivor


class Records(Protocol):
    """What a side's `queries` say of whom it judges, newest first."""

    def grades(self, hat: Hat, found: Judged, /) -> QuerySet[Any]: ...
    def assessments(self, hat: Hat, found: Judged, /) -> QuerySet[Any]: ...


class Judging(Protocol):
    """What a side's actions do. Each raises what `chrysalis.risk.judging` names."""

    def assess(self, found: Judged, tool: Tool, /, **said: Any) -> Any: ...
    def set_grade(self, found: Judged, /, **said: Any) -> Any: ...
    def answer_grade(self, grade: Any, /, **said: Any) -> Any: ...


@dataclass(frozen=True)
class Drafts:
    """The drafts that a side's pages keep."""

    assess: dict[str, DraftForm]  # by the slug of the tool
    grade: DraftForm
    answer: DraftForm

    @classmethod
    def declare(cls, side: Side, *, app: str, of: str, grade_title: str) -> "Drafts":
        """`of` tells one side's drafts from the other's."""
        assess = {
            tool.slug: DraftForm(
                f"assess-{of}{tool.slug}", tool.name, f"{app}:assess-{tool.slug}", Permission.RISK_ASSESS
            )
            for tool in in_use(side)
        }
        grade = DraftForm(f"{of}grade", grade_title, f"{app}:set_grade", Permission.RISK_GRADE)
        answer = DraftForm(
            f"{of}grade-answer", "Second person’s answer", f"{app}:answer_grade", Permission.RISK_AGREE
        )
        for form in (*assess.values(), grade, answer):
            DRAFT_FORMS.add(form)
        return cls(assess, grade, answer)


@dataclass(frozen=True)
class RiskPages:
    """One side's pages: `app` names them and their templates, and `find` raises Http404."""

    side: Side
    app: str
    drafts: Drafts
    find: Callable[[Request, UUID, dt.datetime], Judged]
    header: Callable[[Judged, dt.datetime], Page]
    agency_id: Callable[[Judged], UUID]
    oldest: Callable[[Judged, dt.date], int | None]  # how old somebody may be, as far as it is known
    records: Records
    judging: Judging
    why: str  # the hint beside the reason of a grade
    # What was told since the record was opened, as cards, and when the latest was; of a survivor nothing is.
    news: Callable[[Hat, Judged], tuple[Page, dt.datetime | None]] = lambda hat, found: ({}, None)

    @property
    def tools(self) -> dict[str, Tool]:
        return {tool.slug: tool for tool in in_use(self.side)}

    def risk(self, request: Request, key: UUID) -> HttpResponse:
        now = timezone.now()
        found = self.find(request, key, now)
        age = self._oldest(found, now)
        _, told_at = self.news(request.hat, found)
        page = self.header(found, now) | cards.overview(
            list(self.records.grades(request.hat, found)),
            list(self.records.assessments(request.hat, found)),
            rules_of(self.agency_id(found)),
            told_at=told_at,
            urls={
                slug: reverse(f"{self.app}:assess-{slug}", args=[found.pk])
                for slug, tool in self.tools.items()
                if is_for_age(tool, age)
            },
            by=request.hat,
            now=now,
        )
        return render(request, f"{self.app}/risk.html", page)

    def assess(self, request: Request, key: UUID, slug: str) -> HttpResponse:
        now, tool = timezone.now(), self.tools[slug]
        found = self.find(request, key, now)
        page = self.header(found, now) | {"tool": tool}
        if not is_for_age(tool, self._oldest(found, now)):
            messages.info(request, f"{tool.name} is for people aged {tool.least_age} or over.")
            return self._to_risk(found)
        if not is_trained(request.hat, tool, on=timezone.localdate(now)):
            page["trained"] = trained_in(request.hat, tool, on=timezone.localdate(now))
            return render(request, f"{self.app}/untrained.html", page)
        writing = Writing.begin(request, self.drafts.assess[tool.slug], found.pk)
        form = self._assess_form(request, found, tool, writing)
        if writing.is_sent and form.is_valid():
            try:
                return self._send(
                    request, writing, now, lambda: self._assess(request, found, tool, form, now)
                )
            except CannotAssess as reason:
                form.add_error(None, str(reason))
        page |= {"form": writing.fresh(form), "writing": writing}
        return render(request, f"{self.app}/assess.html", page)

    def _assess_form(self, request: Request, found: Judged, tool: Tool, writing: Writing) -> Assess:
        """Empty; or, where one is to be corrected, with what it said."""
        corrects = request.GET.get("corrects", "")
        if writing.typed is None and corrects:
            for first in self.records.assessments(request.hat, found).filter(tool_slug=tool.slug):
                if str(first.pk) == corrects:
                    return Assess.correcting(first, tool=tool, side=self.side)
        return Assess(writing.typed, tool=tool, side=self.side)

    def _assess(self, request: Request, found: Judged, tool: Tool, form: Assess, now: dt.datetime) -> None:
        supersedes = form.cleaned_data["supersedes"]
        self.judging.assess(found, tool, **form.assessed, supersedes=supersedes, by=request.hat, at=now)
        messages.success(request, "Assessment kept. Read what it points to, then set the grade.")

    def set_grade(self, request: Request, key: UUID) -> HttpResponse:
        now = timezone.now()
        found = self.find(request, key, now)
        writing = Writing.begin(request, self.drafts.grade, found.pk)
        form = SetGrade(writing.typed, rules=rules_of(self.agency_id(found)), why=self.why)
        if writing.is_sent and form.is_valid():
            try:
                return self._send(request, writing, now, lambda: self._grade(request, found, form, now))
            except CannotGrade as reason:
                form.add_error(reason.field, str(reason))
        page = self.header(found, now) | {"form": writing.fresh(form), "writing": writing}
        return render(request, f"{self.app}/set_grade.html", page)

    def _grade(self, request: Request, found: Judged, form: SetGrade, now: dt.datetime) -> None:
        made = self.judging.set_grade(found, **form.cleaned_data, by=request.hat, at=now)
        if made.needs_second:
            messages.warning(
                request,
                "Kept. It is lower than before, or than a tool found, and holds once a second person agrees.",
            )
        else:
            messages.success(request, "Grade set.")

    def answer_grade(self, request: Request, key: UUID) -> HttpResponse:
        """The second person's answer. The page is there while a grade waits."""
        now = timezone.now()
        found = self.find(request, key, now)
        waiting, (told, told_at) = self._waiting(request, found), self.news(request.hat, found)
        writing = Writing.begin(request, self.drafts.answer, found.pk)
        if waiting and is_lapsed(waiting, told_at):
            messages.warning(request, LAPSED)
            return self._to_risk(found)
        if waiting is None and not writing.is_sent:
            messages.info(request, "No grade waits for a second person.")
            return self._to_risk(found)
        form = AnswerGrade(writing.typed, initial={"grade": waiting.pk if waiting else None}, waiting=waiting)
        if writing.is_sent and form.is_valid():
            try:
                return self._send(request, writing, now, lambda: self._answer(request, found, form, now))
            except CannotAgree as reason:
                form.add_error(None, str(reason))
                form.turn_to(waiting := self._waiting(request, found))
        page = self.header(found, now) | {"form": writing.fresh(form), "writing": writing} | told
        page |= {"columns": cards.COLUMNS, "rows": cards.history([waiting] if waiting else [])}
        page["assessments"] = self._current(request, found)
        page["is_own"] = waiting is not None and waiting.by_id == request.hat.worker_id
        return render(request, f"{self.app}/answer_grade.html", page)

    def _waiting(self, request: Request, found: Judged) -> Any:
        newest = self.records.grades(request.hat, found).first()
        return newest if newest and not newest.is_answered else None

    def _current(self, request: Request, found: Judged) -> list[cards.AssessmentCard]:
        """What each tool came to, which whoever is asked to agree has to have read."""
        known = list(self.records.assessments(request.hat, found))
        made = cards.assessment_cards(known, rules_of(self.agency_id(found)), urls={})
        return [card for card in made if card.is_current]

    def _answer(self, request: Request, found: Judged, form: AnswerGrade, now: dt.datetime) -> None:
        said = form.cleaned_data
        seen = self.records.grades(request.hat, found).filter(pk=said["grade"]).first()
        if seen is None:
            raise CannotAgree("This grade does not wait any more.")
        agrees = said["agrees"] == "yes"
        self.judging.answer_grade(seen, agrees=agrees, remark=said["remark"], by=request.hat, at=now)
        stays = "The grade before it stays." if seen.level_before else "It does not hold, and none does yet."
        messages.success(request, "It holds from now on." if agrees else stays)

    def _send(
        self, request: Request, writing: Writing, now: dt.datetime, act: Callable[[], None]
    ) -> HttpResponse:
        def done() -> str:
            act()
            return reverse(f"{self.app}:risk", args=[writing.subject_id])

        return redirect(send_once(writing.key, done, by=request.hat, at=now))

    def _to_risk(self, found: Judged) -> HttpResponse:
        return redirect(f"{self.app}:risk", found.pk)

    def _oldest(self, found: Judged, now: dt.datetime) -> int | None:
        return self.oldest(found, timezone.localdate(now))
