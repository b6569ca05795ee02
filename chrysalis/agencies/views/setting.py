"""How the own agency works, as far as its administrator decides."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.agencies.actions.agencies import set_agency
from chrysalis.agencies.models import Agency
from chrysalis.ui.conflict import differences
from chrysalis.ui.navigation import PLACES, Place
from chrysalis.versions import Conflict


EDIT = Permission.AGENCY_EDIT
PLACES.add(Place("agencies:set_agency", "Your agency", "Set how your agency works", EDIT))


class SetAgency(forms.Form):
    two_leads_lift = forms.BooleanField(
        label="Lifting a restriction takes two safeguarding leads",
        required=False,
        help_text="Otherwise one lifts alone, and it is looked at again on the next working day",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def set_own(request: Request) -> HttpResponse:
    agency = Agency.objects.get(pk=request.hat.agency_id)
    shown = {"two_leads_lift": agency.two_leads_lift, "version": agency.version}
    form = SetAgency(request.POST or None, initial=shown)
    page = {"form": form, "conflict": []}
    if not form.is_valid():
        return render(request, "agencies/set_agency.html", page)
    values = dict(form.cleaned_data)
    try:
        set_agency(agency, values, seen_version=values.pop("version"), by=request.hat, at=timezone.now())
    except Conflict as conflict:
        page["conflict"] = differences(form, conflict.current)
        return render(request, "agencies/set_agency.html", page, status=409)
    messages.success(request, "Set.")
    return redirect("agencies:set_agency")
