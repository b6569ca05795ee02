"""Pages with nothing to find out: the same template behind the same door, everything in it a constant.

What a page costs beyond this is what its questions cost.
"""

from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import patch

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chrysalis.access.http import any_hat
from chrysalis.ui.lists import Listing


_held: dict[str, Any] = {"template": "", "context": {}}


@require_safe
@any_hat("the yardstick of a bench: everything in it is constant")
def page(request: HttpRequest) -> HttpResponse:
    return render(request, _held["template"], _held["context"])


def hold(views: ModuleType, visit: Callable[[], object]) -> None:
    """Take what one visit to a page of `views` draws, and show that from now on."""

    def draw(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        answer = render(request, template, context)  # whatever is worked out late is worked out here
        _held.update(template=template, context={name: _constant(value) for name, value in context.items()})
        return answer

    with patch.object(views, "render", draw):
        visit()


def _constant(value: object) -> object:
    return _frozen(value) if isinstance(value, Listing) else value


def _frozen(listing: Listing) -> SimpleNamespace:
    """Its public words, worked out once; what would have to be called is left out."""
    names = [name for name in dir(listing) if not name.startswith("_") and name != "link"]
    return SimpleNamespace(**{name: getattr(listing, name) for name in names})
