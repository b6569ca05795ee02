"""Referring without an account: asking for a link, following it, and the one referral behind it.

SAFETY: nothing is looked up for whoever stands here, and nothing of what they wrote is drawn back once it is
sent. The secret of the link moves out of the address at once, where histories and logs would keep it.
"""

import datetime as dt

from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.agencies.models import Scheme
from chrysalis.drafts.page import read_key
from chrysalis.signin.decorators import for_anybody
from chrysalis.ui.dates import PartialDate
from referrals.actions import inviting, referring_by_link
from referrals.actions.referring import NobodyElse
from referrals.doors import ELSEWHERE, Door, door_of
from referrals.forms.inviting import AskForLink
from referrals.forms.refer import Refer
from referrals.gates.partner_section import section_for
from referrals.models import LinkToRefer, ReferralStatus, Source
from referrals.views.gently import too_many


COOKIE = "link" if settings.DEMO else "__Host-link"


@require_http_methods(["GET", "HEAD", "POST"])
@for_anybody("a professional without an account asks for a link to refer somebody")
def ask_for_link(request: HttpRequest, scheme: str) -> HttpResponse:
    """Every address is told the same."""
    found = _scheme(scheme)
    if too_many(request):
        return _busy(request, found)
    form = AskForLink(_posted(request))
    if form.is_valid():
        inviting.ask_for_link(found, form.cleaned_data["address"], at=timezone.now())
        return render(request, "referrals/by_link/asked.html", {"scheme": found})
    return render(request, "referrals/by_link/ask.html", {"scheme": found, "form": form})


@require_safe
@for_anybody("follows the link that a professional without an account was sent")
def follow_link(request: HttpRequest, scheme: str, code: str) -> HttpResponse:
    response = redirect("referrals:refer_by_link", _scheme(scheme).slug)
    if not inviting.CODE.fullmatch(code):
        return response  # what follows says that it opens nothing
    # SAFETY: it goes with the browser: whoever uses the computer next neither refers by it nor reads a word.
    response.set_cookie(COOKIE, code, secure=not settings.DEMO, httponly=True, samesite="Lax", path="/")
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_anybody("a professional without an account refers somebody, by the link they were sent")
def refer_by_link(request: HttpRequest, scheme: str) -> HttpResponse:
    now, found, code = timezone.now(), _scheme(scheme), request.COOKIES.get(COOKIE, "")
    if too_many(request):
        return _busy(request, found)
    link = inviting.find(code, found, at=now)
    if link is None:
        return _not_open(request, found)
    if link.used_at:
        return _sent(request, code, link, now)
    door = _door(link)
    form = door.form(_posted(request), scheme=found, now=now)
    form.ask_name()
    is_right = request.method == "POST" and form.is_valid()
    sealed = _seal(request, code, link, form, now)
    if is_right:
        try:
            _send(code, link, door, form, now)
            return redirect("referrals:refer_by_link", found.slug)
        except NobodyElse as reason:
            form.add_error("employer", str(reason))
    page = {
        "form": form,
        "fields": door.fields,
        "scheme": found,
        "link": link,
        "section": _section(found),
        "section_key": read_key(None),
        "is_sealed": sealed,
    }
    return render(request, "referrals/by_link/refer.html", page)


@require_safe
@for_anybody("takes the link away from a computer that others use")
def leave_link(request: HttpRequest, scheme: str) -> HttpResponse:
    response = HttpResponseRedirect(reverse("referrals:ask_for_link", args=[_scheme(scheme).slug]))
    response.delete_cookie(COOKIE, path="/", samesite="Lax")
    return response


def _not_open(request: HttpRequest, scheme: Scheme) -> HttpResponse:
    return render(request, "referrals/by_link/not_open.html", {"scheme": scheme}, status=410)


def _sent(request: HttpRequest, code: str, link: LinkToRefer, now: dt.datetime) -> HttpResponse:
    """The receipt, and what may be known of it: one word and a day."""
    told = referring_by_link.state_of(code, link, at=now)
    if told is None:
        return _not_open(request, link.scheme)
    word, changed_at = told
    page = {
        "scheme": link.scheme,
        "link": link,
        "word": ReferralStatus.Word(word).label,
        "changed_at": changed_at,
    }
    return render(request, "referrals/by_link/sent.html", page)


def _send(code: str, link: LinkToRefer, door: Door, form: Refer, now: dt.datetime) -> None:
    referring_by_link.refer_by_link(
        code,
        link,
        person=form.person,
        details=form.details,
        beside=form.beside,
        told_by=form.cleaned_data["told_by"],
        source=door.source,
        at=now,
    )


def _posted(request: HttpRequest) -> QueryDict | None:
    """An empty form that was sent is one that was sent."""
    return request.POST if request.method == "POST" else None


def _section(scheme: Scheme) -> Form | None:
    section = section_for(referring_by_link.SECTION, scheme)
    if section is None:
        return None
    form = section.form(scheme=scheme, auto_id="for_partner_support_%s")
    form.fields[
        "person_held"
    ].help_text = "Left empty, the name and date of birth that you typed above go along"
    return form


def _seal(request: HttpRequest, code: str, link: LinkToRefer, beside: Refer, now: dt.datetime) -> bool:
    """What was written of somebody harmed, as soon as it is sent, whatever is wrong with the rest: it is
    never drawn back onto a screen at which somebody else may look. Whom they refer goes along, where it
    stands in the form that was sent with it."""
    section = section_for(referring_by_link.SECTION, link.scheme)
    form = section.form(_posted(request), scheme=link.scheme) if section else None
    if form is None or not form.is_valid():
        return False
    told = form.cleaned_data
    if not told.get("person_held"):
        told["person_held"] = _person_in(beside)
    told_by, key = beside.cleaned_data.get("told_by", ""), read_key(request.POST.get("section"))
    referring_by_link.seal(code, link, told, told_by=told_by, key=key, at=now)
    return True


def _person_in(form: Refer) -> str:
    """Name and date of birth of whoever is referred, as far as they are right."""
    said = form.cleaned_data
    name = " ".join(said[part] for part in ("given_names", "family_name") if said.get(part))
    born = said.get("date_of_birth")
    return f"{name}, born {PartialDate.read(str(born)).spoken}" if name and born else name


def _door(link: LinkToRefer) -> Door:
    """As a colleague of that agency is asked; what only a custody desk knows, nobody is asked here."""
    door = door_of(link.invitation.agency) if link.invitation.agency else ELSEWHERE
    return ELSEWHERE if door.source == Source.CUSTODY else door


def _scheme(slug: str) -> Scheme:
    real = Scheme.objects.select_related("front_door").filter(front_door__is_sandbox=False)
    return get_object_or_404(real, slug=slug)


def _busy(request: HttpRequest, scheme: Scheme) -> HttpResponse:
    return render(request, "referrals/by_link/busy.html", {"scheme": scheme}, status=429)
