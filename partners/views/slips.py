"""The slips: what waits, what one says, and to whom it is filed."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from partners import queries
from partners.actions import filing
from partners.actions.reading import open_slip, read
from partners.forms.slip import FileSlip
from partners.models import Slip
from partners.views import cards, lists


@require_safe
@requires(Permission.SLIP_VIEW)
def slips(request: Request) -> HttpResponse:
    listing = lists.Slips(request, queries.inbox(request.hat))
    return render(request, "partners/slips.html", {"listing": listing})


@require_safe
@requires(Permission.SLIP_VIEW)
def slip(request: Request, key: uuid.UUID) -> HttpResponse:
    found = _open(request, key)
    return _show(request, found, _form(request, found))


@require_POST
@requires(Permission.SLIP_FILE)
def file(request: Request, key: uuid.UUID) -> HttpResponse:
    found = _open(request, key)
    form = _form(request, found)
    if not form.is_valid():
        return _show(request, found, form)
    try:
        survivor = filing.file(found, survivor=form.survivor, by=request.hat, at=timezone.now())
    except filing.FiledAlready as reason:
        messages.info(request, str(reason))
        return redirect("partners:slip", found.pk)
    messages.success(request, "Filed.")
    return redirect("partners:survivor", survivor.pk)


def _open(request: Request, key: uuid.UUID) -> Slip:
    together = queries.slips(request.hat).select_related("filing")
    return open_slip(get_visible_or_404(request.hat, together, pk=key), by=request.hat, at=timezone.now())


def _form(request: Request, found: Slip) -> FileSlip:
    """The survivors of the same name are shown, and so they are in the log."""
    candidates = list(queries.survivors_called(request.hat, found.details.name))
    read([survivor.pk for survivor in candidates], by=request.hat, at=timezone.now())
    return FileSlip(request.POST or None, candidates=candidates)


def _show(request: Request, found: Slip, form: FileSlip) -> HttpResponse:
    page = {
        "slip": found,
        "rows": cards.rows_of_slip(found, found.details),
        "filing": getattr(found, "filing", None),
        "form": form,
    }
    return render(request, "partners/slip.html", page)
