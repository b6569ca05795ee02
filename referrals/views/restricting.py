"""For safeguarding leads: what is restricted, who may open it, and what was opened in an emergency."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.agencies.models import with_name
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from referrals import queries
from referrals.actions import naming, restricting
from referrals.actions.opening import NotTheirOwn, review_glass
from referrals.actions.reading import read
from referrals.forms.restricting import CorrectEmployer, Lift, NameWorker, Restrict, ReviewGlass
from referrals.models import Case, Referral, Restriction
from referrals.views import cards, lists


RESTRICT = DRAFT_FORMS.add(
    DraftForm("restrict", "Restriction", "referrals:restrict", Permission.CASE_RESTRICT)
)


class NotThere(Exception):
    """The text is shown to the lead."""

    def __init__(self) -> None:
        super().__init__("No such referral or case, or not yours to restrict.")


@require_safe
@requires(Permission.CASE_RESTRICT)
def restrictions(request: Request) -> HttpResponse:
    listing = lists.Restrictions(request, queries.restrictions(request.hat))
    read([row.referral_id for row in listing.page.rows], by=request.hat, at=timezone.now())
    page = {
        "listing": listing,
        "lifted_alone": queries.lifted_alone(request.hat)[:20],
        "asks": queries.asks(request.hat)[:20],
        "shut_out": queries.shut_out(request.hat),
    }
    return render(request, "referrals/restrictions.html", page)


@require_safe
@requires(Permission.GLASS_REVIEW)
def glass(request: Request) -> HttpResponse:
    listing = lists.Openings(request, queries.openings(request.hat))
    return render(request, "referrals/break_glass_list.html", {"listing": listing})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CASE_RESTRICT)
def restrict(request: Request) -> HttpResponse:
    now = timezone.now()
    writing = Writing.begin(request, RESTRICT)
    form = Restrict(writing.typed, by=request.hat)
    if writing.is_sent and form.is_valid():
        try:
            return redirect(
                send_once(writing.key, lambda: _restrict(request, form, now), by=request.hat, at=now)
            )
        except NotThere as reason:
            form.add_error("reference", str(reason))
    return render(request, "referrals/restrict.html", {"form": writing.fresh(form), "writing": writing})


def _restrict(request: Request, form: Restrict, now: dt.datetime) -> str:
    """Looked for here, since restricted it is found no more: sent twice, the page it led to is the answer."""
    reference = form.cleaned_data["reference"]
    found: Referral | Case | None = queries.for_restricting(request.hat).filter(reference=reference).first()
    found = found or queries.legs_for_restricting(request.hat).filter(reference=reference).first()
    if found is None:
        raise NotThere
    given = {name: form.cleaned_data[name] for name in ("reason", "employer")}
    act = restricting.restrict_leg if isinstance(found, Case) else restricting.restrict
    made = act(found, **given, by=request.hat, at=now)
    messages.success(request, "Restricted. Nobody can open it until you name them.")
    return reverse("referrals:restriction", args=[made.pk])


@require_safe
@requires(Permission.CASE_NAME)
def restriction(request: Request, key: uuid.UUID) -> HttpResponse:
    return _show(request, _restriction(request, key))


@require_POST
@requires(Permission.CASE_NAME)
def name_worker(request: Request, key: uuid.UUID) -> HttpResponse:
    now, found = timezone.now(), _restriction(request, key)
    form = _name_form(request, now)
    if not form.is_valid():
        return _show(request, found, name_form=form)
    try:
        naming.name_worker(found, form.cleaned_data["worker"], by=request.hat, at=now)
    except naming.CannotBeNamed as reason:
        form.add_error("worker", str(reason))
        return _show(request, found, name_form=form)
    messages.success(request, "Named.")
    return redirect("referrals:restriction", found.pk)


@require_POST
@requires(Permission.CASE_NAME)
def unname_worker(request: Request, key: uuid.UUID) -> HttpResponse:
    now, found = timezone.now(), _restriction(request, key)
    form = NameWorker(request.POST, workers=queries.named_on(request.hat, found, at=now))
    if not form.is_valid():
        raise Http404
    naming.unname_worker(found, form.cleaned_data["worker"], by=request.hat, at=now)
    messages.success(request, "Taken off. From the next page on they cannot open it.")
    return redirect("referrals:restriction", found.pk)


@require_POST
@requires(Permission.CASE_RESTRICT)
def correct_employer(request: Request, key: uuid.UUID) -> HttpResponse:
    found = _restriction(request, key)
    form = CorrectEmployer(request.POST, by=request.hat)
    if not form.is_valid():
        return _show(request, found, employer_form=form)
    restricting.correct_employer(found, form.cleaned_data["employer"], by=request.hat, at=timezone.now())
    messages.success(request, "Corrected. Whoever works there cannot open it from the next page on.")
    return redirect("referrals:restriction", found.pk)


@require_POST
@requires(Permission.CASE_RESTRICT)
def look_again(request: Request, key: uuid.UUID) -> HttpResponse:
    found = get_visible_or_404(request.hat, queries.lifted_alone(request.hat), pk=key)
    is_done = request.POST.get("answer") == "done"
    restricting.look_again(found, is_done=is_done, by=request.hat, at=timezone.now())
    messages.success(request, "Looked at." if is_done else "To be looked at again on the next working day.")
    return redirect("referrals:restrictions")


@require_POST
@requires(Permission.CASE_RESTRICT)
def lift(request: Request, key: uuid.UUID) -> HttpResponse:
    found, form = _restriction(request, key), Lift(request.POST)
    if not form.is_valid():
        return _show(request, found, lift_form=form)
    try:
        lifted = restricting.lift(found, **form.cleaned_data, by=request.hat, at=timezone.now())
    except restricting.NotTwice as reason:
        form.add_error(None, str(reason))
        return _show(request, found, lift_form=form)
    if lifted.stands:
        messages.success(request, "Asked. Another lead must agree before it is lifted.")
        return redirect("referrals:restriction", found.pk)
    messages.success(request, "Lifted.")
    return redirect("referrals:restrictions")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.GLASS_REVIEW)
def review(request: Request, key: uuid.UUID) -> HttpResponse:
    found = get_visible_or_404(request.hat, queries.openings(request.hat), pk=key)
    form = ReviewGlass(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            review_glass(found, **form.cleaned_data, by=request.hat, at=timezone.now())
            messages.success(request, "Review recorded.")
            return redirect("referrals:glass")
        except NotTheirOwn as reason:
            form.add_error(None, str(reason))
    page = {"form": form, "opening": found, "rows": cards.rows_of_opening(found)}
    return render(request, "referrals/break_glass_review.html", page)


def _restriction(request: Request, key: uuid.UUID) -> Restriction:
    found = with_name(queries.restrictions(request.hat).select_related("employer"), "by", "lift_asked_by")
    return get_visible_or_404(request.hat, found, pk=key)


def _name_form(request: Request, now: dt.datetime) -> NameWorker:
    workers = queries.may_be_named(request.hat, on=timezone.localdate(now))
    return NameWorker(request.POST if "worker" in request.POST else None, workers=workers)


def _show(request: Request, found: Restriction, **forms_given: forms.Form) -> HttpResponse:
    now = timezone.now()
    page: dict[str, Any] = {
        "restriction": found,
        "rows": cards.rows_of_restriction(found),
        "named": queries.named_on(request.hat, found, at=now),
        "name_form": _name_form(request, now),
        "lift_form": Lift(),
        "employer_form": CorrectEmployer(by=request.hat, initial={"employer": found.employer}),
    }
    page |= forms_given
    page["form"] = next(iter(forms_given.values()), None)
    read([found.referral_id], by=request.hat, at=now)
    return render(request, "referrals/restriction.html", page)
