"""Somebody is worried about somebody else, at the public door: advice first; then, for a friend or neighbour,
a short form; and for whoever is harmed, one that partner support alone reads.

SAFETY: nothing is looked up, and whatever was written, whoever is known, the answer is the same page.
"""

from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.visitor import Visitor
from chrysalis.drafts.page import read_key
from chrysalis.once import key_of, only_once
from referrals.actions.enquiring import ask_as_public
from referrals.forms.worried import TellOfWorry
from referrals.gates.partner_section import HARMED, section_for
from referrals.views.public_door import Public, address, go, page_of, public


GET_AND_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_AND_POST)
@public
def tell(request: Public) -> HttpResponse:
    form = TellOfWorry(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with only_once():
            ask_as_public(request.of_scheme, form.told, key=_key(request, form), at=timezone.now())
        return go(request, "public_told")
    page = page_of(request, "public_tell", form=form, back=address(request, "public_worried"))
    page["key"] = read_key(request.POST.get("key"))
    return render(request, "referrals/public/tell.html", page)


@require_http_methods(GET_AND_POST)
@public
def tell_support(request: Public) -> HttpResponse:
    """SAFETY: what was typed is never drawn again, on this page or any other of this side."""
    section = section_for(HARMED, request.of_scheme)
    if section is None:
        raise Http404
    form = section.form(request.POST if request.method == "POST" else None, scheme=request.of_scheme)
    if request.method == "POST" and form.is_valid():
        by = Visitor(request.of_scheme.front_door_id)
        with only_once():
            section.seal(
                form.cleaned_data,
                scheme=request.of_scheme,
                came_with=None,
                key=_key(request, form),
                by=by,
                at=timezone.now(),
            )
        return go(request, "public_told")
    page = page_of(request, "public_tell_support", back=address(request, "public_worried"))
    page |= {"form": section.form(scheme=request.of_scheme), "is_empty": request.method == "POST"}
    page["key"] = read_key(request.POST.get("key"))
    return render(request, "referrals/public/tell_support.html", page)


@require_safe
@public
def told(request: Public) -> HttpResponse:
    return render(request, "referrals/public/told.html", page_of(request, "public_told"))


def _key(request: Public, form: Form) -> UUID:
    """Of the page and of the words on it: however often its button is pressed, they are told once, and what
    somebody changes and sends again is told too."""
    return key_of(request.POST.get("key"), request.of_scheme.slug, *map(str, form.cleaned_data.values()))
