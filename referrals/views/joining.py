"""Two records of one person: proposed, answered by a second, and taken back, with both side by side."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from referrals import matching, queries, records
from referrals.actions import joining as actions
from referrals.actions.reading import open_again, open_beside, open_case, read
from referrals.forms.joining import AGREE, AnswerJoining, FindRecord, ProposeJoining, ProposeParting
from referrals.models import Case, Joining
from referrals.views import cards
from referrals.views.comparing import Record, compared, record_of
from referrals.views.known_people import card_of, line_of
from referrals.views.opening import case_or_404
from referrals.views.rows import spoken
from referrals.views.sending import send


JOIN = Permission.CLIENT_JOIN
JOINING = DRAFT_FORMS.add(DraftForm("joining", "Two records of one person", "referrals:join", JOIN))
ANSWER = DRAFT_FORMS.add(
    DraftForm("joining-answer", "Answer on two records", "referrals:answer_joining", JOIN)
)
PARTING = DRAFT_FORMS.add(DraftForm("parting", "Two records of two people", "referrals:part", JOIN))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(JOIN)
def join(request: Request, key: uuid.UUID) -> HttpResponse:
    """Whose record may be a second one; and, once one is chosen, both side by side."""
    now = timezone.now()
    found = case_or_404(request, key, now)
    writing = Writing.begin(request, JOINING, found.pk)
    other = _chosen(request, found, (writing.typed or request.GET).get("other", ""))
    if other is None:
        return _choose(request, found, now)
    form = ProposeJoining(writing.typed, initial={"other": other.pk})
    page = _page(request, found, other, now) | {"form": writing.fresh(form), "writing": writing}

    def act() -> str:
        actions.propose(found, other, reason=form.cleaned_data["reason"], by=request.hat, at=now)
        messages.success(request, "Proposed. It holds once a colleague has looked at both and agreed.")
        return _back(found)

    return send(request, writing, form, act, at=now) or render(request, "referrals/join.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(JOIN)
def answer_joining(request: Request, key: uuid.UUID) -> HttpResponse:
    """The second person's answer; whoever proposed it may withdraw it here."""
    now = timezone.now()
    found = case_or_404(request, key, now)
    writing = Writing.begin(request, ANSWER, found.pk)
    waits = records.waiting(records.joinings(request.hat, found))
    if not waits:
        page = _nothing(request, found, now)
        return _as_before(request, writing, now) or render(request, "referrals/joining_answer.html", page)
    joining = waits[0]
    is_own = joining.proposed_by_id == request.hat.worker_id
    form = AnswerJoining(writing.typed)
    page = _page(request, found, records.other_of(joining, found), now) | _of(joining, found)
    page |= {"form": writing.fresh(form), "writing": writing, "is_own": is_own}
    if is_own and request.method == "POST":
        return _withdraw(request, found, joining, now)

    def act() -> str:
        agrees, remark = form.cleaned_data["decision"] == AGREE, form.cleaned_data["remark"]
        actions.answer(joining, agrees=agrees, remark=remark, by=request.hat, at=now)
        messages.success(request, _answered(joining, agrees=agrees))
        return _back(found)

    sent = send(request, writing, form, act, at=now)
    return sent or render(request, "referrals/joining_answer.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(JOIN)
def part(request: Request, key: uuid.UUID) -> HttpResponse:
    """Of a record that reads as one with another: propose that they are two people."""
    now = timezone.now()
    found = case_or_404(request, key, now)
    writing = Writing.begin(request, PARTING, found.pk)
    stand = records.standing(records.joinings(request.hat, found))
    wanted = (writing.typed or request.GET).get("joining", "")
    joining = next((each for each in stand if str(each.pk) == wanted), stand[0] if stand else None)
    if joining is None:
        return render(request, "referrals/joining_part.html", _nothing(request, found, now))
    form = ProposeParting(writing.typed)
    page = _page(request, found, records.other_of(joining, found), now) | _of(joining, found)
    page |= {"form": writing.fresh(form), "writing": writing}

    def act() -> str:
        actions.part(joining, found, reason=form.cleaned_data["reason"], by=request.hat, at=now)
        messages.success(
            request, "Proposed. They read as one until a colleague has looked at both and agreed."
        )
        return _back(found)

    return send(request, writing, form, act, at=now) or render(request, "referrals/joining_part.html", page)


def _choose(request: Request, found: Case, now: dt.datetime) -> HttpResponse:
    form = FindRecord(request.POST if "reference" in request.POST else None)
    if form.is_valid():
        typed = form.cleaned_data["reference"].strip().upper()
        other = queries.cases(request.hat).filter(reference=typed).exclude(client_id=found.client_id).first()
        if other:
            return redirect(f"{reverse('referrals:join', args=[found.pk])}?other={other.pk}")
        form.add_error("reference", "No other record of yours has this reference")
    header = cards.header_of_case(request.hat, found, now)
    open_beside(found, by=request.hat, at=now)
    likely = matching.other_records(request.hat, found)
    read([thing.pk for each in likely for thing in each.times], by=request.hat, at=now)
    page = header | {"form": form, "likely": [card_of(each) for each in likely]}
    return render(request, "referrals/join_choose.html", page)


def _chosen(request: Request, found: Case, key: str) -> Case | None:
    """SAFETY: a case that may not be seen is chosen no more than one that is not there."""
    try:
        others = queries.cases(request.hat).filter(pk=key, scheme_id=found.scheme_id) if key else None
        return others.exclude(client_id=found.client_id).first() if others is not None else None
    except ValidationError:
        return None


def _page(request: Request, found: Case, other: Case, now: dt.datetime) -> dict[str, Any]:
    """Both records, each read while it is open; in front of the first again behind it."""
    page = cards.header_of_case(request.hat, found, now)
    ours = _record(request, found)
    open_case(other, by=request.hat, at=now)
    theirs = _record(request, other)
    open_again(found)
    return page | {"other": line_of(other)} | compared(ours, theirs)


def _record(request: Request, case: Case) -> Record:
    held = queries.cases(request.hat).filter(client_id=case.client_id).order_by("opened_at", "id")
    return record_of(case, [line_of(each) for each in held])


def _as_before(request: Request, writing: Writing, now: dt.datetime) -> HttpResponse | None:
    """Sent a second time, an answer leads where it led; None where nobody sent it before."""

    def too_late() -> str:
        raise actions.CannotJoin("Somebody has answered this already.")

    try:
        return redirect(send_once(writing.key, too_late, by=request.hat, at=now)) if writing.is_sent else None
    except actions.CannotJoin:
        return None


def _nothing(request: Request, found: Case, now: dt.datetime) -> dict[str, Any]:
    return cards.header_of_case(request.hat, found, now) | {"rows": []}


def _of(joining: Joining, found: Case) -> dict[str, Any]:
    return {
        "joining": str(joining.pk),
        "is_parting": joining.kind == Joining.Kind.PART,
        "reason": joining.reason,
        "said": records.said(joining, found),
        "by": f"{joining.proposed_by.full_name}, {spoken(joining.proposed_at)}",
    }


def _withdraw(request: Request, found: Case, joining: Joining, now: dt.datetime) -> HttpResponse:
    try:
        actions.answer(joining, agrees=False, by=request.hat, at=now)
        messages.success(request, "Withdrawn. Both records stay as they were.")
    except actions.CannotJoin as reason:
        messages.info(request, str(reason))
    return redirect(_back(found))


def _answered(joining: Joining, *, agrees: bool) -> str:
    if not agrees:
        return "Declined. Both records stay as they were."
    if joining.kind == Joining.Kind.PART:
        return "Agreed. They are two people again, each with what was added to it."
    return "Agreed. They read as one person from now on, and it can be taken back at any time."


def _back(found: Case) -> str:
    return reverse("referrals:case", args=[found.pk])
