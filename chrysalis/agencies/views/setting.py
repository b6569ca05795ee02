"""How the own agency works, as far as its administrator decides."""

import re

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


DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
# Where anybody gets an address: the best known, so that a slip is noticed. A person decides about the rest.
OF_EVERYBODY = frozenset(
    {
        *("aol.com", "btinternet.com", "gmail.com", "googlemail.com", "hotmail.co.uk", "hotmail.com"),
        *("icloud.com", "live.co.uk", "live.com", "me.com", "outlook.com", "proton.me", "protonmail.com"),
        *("sky.com", "talktalk.net", "yahoo.co.uk", "yahoo.com"),
    }
)
EDIT = Permission.AGENCY_EDIT
PLACES.add(Place("agencies:set_agency", "Your agency", "Set how your agency works", EDIT))


class SetAgency(forms.Form):
    two_leads_lift = forms.BooleanField(
        label="Lifting a restriction takes two safeguarding leads",
        required=False,
        help_text="Otherwise one lifts alone, and it is looked at again on the next working day",
    )
    email_domains = forms.CharField(
        label="What your work e-mail addresses end in",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One a line, like westfield.example. Whoever reads mail at such an address can ask for a "
        "link to refer somebody, without an account. Only what nobody outside your agency has an address at",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_email_domains(self) -> list[str]:
        """In small letters, each once. Raises ValidationError for what is no ending, or everybody's."""
        domains = [word.lower().lstrip("@") for word in self.cleaned_data["email_domains"].split()]
        for domain in domains:
            if domain in OF_EVERYBODY:
                raise forms.ValidationError(f"Anybody can have an address at {domain}. Leave it out")
            if not DOMAIN.fullmatch(domain):
                raise forms.ValidationError(
                    "Enter what stands after the @, like westfield.example, one a line"
                )
        return list(dict.fromkeys(domains))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def set_own(request: Request) -> HttpResponse:
    agency = Agency.objects.get(pk=request.hat.agency_id)
    shown = {
        "two_leads_lift": agency.two_leads_lift,
        "email_domains": "\n".join(agency.email_domains),
        "version": agency.version,
    }
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
