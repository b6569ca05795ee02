"""For those who are named: the list of what they may open. And the glass, for an emergency."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from referrals import queries
from referrals.actions.opening import break_glass as break_it
from referrals.actions.reading import read
from referrals.forms.restricting import BreakGlass
from referrals.models import Restriction
from referrals.views import lists


REFUSED = "No such case, or not yours to open."


@require_safe
@requires(Permission.CASE_VIEW)
def restricted(request: Request) -> HttpResponse:
    now = timezone.now()
    listing = lists.NamedFor(request, queries.restricted_lines(request.hat, at=now))
    read([row.case_id or row.referral_id for row in listing.page.rows], by=request.hat, at=now)
    return render(request, "referrals/restricted.html", {"listing": listing})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.GLASS_BREAK)
def break_glass(request: Request) -> HttpResponse:
    form = BreakGlass(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        opened = break_it(**form.cleaned_data, by=request.hat, at=timezone.now())
        if opened:
            return redirect(*_page_of(opened))
        form.add_error("reference", REFUSED)
    return render(request, "referrals/break_glass.html", {"form": form})


def _page_of(opened: Restriction) -> tuple[str, object]:
    if opened.case_id:
        return "referrals:case", opened.case_id
    return "referrals:referral", opened.referral_id
