from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from chrysalis.access.http import hatless
from chrysalis.agencies.queries import make_hat
from chrysalis.signin import places
from chrysalis.signin.forms import WorkingAs
from chrysalis.signin.views.session import back
from chrysalis.standstill.marks import goes_on


@goes_on
@hatless("here the hat is chosen")
def working_as(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("account_login")
    several = list(places.of(request, on=timezone.localdate()))
    if not several:
        return redirect("/")  # where it is said that no place is left
    form = WorkingAs(
        request.POST or None, places=several, initial={"place": request.session.get("membership")}
    )
    if form.is_valid():
        chosen = next(place for place in several if str(place.pk) == form.cleaned_data["place"])
        places.take(request, make_hat(chosen))
        return redirect(back(request))
    return render(request, "signin/working_as.html", {"form": form, "next": back(request)})
