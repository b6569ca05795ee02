"""The way in for records systems: a bearer token, and nothing else. No session is looked at, and no cookie
set; so that nothing can be forged from somebody's browser, and no token against that is asked for.

    @for_systems(Purpose.STATUS, "GET", "a records system asks what became of a referral")
    def status(call: Call, reference: str) -> HttpResponse: ...
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from chrysalis.api import rates
from chrysalis.api.actions.letting_in import Caller, NotKnown, caller_of
from chrysalis.api.models import Purpose
from chrysalis.api.problems import Problem
from chrysalis.signin.decorators import for_anybody
from chrysalis.standstill import causes
from chrysalis.standstill.marks import for_machines


READS = frozenset({"GET", "HEAD"})
Answer = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Call:
    """One request of a records system that was let in."""

    request: HttpRequest
    caller: Caller
    at: dt.datetime


def answers_machines(method: str, why: str) -> Callable[[Answer], Answer]:
    """A page that tells machines, in JSON, also what is wrong; whoever asks."""
    methods = {method, "HEAD"} if method == "GET" else {method}

    def decorate(view: Answer) -> Answer:
        @wraps(view)
        def answered(request: HttpRequest, *keys: object, **named: object) -> HttpResponse:
            try:
                if request.method not in methods:
                    raise Problem("no-such-method", headers={"Allow": ", ".join(sorted(methods))})
                return view(request, *keys, **named)
            except Problem as problem:
                return problem.response

        return csrf_exempt(for_machines(for_anybody(why)(answered)))

    return decorate


def for_systems(purpose: Purpose, method: str, why: str) -> Callable[[Answer], Answer]:
    """A page for records systems that were let in for that purpose."""

    def decorate(view: Answer) -> Answer:
        @answers_machines(method, why)
        @wraps(view)
        def guarded(request: HttpRequest, *keys: object, **named: object) -> HttpResponse:
            refuse_while_standing(request)
            now = timezone.now()
            caller = _caller(request, now)
            rates.count(caller.system_id, at=now)
            if purpose not in caller.purposes:
                scope = {"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{purpose}"'}
                raise Problem("not-for-that", headers=scope)
            return view(Call(request, caller, now), *keys, **named)

        return guarded

    return decorate


def refuse_while_standing(request: HttpRequest) -> None:
    """While nothing can be saved, nothing is taken; and what leaves no entry is not read."""
    cause = causes.current()
    if cause and (request.method not in READS or not cause.keeps_the_log):
        raise Problem("not-now", headers={"Retry-After": "60"})


def _caller(request: HttpRequest, now: dt.datetime) -> Caller:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    try:
        if scheme.lower() != "bearer":
            raise NotKnown
        return caller_of(token.strip(), at=now)
    except NotKnown:
        told = 'Bearer error="invalid_token"' if scheme else "Bearer"
        raise Problem("not-known", headers={"WWW-Authenticate": told}) from None
