"""The slips: what waits, what one says, and to whom it is filed."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.attachments.serving import handed_out
from partners import queries
from partners.actions import filing
from partners.actions.documents import read_document
from partners.actions.reading import open_slip, read
from partners.forms.slip import FileSlip, SearchSurvivors
from partners.models import Slip, Survivor
from partners.notices import SLIP_SOONER
from partners.views import cards, lists


@require_safe
@requires(Permission.SLIP_VIEW)
def slips(request: Request) -> HttpResponse:
    found = queries.by_danger(request.hat, queries.inbox(request.hat), SLIP_SOONER)
    first, rest = lists.SlipsInDanger(request, found[0]), lists.Slips(request, found[1])
    sooner = queries.why_sooner(request.hat, SLIP_SOONER, *first.page.rows)
    for row in (*first.page.rows, *rest.page.rows):
        row.why_sooner = sooner.get(row.pk, "")
    return render(request, "partners/slips.html", {"first": first, "rest": rest})


@require_safe
@requires(Permission.SLIP_VIEW)
def slip(request: Request, key: uuid.UUID) -> HttpResponse:
    found = _open(request, key)
    return _show(request, found, FileSlip(candidates=_candidates(request, found, "")))


@require_POST
@requires(Permission.SLIP_FILE)
def file(request: Request, key: uuid.UUID) -> HttpResponse:
    """File it; or look for the survivor under another name first, and draw the page again."""
    found, sought = _open(request, key), request.POST.get("sought", "")[:400]
    is_looking = request.POST.get("step") == "look"
    form = FileSlip(None if is_looking else request.POST, candidates=_candidates(request, found, sought))
    if is_looking or not form.is_valid():
        return _show(request, found, form, sought)
    try:
        return _file(request, found, form)
    except filing.FiledAlready as reason:
        messages.info(request, str(reason))
        return redirect("partners:slip", found.pk)


def _file(request: Request, found: Slip, form: FileSlip) -> HttpResponse:
    now = timezone.now()
    if form.is_nothing:
        filing.set_aside(found, why=form.cleaned_data["why"], by=request.hat, at=now)
        messages.success(request, "Set aside.")
        return redirect("partners:slips")
    survivor = filing.file(found, survivor=form.survivor, by=request.hat, at=now)
    messages.success(request, "Filed.")
    return redirect("partners:survivor", survivor.pk)


@require_safe
@requires(Permission.SLIP_VIEW)
def slip_document(request: Request, key: uuid.UUID, document: uuid.UUID) -> HttpResponse:
    slip = _open(request, key)
    found = get_visible_or_404(request.hat, queries.documents_of(request.hat, slip), pk=document)
    response = handed_out(found)
    read_document(slip, by=request.hat, at=timezone.now())
    return response


def _open(request: Request, key: uuid.UUID) -> Slip:
    together = queries.slips(request.hat).select_related("filing")
    return open_slip(get_visible_or_404(request.hat, together, pk=key), by=request.hat, at=timezone.now())


def _candidates(request: Request, found: Slip, sought: str) -> list[Survivor]:
    """The survivors of the same name, and those of the name typed, are shown, and so they are in the log."""
    same = queries.survivors_called(request.hat, found.details.name)
    shown = {each.pk: each for each in (*same, *queries.survivors_like(request.hat, sought))}
    read(shown, by=request.hat, at=timezone.now())
    return list(shown.values())


def _show(request: Request, found: Slip, form: FileSlip, sought: str = "") -> HttpResponse:
    page = {
        "slip": found,
        "sooner": queries.why_sooner(request.hat, SLIP_SOONER, found).get(found.pk),
        "rows": cards.rows_of_slip(found, found.details, queries.referral_with(found)),
        "documents": cards.documents_of_slip(found, queries.documents_of(request.hat, found)),
        "filing": getattr(found, "filing", None),
        "form": form,
        "search": SearchSurvivors(initial={"sought": sought}),
        "sought": sought,
    }
    return render(request, "partners/slip.html", page)
