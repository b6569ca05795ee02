"""Guessing is slowed by account and device, never by address.

Ten wrong tries in five minutes, counted in a bucket: all unknown devices share one bucket an
account, and every device the person knows has its own. So a stranger gets ten guesses, an owner at
their own desk is never locked by strangers, and three hundred people behind one address do not
notice each other. Wrong codes of the second factor fall into the same buckets.
"""

import datetime as dt
import logging
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from chrysalis.agencies.models import Worker
from chrysalis.signin import devices


log = logging.getLogger(__name__)
MANY = 50  # accounts with a wrong password in one span of counting


def bucket(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """What the library counts under: it tells neither the account nor the device."""
    email = str((credentials or {}).get("email") or "").strip().lower()
    device = devices.known_to(request, email) or "unknown"
    return salted_hmac("chrysalis.signin.throttle", f"{device} {email}", algorithm="sha256").hexdigest()


def no_address(request: HttpRequest) -> None:
    """The library would keep the address beside each try. There is no use for it."""


def is_open(request: HttpRequest, worker: Worker) -> bool:
    return AxesProxyHandler.is_allowed(request, {"email": worker.email})


def count_wrong_code(request: HttpRequest, worker: Worker) -> None:
    user_login_failed.send(sender=__name__, credentials={"email": worker.email}, request=request)


def watch(*, at: dt.datetime) -> None:
    """One guess at each of many accounts slips past every bucket. Whoever keeps the service is told."""
    lately = AccessAttempt.objects.filter(attempt_time__gt=at - settings.AXES_COOLOFF_TIME)
    accounts = lately.values("username").distinct().count()
    if accounts >= MANY and accounts % MANY == 0:
        log.error("Wrong passwords for %d accounts within minutes: somebody may try one each.", accounts)


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None
) -> HttpResponse:
    """The same page for every account, also for one that does not exist."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "signin/locked_out.html", {"minutes": minutes}, status=429)
