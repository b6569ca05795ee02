"""Sessions begin, end, and are ended by others."""

import datetime as dt

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Agency, Worker
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.signin import limits


BEGUN = word("session.begun", Side.NEITHER, "account", "signed in")
LEFT = word("session.left", Side.NEITHER, "account", "signed out")
ENDED = word("session.ended", Side.NEITHER, "account", "ended a colleague's sessions")


def sign_in(request: HttpRequest, worker: Worker) -> None:
    """Sign somebody in fully, as after every check: for the demonstration and the tests."""
    get_adapter(request).login(request, worker)


@transaction.atomic
def begin(request: HttpRequest, worker: Worker, *, at: dt.datetime) -> None:
    """Start the clocks, and keep to the few sessions that one person may have."""
    limits.begin(request.session, at=at)
    request.session["vouched_by"] = _vouched_by(request)
    UserSession.objects.create_from_request(request)
    newest_first = UserSession.objects.filter(user_id=worker.pk).order_by("-created_at", "-pk")
    for old in newest_first[settings.SESSIONS_A_WORKER :]:
        old.end()
    record(BEGUN, by=None, at=at, worker_id=worker.pk)


@transaction.atomic
def lock(request: HttpRequest) -> None:
    """Shut the screen. The session gets a new name, so that a page still on its way when the button
    was pressed cannot write the session back as it was before."""
    limits.lock(request.session)
    _rename(request)


@transaction.atomic
def unlock(request: HttpRequest, *, at: dt.datetime) -> None:
    limits.unlock(request.session, at=at)
    _rename(request)


@transaction.atomic
def sign_out(request: HttpRequest, *, at: dt.datetime) -> None:
    """The session row goes, and with it everything its cookie could open."""
    if request.user.is_authenticated:
        record(LEFT, by=None, at=at, worker_id=request.user.pk)
        UserSession.objects.filter(session_key=request.session.session_key).delete()
    logout(request)


@transaction.atomic
def end_all(worker: Worker, *, by: Hat, at: dt.datetime) -> int:
    """End every session of a colleague; they may sign in again if they still have a place."""
    running = list(UserSession.objects.filter(user_id=worker.pk))
    for session in running:
        session.end()
    record(ENDED, by=by, at=at, subjects=[worker.pk])
    return len(running)


def _rename(request: HttpRequest) -> None:
    before = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


def _vouched_by(request: HttpRequest) -> str | None:
    """The agency whose own sign-on let this person in; None after a password or a passkey."""
    records = get_authentication_records(request, request.user)
    slugs = [step["provider"] for step in records if step["method"] == "socialaccount"]
    return str(Agency.objects.get(slug=slugs[-1]).pk) if slugs else None
