"""The page that answers when nothing can be saved, or when the database is away: in plain words, with
numbers to ring, and with what was typed still in its fields. Drawn without database or session."""

import sys
from collections.abc import Iterator
from enum import StrEnum

import psycopg2
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from psycopg2 import errors

from chrysalis.standstill import causes, words
from chrysalis.ui.views import went_wrong as went_wrong_on_our_side


class Why(StrEnum):
    AWAY = "away"  # the database does not answer
    NOT_SAVED = "not saved"  # something was sent, and nothing can be saved
    LEFT = "left"  # somebody locked the screen or left, and the session cannot be shut
    NOT_SHOWN = "not shown"  # a page that would have to be recorded, and cannot be


_REFUSED = (errors.ReadOnlySqlTransaction, errors.DiskFull)
_STOPPING = (errors.AdminShutdown, errors.CrashShutdown, errors.CannotConnectNow, errors.TooManyConnections)
_CUT_OFF = (psycopg2.OperationalError, psycopg2.InterfaceError)  # of just this kind: the server said nothing


def went_wrong(request: HttpRequest) -> HttpResponse:
    """Every error that nobody expected ends here; what the database is the reason of is told apart."""
    why = _why(request, sys.exc_info()[1])
    if why is None:
        return went_wrong_on_our_side(request)
    causes.ask_again()
    return plain(request, why)


def plain(request: HttpRequest, why: Why) -> HttpResponse:
    sent = words.typed(request) if was_sent(request) and why is not Why.LEFT else []
    found = {
        "why": why.value,
        "numbers": getattr(request, "numbers", []),
        "request_id": getattr(request, "request_id", ""),
        "typed": sent,
        "action": request.get_full_path(),
        "token": get_token(request) if sent else "",
    }
    return HttpResponse(render_to_string("503.html", found), status=503, headers={"Retry-After": "10"})


def was_sent(request: HttpRequest) -> bool:
    return request.method == "POST" or getattr(request, "unsaved", None) is not None


def _why(request: HttpRequest, error: BaseException | None) -> Why | None:
    for each in _chain(error):
        if isinstance(each, psycopg2.Error):
            return _of(request, each)
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what it came of: a database error may be met again as one about its transaction."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _of(request: HttpRequest, error: psycopg2.Error) -> Why | None:
    if isinstance(error, _REFUSED):
        return Why.NOT_SAVED if was_sent(request) else Why.NOT_SHOWN
    return Why.AWAY if isinstance(error, _STOPPING) or type(error) in _CUT_OFF else None
