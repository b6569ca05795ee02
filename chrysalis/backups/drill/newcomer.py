"""Somebody who exists in a scratch database alone, and tries to come in by the front door."""

import secrets

from django.conf import settings
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from chrysalis.agencies.actions import agencies, appointing
from chrysalis.agencies.models import Agency, Worker
from chrysalis.signin.actions import invitations


PROVIDER, ROLE = Agency.Kind.PROVIDER, "caseworker"


def signs_in() -> bool:
    """Whether a password opens a session. A second factor, where one is asked for, comes after it."""
    password = secrets.token_urlsafe(24)
    newcomer, browser = _arrives(password), _browser()
    sent = {"login": newcomer.email, "password": password}
    browser.post(reverse("account_login"), sent, secure=True)
    return browser.session.get("_auth_user_id") == str(newcomer.pk)


def _arrives(password: str) -> Worker:
    at, slug = timezone.now(), f"drill-{secrets.token_hex(4)}"
    agency = agencies.register_agency(slug, name="Restore drill", kinds=[PROVIDER], by=None, at=at)
    newcomer = appointing.register_worker("Restore Drill", email=f"{slug}@service.example", at=at)
    appointing.appoint(newcomer, agency, ROLE, starts_on=timezone.localdate(at), at=at)
    link = invitations.make_link(invitations.open_for(newcomer, at=at), at=at)
    return invitations.accept(link, password=password, at=at)


def _browser() -> Browser:
    host = next((name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"), "localhost")
    return Browser(SERVER_NAME=host)
