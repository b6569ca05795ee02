"""How the forms of triage and of cases are sent: once, and with the reason where they are refused."""

import datetime as dt
from collections.abc import Callable

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect

from chrysalis.access.http import Request
from chrysalis.agencies.sharing import OnHold
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.page import Writing
from chrysalis.workflow import NotNow
from referrals.actions.doing import CannotGive
from referrals.actions.enquiring import DecidedAlready
from referrals.actions.handing_over import CannotHandOver
from referrals.actions.joining import CannotJoin
from referrals.actions.keeping import KeepingRefused
from referrals.actions.moving import StillOffered
from referrals.actions.releasing import CaseIsOver
from referrals.actions.taking_off import CannotTakeOff
from referrals.gates.unfinished import NotEnded


REFUSED = (
    NotNow,
    OnHold,
    CannotHandOver,
    StillOffered,
    CaseIsOver,
    DecidedAlready,
    CannotJoin,
    CannotGive,
    CannotTakeOff,
)


def send(
    request: Request, writing: Writing, form: forms.Form, act: Callable[[], str], *, at: dt.datetime
) -> HttpResponse | None:
    """Act, and go to the page that `act` names. None while the form has to be shown instead."""
    if not (writing.is_sent and form.is_valid()):
        return None
    try:
        return redirect(send_once(writing.key, act, by=request.hat, at=at))
    except KeepingRefused as reason:
        form.add_error(reason.field, str(reason))
    except NotEnded as reason:
        form.add_error(reason.field if reason.field in form.fields else None, str(reason))
    except REFUSED as reason:
        form.add_error(None, str(reason))
    return None
