"""What the base page says on every page, whoever is looking."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from chrysalis.access.decide import can
from chrysalis.access.permissions import Permission
from chrysalis.ui.keyboard import SLASH, is_on
from chrysalis.ui.navigation import navigation


def page(request: HttpRequest) -> dict[str, Any]:
    """Adds no query: it reads settings and the hat that is already on the request."""
    hat = getattr(request, "hat", None)
    return {
        "is_demo": settings.DEMO,
        "support_phone": settings.SUPPORT_PHONE,
        "request_id": getattr(request, "request_id", ""),
        "form": None,  # a page with a form gives its own; the base page asks every page for errors
        "hat_label": hat.label if hat else "",
        "idle_minutes": hat.idle_minutes if hat else 0,
        "slash_is_on": is_on(request, SLASH),
        "may_search": can(hat, Permission.PERSON_SEARCH),
        "standstill": getattr(request, "standstill", None),
        "is_unsaved": hasattr(request, "unsaved"),
        "numbers": getattr(request, "numbers", []),
        "navigation": navigation(hat, request.path),
        "printed_at": timezone.now(),
    }
