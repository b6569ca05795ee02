"""The way into a page: who may open it, and how a view gets the thing it needs.

Not visible is 404, byte for byte the same as not there. Visible but not allowed is 403, with whom
to ask. A page that carries neither `@requires` nor `@hatless` is refused before its view runs.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse

from chrysalis.access.decide import can, holders, visible
from chrysalis.access.hat import Hat
from chrysalis.access.permissions import Permission


M = TypeVar("M", bound=models.Model)
View = Callable[..., HttpResponse]


class Request(HttpRequest):
    """A request to a page behind a hat, as the middleware hands it on: `hat` is always there."""

    hat: Hat


class NotAllowed(PermissionDenied):
    """The hat does not reach this far. Carries the permission, so that the page can say whom to ask."""

    def __init__(self, permission: Permission) -> None:
        super().__init__(f"You may not {permission.english} in this role.")
        self.permission = permission

    @property
    def who_may(self) -> list[str]:
        return [role.name for role in holders(self.permission)]


def requires(permission: Permission) -> Callable[[View], View]:
    """Open the view only to a hat that holds the permission."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            if not can(request.hat, permission):
                raise NotAllowed(permission)
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def hatless(why: str) -> Callable[[View], View]:
    """Let a page run before a hat is chosen. `why` is printed in the access table."""

    def decorate(view: View) -> View:
        view.hatless = why  # type: ignore[attr-defined]
        return view

    return decorate


def any_hat(why: str) -> Callable[[View], View]:
    """Open a page to everyone who has chosen a hat, whatever the role."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.hat is None:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.any_hat = why  # type: ignore[attr-defined]
        return guarded

    return decorate


def get_visible_or_404(hat: Hat | None, queryset: models.QuerySet[M], **lookup: Any) -> M:
    """The one thing asked for, if this hat may see it. Raises Http404 for hidden and absent alike."""
    try:
        found: M = visible(hat, queryset).get(**lookup)
    except (ObjectDoesNotExist, ValidationError, ValueError):
        raise Http404 from None
    return found
