"""The public door before anything is asked: where it leads, what stays private, and coming back by a code."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.agencies.models import Scheme
from chrysalis.agencies.queries import supporting
from chrysalis.signin.decorators import for_anybody
from referrals.actions import visiting
from referrals.forms.self_referral import CONFIDENTIALITY, PAGES
from referrals.forms.self_referral.coming_back import ComeBack
from referrals.gates.partner_section import HARMED, section_for
from referrals.views.public_door import Public, address, give_key, go, page_of, public


@require_safe
@for_anybody("the public door: where it leads, for somebody who was given no address of a scheme")
def doors(request: HttpRequest) -> HttpResponse:
    page = {"schemes": Scheme.objects.filter(front_door__is_sandbox=False), "leave_url": settings.LEAVE_TO}
    return render(request, "referrals/public/doors.html", page)


@require_safe
@public
def start(request: Public) -> HttpResponse:
    page = _leading(request, "public_start", worried_url=address(request, "public_worried"))
    return render(request, "referrals/public/start.html", page)


@require_safe
@public
def worried(request: Public) -> HttpResponse:
    """Whom to ring about somebody else, first; and where to write, for whoever would rather."""
    support = supporting(request.of_scheme).exclude(telephone="")
    page = page_of(request, "public_worried", back=address(request, "public_start"), support=support)
    page["tell_url"] = address(request, "public_tell")
    page["support_url"] = (
        address(request, "public_tell_support") if section_for(HARMED, request.of_scheme) else ""
    )
    return render(request, "referrals/public/worried.html", page)


@require_safe
@public
def privacy(request: Public) -> HttpResponse:
    page = _leading(request, "public_privacy", hours=settings.VISIT_HOURS)
    return render(request, "referrals/public/privacy.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def confidentiality(request: Public) -> HttpResponse:
    """What is kept private and what is not, before anything about the person is asked."""
    if request.method != "POST":
        page = _leading(request, "public_confidentiality")
        return render(request, "referrals/public/confidentiality.html", page)
    code = visiting.begin(request.of_scheme, understood=CONFIDENTIALITY, at=timezone.now())
    response = go(request, "public_page", PAGES[0].slug)
    give_key(response, code)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@public
def come_back(request: Public) -> HttpResponse:
    form = ComeBack(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if visiting.find(code, request.of_scheme, at=timezone.now()):
            response = go(request, "public_check")
            give_key(response, code)
            return response
        form.say_there_is_none()
    return render(request, "referrals/public/come_back.html", _leading(request, "public_back", form=form))


BEGINNING = ("public_start", "public_privacy", "public_confidentiality")


def _leading(request: Public, name: str, **more: Any) -> dict[str, Any]:
    """The pages before anything is asked, each with the one before it and the one after."""
    place = BEGINNING.index(name) if name in BEGINNING else 0
    following = BEGINNING[min(place + 1, len(BEGINNING) - 1)]
    return (
        page_of(request, name)
        | {
            "start_url": address(request, "public_start"),
            "back_url": address(request, "public_back"),
            "back": address(request, BEGINNING[max(place - 1, 0)]),
            "next_url": address(request, following),
        }
        | more
    )
