"""A page that somebody waits at looks again by itself, with no script."""

import datetime as dt

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone


def looks_again(response: HttpResponse, *, since: dt.datetime, no_longer: dt.timedelta) -> HttpResponse:
    """`since` is when somebody asked for what is waited for.

    SAFETY: and no longer than that, since each look counts as work: a page left open on a shared PC would
    keep its screen from locking, for whoever sits down next.
    """
    if timezone.now() - since < no_longer:
        response["Refresh"] = str(settings.LOOK_AGAIN)
    return response
