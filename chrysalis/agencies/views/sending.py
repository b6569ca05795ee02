"""How the forms of this app are sent: once, and with the reason beside the field when they are refused."""

import datetime as dt
from collections.abc import Callable

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chrysalis.access.http import Request
from chrysalis.agencies.actions.accounts import Refused
from chrysalis.agencies.actions.agreements import AgreementRefused
from chrysalis.agencies.actions.schemes import AreaRefused
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.page import Writing


def send(
    request: Request, writing: Writing, form: forms.Form, act: Callable[[dt.datetime], str]
) -> HttpResponse | None:
    """Act, and go to the page that `act` names. None while the form has to be shown instead."""
    if not (writing.is_sent and form.is_valid()):
        return None
    now = timezone.now()
    try:
        return redirect(send_once(writing.key, lambda: act(now), by=request.hat, at=now))
    except (AgreementRefused, AreaRefused, Refused) as reason:
        form.add_error(reason.field, str(reason))
        return None
