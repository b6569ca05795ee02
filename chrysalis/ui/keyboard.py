"""Shortcuts of a single key, which somebody who speaks to the computer must be able to turn off
(WCAG 2.1.4). The choice is this browser's: a cookie, since signing out empties everything else."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse


SLASH = "slash_key"
A_YEAR = 365 * 24 * 60 * 60


def is_on(request: HttpRequest, key: str) -> bool:
    return request.COOKIES.get(key) != "off"


def remember(response: HttpResponse, key: str, *, is_on: bool) -> None:
    if is_on:
        response.delete_cookie(key, samesite="Lax")
        return
    response.set_cookie(
        key, "off", max_age=A_YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
