"""How soon a service tells survivors, and for how long it tries: kept by its manager."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.ui.conflict import differences
from chrysalis.versions import Conflict
from partners import queries
from partners.actions.timing import change_times
from partners.forms.times import ChangeTimes


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SUPPORT_TIME)
def times(request: Request) -> HttpResponse:
    kept = queries.times_of(request.hat.agency_id)
    form = ChangeTimes(
        request.POST or None, initial={name: getattr(kept, name) for name in ChangeTimes.base_fields}
    )
    page = {"form": form, "conflict": []}
    if not form.is_valid():
        return render(request, "partners/times.html", page)
    values = dict(form.cleaned_data)
    try:
        change_times(values, seen_version=values.pop("version"), by=request.hat, at=timezone.now())
    except Conflict as conflict:
        page["conflict"] = differences(form, conflict.current)
        return render(request, "partners/times.html", page, status=409)
    messages.success(request, "Changed. What waits already keeps its time.")
    return redirect("partners:times")
