"""Finding a person: typed into a box, answered in the response. No name is ever part of an address."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from chrysalis.access.http import Request, any_hat, requires
from chrysalis.access.permissions import Permission
from chrysalis.standstill.marks import goes_on
from chrysalis.ui.keyboard import SLASH, remember
from chrysalis.ui.lists import Cell, Heading
from referrals.actions.reading import searched
from referrals.forms.search import Search
from referrals.models import Case, Referral, ReferralState
from referrals.search import SHOWN, Found
from referrals.search import search as find


HEADINGS = [Heading("Person"), Heading("Why"), Heading("Where it stands")]


@goes_on
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PERSON_SEARCH)
def search(request: Request) -> HttpResponse:
    form = Search(request.POST if request.method == "POST" else None)
    page = {"form": form, "is_answered": form.is_valid(), "headings": HEADINGS, "rows": [], "count": ""}
    if page["is_answered"]:
        found, were_more = find(request.hat, form.cleaned_data["sought"])
        searched([one.thing.pk for one in found], by=request.hat, at=timezone.now())
        page |= {"rows": [_row(one) for one in found], "count": _count(len(found), were_more)}
    return render(request, "referrals/search.html", page)


@goes_on
@require_POST
@any_hat("keeps a choice of the browser, and reads nothing")
def slash_key(request: Request) -> HttpResponse:
    """Turn the `/` key on or off in this browser."""
    response = redirect("referrals:search")
    remember(response, SLASH, is_on=request.POST.get("slash") == "on")
    return response


def _row(found: Found) -> list[Cell]:
    thing = found.thing
    if isinstance(thing, Case):
        name, page, stands = thing.person_name, "referrals:case", thing.get_state_display()
    else:
        name, page, stands = thing.name_in_lists, "referrals:referral", _standing(thing)
    person, why, where = (heading.title for heading in HEADINGS)
    return [
        Cell(name, href=reverse(page, args=[thing.pk]), note=thing.reference, title=person),
        Cell(found.why, title=why),
        Cell(stands, colour="blue", title=where),
    ]


def _standing(referral: Referral) -> str:
    waits = referral.state == ReferralState.RECEIVED
    return "Referral waiting" if waits else f"Referral: {referral.get_state_display().lower()}"


def _count(found: int, were_more: bool) -> str:
    if were_more:
        return f"The {SHOWN} closest. Add a date of birth or a number to narrow the search."
    return f"{found} {'person' if found == 1 else 'people'}" if found else "Nobody found"
