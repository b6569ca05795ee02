"""The number of notices in the header. Asked when a page draws it, once, and of nobody without a hat."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from chrysalis.notices.queries import how_many_wait


def waiting(request: HttpRequest) -> dict[str, Any]:
    hat = getattr(request, "hat", None)
    return {"notices_waiting": SimpleLazyObject(lambda: how_many_wait(hat)) if hat else ""}
