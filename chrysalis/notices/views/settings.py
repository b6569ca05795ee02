"""How one hears of notices, and when an office is open."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, any_hat, requires
from chrysalis.access.permissions import Permission
from chrysalis.notices import queries
from chrysalis.notices.actions import keeping
from chrysalis.notices.forms import ChangeHours, ChooseMail
from chrysalis.ui.conflict import differences
from chrysalis.ui.navigation import PLACES, Place
from chrysalis.versions import Conflict


HOURS = Permission.HOURS_EDIT
PLACES.add(
    Place(
        "notices:hours", "Opening hours", "Say when your agency is open, and who is on duty otherwise", HOURS
    )
)


@require_http_methods(["GET", "HEAD", "POST"])
@any_hat("keeps the worker's own choice")
def mail(request: Request) -> HttpResponse:
    form = ChooseMail(request.POST or None, initial={"choice": queries.mail_choice(request.hat)})
    if form.is_valid():
        keeping.choose_mail(form.cleaned_data["choice"], by=request.hat, at=timezone.now())
        messages.success(request, "Your choice is kept.")
        return redirect("notices:notices")
    return render(request, "notices/mail.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(HOURS)
def hours(request: Request) -> HttpResponse:
    kept = queries.hours(request.hat)
    shown = {name: getattr(kept, name) for name in ("opens", "closes", "has_cover", "version")}
    form = ChangeHours(request.POST or None, initial=shown)
    page = {"form": form, "conflict": []}
    if not form.is_valid():
        return render(request, "notices/hours.html", page)
    try:
        _change(request, form)
    except Conflict as conflict:
        page["conflict"] = differences(form, conflict.current)
        return render(request, "notices/hours.html", page, status=409)
    messages.success(request, "Opening hours changed.")
    return redirect("notices:hours")


def _change(request: Request, form: ChangeHours) -> None:
    values = dict(form.cleaned_data)
    seen = values.pop("version")
    keeping.change_hours(**values, seen_version=seen, by=request.hat, at=timezone.now())
