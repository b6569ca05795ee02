"""From how many on an alert is raised in the own agency: the defaults, until its officer sets others."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.audit.actions import limits as actions
from chrysalis.audit.models import LIMITS, MOST, AlertLimits
from chrysalis.log import queries
from chrysalis.ui.conflict import differences
from chrysalis.versions import Conflict


def _number(label: str, least: int, most: int, help_text: str = "") -> forms.IntegerField:
    wrong = f"Enter a number from {least} to {most}"
    words = dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong)
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, help_text=help_text, error_messages=words
    )


class SetLimits(forms.Form):
    people_in_an_hour = _number("People opened within an hour", 1, MOST)
    people_in_an_hour_at_night = _number("People opened within an hour at night", 1, MOST)
    night_begins = _number("Night begins at", 18, 23, "The hour, from 18 to 23")
    night_ends = _number("Night ends at", 1, 9, "The hour, from 1 to 9")
    people_out_of_area = _number(
        "People opened in a day out of area", 1, MOST, "In a scheme where the worker has no case of their own"
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ALERT_LIMIT)
def limits(request: Request) -> HttpResponse:
    held = queries.limits(request.hat)
    form = SetLimits(request.POST or None, initial=_shown(held))
    page = {"form": form, "conflict": []}
    if not form.is_valid():
        return render(request, "log/limits.html", page)
    values = dict(form.cleaned_data)
    try:
        actions.set_limits(values, seen_version=values.pop("version"), by=request.hat, at=timezone.now())
    except Conflict as conflict:
        page["conflict"] = differences(form, conflict.current)
        return render(request, "log/limits.html", page, status=409)
    messages.success(request, "Limits set.")
    return redirect("log:alerts")


def _shown(held: AlertLimits) -> dict[str, int]:
    return {name: getattr(held, name) for name in (*LIMITS, "version")}
