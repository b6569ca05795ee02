"""The information-sharing agreements of the own schemes: what is in force, record, sign, renew."""

import datetime as dt
import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.decide import can
from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.agencies import queries
from chrysalis.agencies.actions import agreements as actions
from chrysalis.agencies.forms.agreements import RecordAgreement, RenewAgreement, SignAgreement
from chrysalis.agencies.models import Agency, Agreement
from chrysalis.agencies.terms import term
from chrysalis.agencies.views.lists import SIGNATURE_COLUMNS, Agreements, facts_of, signature_row
from chrysalis.agencies.views.sending import send
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.ui.conflict import differences
from chrysalis.ui.navigation import PLACES, Place
from chrysalis.versions import Conflict


PLACES.add(
    Place(
        "agencies:agreements",
        "Agreements",
        "See what may be shared with whom, and until when",
        Permission.AGREEMENT_VIEW,
    )
)
EDIT = Permission.AGREEMENT_EDIT
RECORD = DRAFT_FORMS.add(DraftForm("agreement", "New agreement", "agencies:record_agreement", EDIT))
SIGN = DRAFT_FORMS.add(DraftForm("signature", "Signature", "agencies:sign_agreement", EDIT))
RENEW = DRAFT_FORMS.add(DraftForm("renewal", "Renewal", "agencies:renew_agreement", EDIT))


@require_safe
@requires(Permission.AGREEMENT_VIEW)
def agreements(request: Request) -> HttpResponse:
    page = {
        "listing": Agreements(request, queries.agreements(request.hat)),
        "may_record": can(request.hat, EDIT),
    }
    return render(request, "agencies/agreements.html", page)


@require_safe
@requires(Permission.AGREEMENT_VIEW)
def agreement(request: Request, key: uuid.UUID) -> HttpResponse:
    found = _agreement(request, key)
    today, may_edit = timezone.localdate(), can(request.hat, EDIT)
    signatures = list(queries.signatures(request.hat, found))
    has_signed = request.hat.agency_id in {signature.agency_id for signature in signatures}
    page = {
        "agreement": found,
        "term": term(found, on=today),
        "facts": facts_of(found),
        "columns": SIGNATURE_COLUMNS,
        "rows": [signature_row(signature) for signature in signatures],
        "may_sign": may_edit and not has_signed and found.expires_on >= today,
        "may_renew": may_edit and found.kept_by_id == request.hat.agency_id,
    }
    return render(request, "agencies/agreement.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def record_agreement(request: Request) -> HttpResponse:
    writing = Writing.begin(request, RECORD)
    form = RecordAgreement(writing.typed, by=request.hat)

    def act(at: dt.datetime) -> str:
        own = Agency.objects.get(pk=request.hat.agency_id)
        made = actions.record_agreement(**form.cleaned_data, kept_by=own, by=request.hat, at=at)
        messages.success(request, "Agreement recorded. It binds each agency once that agency has signed.")
        return _page_of(made)

    page = {"form": writing.fresh(form), "writing": writing}
    return send(request, writing, form, act) or render(request, "agencies/agreement_record.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def sign_agreement(request: Request, key: uuid.UUID) -> HttpResponse:
    found = _agreement(request, key)
    writing = Writing.begin(request, SIGN, found.pk)
    form = SignAgreement(writing.typed)

    def act(at: dt.datetime) -> str:
        own = Agency.objects.get(pk=request.hat.agency_id)
        actions.sign(found, agency=own, **form.cleaned_data, by=request.hat, at=at)
        messages.success(request, "Signature recorded.")
        return _page_of(found)

    page = {"agreement": found, "form": writing.fresh(form), "writing": writing}
    return send(request, writing, form, act) or render(request, "agencies/agreement_sign.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def renew_agreement(request: Request, key: uuid.UUID) -> HttpResponse:
    found = _agreement(request, key)
    writing = Writing.begin(request, RENEW, found.pk)
    form = RenewAgreement(writing.typed, initial={"version": found.version})

    def act(at: dt.datetime) -> str:
        until, seen = form.cleaned_data["expires_on"], form.cleaned_data["version"]
        actions.renew(found, expires_on=until, seen_version=seen, by=request.hat, at=at)
        messages.success(request, "Agreement renewed.")
        return _page_of(found)

    page = {"agreement": found, "form": writing.fresh(form), "writing": writing, "conflict": []}
    try:
        return send(request, writing, form, act) or render(request, "agencies/agreement_renew.html", page)
    except Conflict as conflict:
        page["conflict"] = differences(form, conflict.current)
        return render(request, "agencies/agreement_renew.html", page, status=409)


def _agreement(request: Request, key: uuid.UUID) -> Agreement:
    return get_visible_or_404(request.hat, queries.agreements(request.hat), pk=key)


def _page_of(agreement: Agreement) -> str:
    return reverse("agencies:agreement", args=[agreement.pk])
