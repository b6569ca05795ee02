"""How the forms of this app are sent: once, and with the reason beside the field when they are refused."""

import datetime as dt
from collections.abc import Callable

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect

from chrysalis.access.http import Request
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.page import Writing, sent_before
from chrysalis.workflow import NotNow
from interventions.actions.funding import FundingRefused
from interventions.actions.placing import NoPlace
from interventions.actions.versions import OfferedAlready


def send(
    request: Request, writing: Writing, form: forms.Form, act: Callable[[], str], *, at: dt.datetime
) -> HttpResponse | None:
    """Act, and go to the page that `act` names. None while the form has to be shown instead."""
    if not (writing.is_sent and form.is_valid()):
        return sent_before(request, writing)
    try:
        return redirect(send_once(writing.key, act, by=request.hat, at=at))
    except (FundingRefused, NoPlace, NotNow, OfferedAlready) as reason:
        field = getattr(reason, "field", None)
        form.add_error(field if field in form.fields else None, str(reason))
        return None
