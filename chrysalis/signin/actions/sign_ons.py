"""An agency's own sign-on: configuring it, and recognising who comes by it.

An identity is (issuer, subject). The e-mail address counts once, on the first visit of somebody the
agency has a place for and who has no identity yet, and only if the issuer says that it is verified.
Nobody becomes known by coming.
"""

import datetime as dt

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone

from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency, Worker
from chrysalis.agencies.queries import in_force
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.drafts.sealing import seal
from chrysalis.signin.models import Invitation, SingleSignOn


CONFIGURED = word("sign_on.configured", Side.NEITHER, "account", "configured the agency's own sign-on")
RECOGNISED = word("sign_on.recognised", Side.NEITHER, "account", "was recognised by the agency's own sign-on")


@transaction.atomic
def configure(agency: Agency, *, issuer: str, client_id: str, secret: str, at: dt.datetime) -> SingleSignOn:
    values = {"issuer": issuer, "client_id": client_id, "sealed_secret": seal(secret), "configured_at": at}
    sign_on, _ = SingleSignOn.objects.update_or_create(agency=agency, defaults=values)
    record(CONFIGURED, by=None, at=at, subjects=[agency.pk])
    return sign_on


def recognise(request: HttpRequest, login: SocialLogin, *, at: dt.datetime) -> None:
    """Let the person in if they are known or now become so; turn everybody else away, all alike."""
    agency_id = login.provider.app.settings["agency_id"]
    worker = login.user if login.is_existing else _first_visit(login, agency_id=agency_id, at=at)
    if worker is None or not _works_there(worker, agency_id, at=at):
        raise ImmediateHttpResponse(render(request, "socialaccount/authentication_error.html", status=403))
    login.user = worker


def slug_of(agency_id: str | None) -> str | None:
    return agency_id and Agency.objects.filter(pk=agency_id).values_list("slug", flat=True).first()


@transaction.atomic
def _first_visit(login: SocialLogin, *, agency_id: str, at: dt.datetime) -> Worker | None:
    """Whom a verified address invites, once. The lock lets only one of two identities become theirs."""
    invited = _invited(login)
    if invited is None or not _works_there(invited, agency_id, at=at):
        return None
    if SocialAccount.objects.filter(user_id=invited.pk).exists():
        return None
    login.account.user = invited
    login.account.save()
    Invitation.objects.filter(worker=invited, used_at__isnull=True).delete()
    record(RECOGNISED, by=None, at=at, worker_id=invited.pk)
    return invited


def _invited(login: SocialLogin) -> Worker | None:
    addresses = [address.email.lower() for address in login.email_addresses if address.verified]
    if len(addresses) != 1:
        return None
    return Worker.objects.select_for_update().filter(email=addresses[0], is_active=True).first()


def _works_there(worker: Worker, agency_id: str, *, at: dt.datetime) -> bool:
    places = worker.memberships.filter(in_force(timezone.localdate(at)), agency_id=agency_id)
    return worker.is_active and places.exists()
