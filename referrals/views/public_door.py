"""What every page of the public door shares: the language, the scheme, and the key that the browser holds.

SAFETY: the person at this page may share the phone, or be watched. Nothing stays on the device but one cookie
that goes with the browser; it is random, says nothing, and opens nothing else. There is no session here, and
none of what a signed-in colleague has reaches these pages.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation

from chrysalis.agencies.models import Scheme
from chrysalis.signin.decorators import for_anybody
from referrals.actions import visiting
from referrals.return_codes import read_code


COOKIE = "visit" if settings.DEMO else "__Host-visit"
# The first part of the address, and the language it stands for.
LANGUAGES = {"en": "en-gb", "cy": "cy"}
NAMES = dict(zip(LANGUAGES, ("English", "Cymraeg"), strict=True))

View = Callable[..., HttpResponse]


class Public(HttpRequest):
    """A request to a page of the public door, as `public` hands it on."""

    of_scheme: Scheme
    language: str  # of the address
    code: str  # of the browser; empty where it holds none


def public(view: View) -> View:
    """A page that anybody may open, in the language of its address."""

    @wraps(view)
    def answered(request: Public, language: str, scheme: str, *args: Any, **kwargs: Any) -> HttpResponse:
        found = (
            Scheme.objects.select_related("front_door")
            .filter(slug=scheme, front_door__is_sandbox=False)
            .first()
        )
        if found is None or language not in LANGUAGES:
            raise Http404
        request.of_scheme, request.language = found, language
        request.code = read_code(request.COOKIES.get(COOKIE, ""))
        with translation.override(LANGUAGES[language]):
            return view(request, *args, **kwargs)

    return for_anybody("the public door: anybody may ask for help")(answered)


def begun(view: View) -> View:
    """A page of a visit that has begun: it is given what was written; whoever has begun none goes to the
    beginning, and whoever has sent it to the end."""

    @wraps(view)
    def answered(request: Public, *args: Any, **kwargs: Any) -> HttpResponse:
        written = visiting.find(request.code, request.of_scheme, at=timezone.now())
        if written is None:
            return go(request, "public_start")
        if written.sent:
            return go(request, "public_sent")
        return view(request, written, *args, **kwargs)

    return public(answered)


def address(request: Public, name: str, *args: str, language: str = "") -> str:
    where = [language or request.language, request.of_scheme.slug, *args]
    return reverse(f"referrals:{name}", args=where)


def go(request: Public, name: str, *args: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(address(request, name, *args))


def give_key(response: HttpResponse, code: str) -> None:
    response.set_cookie(COOKIE, code, secure=not settings.DEMO, httponly=True, samesite="Strict", path="/")


def take_key(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, path="/", samesite="Strict")


def page_of(request: Public, name: str, *args: str, **more: Any) -> dict[str, Any]:
    """What the frame of every page needs."""
    return {
        "scheme": request.of_scheme,
        "language": LANGUAGES[request.language],
        "is_right_to_left": translation.get_language_bidi(),
        "others": [
            {
                "name": NAMES[code],
                "code": LANGUAGES[code],
                "href": address(request, name, *args, language=code),
            }
            for code in LANGUAGES
            if code != request.language
        ],
        "leave_url": address(request, "public_leave"),
        "later_url": address(request, "public_later"),
    } | more
