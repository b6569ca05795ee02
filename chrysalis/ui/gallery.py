"""Every component in every state, for designers and accessibility tests. In the demonstration only."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from chrysalis.access.http import hatless
from chrysalis.ui import samples


STATES: dict[str, dict[str, Any] | None] = {"fresh": None, "error": {}, "filled": samples.ANSWERS}


@hatless("shows invented samples, in the demonstration only")
def components(request: HttpRequest) -> HttpResponse:
    _refuse_outside_demo()
    return render(request, "ui/gallery/components.html", {"samples": samples, "pages": _pages("components")})


@hatless("shows invented samples, in the demonstration only")
def forms(request: HttpRequest, state: str) -> HttpResponse:
    _refuse_outside_demo()
    if state not in STATES:
        raise Http404
    form = samples.SampleForm(STATES[state])
    return render(request, "ui/gallery/forms.html", {"form": form, "state": state, "pages": _pages(state)})


@hatless("shows invented samples, in the demonstration only")
def confirmation(request: HttpRequest) -> HttpResponse:
    _refuse_outside_demo()
    return render(request, "ui/gallery/confirmation.html", {"pages": _pages("confirmation")})


def _refuse_outside_demo() -> None:
    if not settings.DEMO:
        raise Http404


def _pages(current: str) -> list[dict[str, Any]]:
    pages = [("components", "Components", reverse("ui:gallery"))]
    pages += [(state, f"Form: {state}", reverse("ui:gallery_forms", args=[state])) for state in STATES]
    pages += [("confirmation", "Confirmation", reverse("ui:gallery_confirmation"))]
    return [{"text": text, "href": href, "current": name == current} for name, text, href in pages]
