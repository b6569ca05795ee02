"""A page that somebody waits at looks again by itself, with no script."""

import datetime as dt

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone


NO_LONGER = dt.timedelta(minutes=10)  # a page left open keeps nobody signed in


def looks_again(response: HttpResponse, *, since: dt.datetime) -> HttpResponse:
    """`since` is when what is waited for last moved."""
    if timezone.now() - since < NO_LONGER:
        response["Refresh"] = str(settings.LOOK_AGAIN)
    return response
