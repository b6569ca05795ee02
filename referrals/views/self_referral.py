"""Asking for help oneself: the pages, the check, and the way out."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.ui.forms import forget_errors
from referrals.actions import visiting
from referrals.actions.referring import NobodyElse
from referrals.actions.visiting import Written
from referrals.forms.self_referral import (
    BORN,
    PAGES,
    TOO_YOUNG,
    YOUNG,
    Page,
    asked_of,
    page_called,
    told,
    typed,
)
from referrals.forms.self_referral.answers import answers, names_in
from referrals.forms.self_referral.young import of_oneself
from referrals.return_codes import shown
from referrals.views.public_door import (
    LANGUAGES,
    Public,
    address,
    begun,
    go,
    page_of,
    public,
    take_key,
)


GET_AND_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_AND_POST)
@begun
def page(request: Public, written: Written, slug: str) -> HttpResponse:
    """One page. What is written on it is kept as soon as it holds together; then the next one is asked, or,
    for somebody who came back from the check, the check again."""
    now, found = timezone.now(), page_called(slug)
    form = _form(request, found, _sent(request), now) if found else None
    if found is None or form is None:
        raise Http404
    if found not in _asked(request, written, now):
        return go(request, "public_page", BORN)  # the date was put right since
    if request.method == "POST" and request.POST.get("to") in WAYS_ON:
        return _on_the_way(request, found, form, now)
    if request.method == "POST" and form.is_valid():
        written.pages[slug] = _words(request, form)
        visiting.write(request.code, request.of_scheme, slug, written.pages[slug], at=now)
        return _onwards(request, written, found, form)
    if found.slug == BORN and form.has_error("date_of_birth", TOO_YOUNG):
        return go(request, "public_younger")
    if request.method != "POST":
        form = _form(request, found, typed(written.pages, found), now)
        forget_errors(form)
    frame = page_of(request, "public_page", slug, **_how_far(request, written, found, now))
    back = _before(request, written, found)
    return render(request, "referrals/public/page.html", frame | {"page": found, "form": form, "back": back})


def _how_far(request: Public, written: Written, found: Page, now: dt.datetime) -> dict[str, int]:
    asked = [each.slug for each in _asked(request, written, now)]
    return {"number": asked.index(found.slug) + 1, "pages": len(asked)}


@require_safe
@begun
def urgent_help(request: Public, written: Written) -> HttpResponse:
    """Whom to ring now: shown at once to somebody who says that it cannot wait."""
    following = address(request, "public_page", _after(request, written, "urgent").slug)
    following = address(request, "public_check") if "check" in request.GET else following
    is_young = page_called(YOUNG) in _asked(request, written, timezone.now())
    frame = page_of(request, "public_urgent", following=following, is_young=is_young)
    return render(request, "referrals/public/urgent.html", frame)


@require_http_methods(GET_AND_POST)
@begun
def check(request: Public, written: Written) -> HttpResponse:
    now = timezone.now()
    found = told(written.pages, request.of_scheme, today=timezone.localdate(now))
    nobody_else = False
    if request.method == "POST" and not isinstance(found, list):
        try:
            visiting.send(
                request.code,
                request.of_scheme,
                person=found.person,
                details=found.details | _understood(request, written),
                of_partner=found.of_partner,
                beside=of_oneself(found.of_young, at=now),
                at=now,
            )
            return go(request, "public_sent")
        except NobodyElse:
            nobody_else = True
    frame = page_of(
        request,
        "public_check",
        cards=[_card(request, written, each, now) for each in _asked(request, written, now)],
        again=[_link(request, each) for each in found] if isinstance(found, list) else [],
        go_on=_stopped_at(request, written, now),
        nobody_else=nobody_else,
        back=address(request, "public_page", PAGES[-1].slug),
    )
    return render(request, "referrals/public/check.html", frame)


@require_http_methods(GET_AND_POST)
@begun
def keep_for_later(request: Public, written: Written) -> HttpResponse:
    """SAFETY: only for somebody who asks: a code in a pocket may be found, and tried."""
    if request.method == "POST":
        visiting.ask_for_code(request.code, request.of_scheme, at=timezone.now())
    is_told = request.method == "POST" or written.comes_back
    frame = page_of(
        request,
        "public_later",
        code=shown(request.code) if is_told else "",
        days=settings.RETURN_DAYS,
        address=request.get_host() + address(request, "public_start"),
        back=_left_from(request),
    )
    return render(request, "referrals/public/later.html", frame)


@require_safe
@public
def leave(request: Public) -> HttpResponse:
    """Gone at once, to a page that anybody might look at. What was written is gone too, unless a code was
    asked for: then it is for that code to open."""
    is_ours = request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")
    written = visiting.find(request.code, request.of_scheme, at=timezone.now()) if is_ours else None
    if written and not written.comes_back:
        visiting.leave(request.code, request.of_scheme)
    response = HttpResponseRedirect(settings.LEAVE_TO)
    if is_ours:
        take_key(response)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


LONGEST = 10_000  # characters of one answer, of a page that is left before anybody looked at it
WAYS_ON = (*LANGUAGES, "later")


def _on_the_way(request: Public, found: Page, form: forms.Form, now: dt.datetime) -> HttpResponse:
    """To the same page in another language, or to come back later: with what was typed, as it is."""
    visiting.write(request.code, request.of_scheme, found.slug, _words(request, form), at=now)
    if request.POST["to"] == "later":
        return HttpResponseRedirect(f"{address(request, 'public_later')}?from={found.slug}")
    return HttpResponseRedirect(address(request, "public_page", found.slug, language=request.POST["to"]))


def _words(request: Public, form: forms.Form) -> dict[str, list[str]]:
    sent = {name: dict.fromkeys(request.POST.getlist(name)) for name in names_in(form)}
    return {name: [word[:LONGEST] for word in words] for name, words in sent.items()}


def _sent(request: Public) -> Any:
    """An empty page that is sent is an answer too: that nothing was said."""
    return request.POST if request.method == "POST" else None


def _form(request: Public, found: Page, words: Any, now: dt.datetime) -> forms.Form | None:
    given = {"today": timezone.localdate(now)} if found.form else {}
    return found.make(words, request.of_scheme, **given)


def _asked(request: Public, written: Written, now: dt.datetime) -> list[Page]:
    return asked_of(written.pages, request.of_scheme, today=timezone.localdate(now))


def _after(request: Public, written: Written, slug: str) -> Page:
    following = _asked(request, written, timezone.now())
    slugs = [each.slug for each in following]
    return following[slugs.index(slug) + 1]


def _onwards(request: Public, written: Written, found: Page, form: forms.Form) -> HttpResponse:
    """To the page that follows; for somebody who came from the check, back there, unless a date of birth that
    was put right asks for one more page."""
    if found.slug == "urgent" and form.cleaned_data["urgent"]:
        back_to_check = "?check" if "check" in request.GET else ""
        return HttpResponseRedirect(address(request, "public_urgent") + back_to_check)
    if found.slug == BORN and YOUNG not in written.pages:
        return HttpResponseRedirect(_after_birth(request, written))
    if "check" in request.GET or found == PAGES[-1]:
        return go(request, "public_check")
    return go(request, "public_page", _after(request, written, found.slug).slug)


def _after_birth(request: Public, written: Written) -> str:
    following = _after(request, written, BORN)
    if "check" not in request.GET:
        return address(request, "public_page", following.slug)
    if following.slug == YOUNG:
        return f"{address(request, 'public_page', YOUNG)}?check"
    return address(request, "public_check")


def _before(request: Public, written: Written, found: Page) -> str:
    if "check" in request.GET:
        return address(request, "public_check")
    asked = _asked(request, written, timezone.now())
    place = asked.index(found)
    if not place:
        return address(request, "public_confidentiality")
    return address(request, "public_page", asked[place - 1].slug)


def _stopped_at(request: Public, written: Written, now: dt.datetime) -> str:
    """The page on which somebody stopped who has not come to the last yet, such as with a code; empty for
    everybody else.

    SAFETY: whoever comes back to the check alone would send without being asked whether anything is urgent.
    """
    asked = _asked(request, written, now)
    last = max((place for place, each in enumerate(asked) if each.slug in written.pages), default=-1)
    if last == len(asked) - 1:
        return ""
    is_answered = last < 0 or any(any(words) for words in written.pages[asked[last].slug].values())
    return address(request, "public_page", asked[last + is_answered].slug)


def _left_from(request: Public) -> str:
    slug = request.GET.get("from", "")
    return address(request, "public_page", slug) if page_called(slug) else address(request, "public_check")


def _link(request: Public, found: Page) -> dict[str, Any]:
    return {"href": f"{address(request, 'public_page', found.slug)}?check", "text": found.title}


def _card(request: Public, written: Written, found: Page, now: dt.datetime) -> dict[str, Any]:
    form = _form(request, found, typed(written.pages, found), now)
    said = [] if form is None or not form.is_bound else answers(form)
    return _link(request, found) | {"said": said}


def _understood(request: Public, written: Written) -> dict[str, Any]:
    return {
        "written_in": request.language,
        "understood_version": written.understood,
        "understood_at": dt.datetime.fromisoformat(written.understood_at),
    }
