"""Invitations: the only way in for somebody new. Their administrator never chooses or sees a password."""

import datetime as dt
import hashlib
import secrets
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string

from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Worker
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.signin.models import Invitation
from chrysalis.tasks import ring


HOURS = 72
ACCEPTED = word("invitation.accepted", Side.NEITHER, "account", "accepted an invitation and set a password")


class NotOpen(Exception):
    """The link is unknown, used or too old. One refusal for all three."""


@transaction.atomic
def invite(worker: Worker, *, at: dt.datetime, origin: str) -> Invitation:
    """A new invitation, in place of an open one. The worker process makes the link and sends it."""
    invitation = open_for(worker, at=at)
    transaction.on_commit(
        lambda: ring("chrysalis.signin.tasks.send_invitation", key=invitation.pk, origin=origin)
    )
    return invitation


@transaction.atomic
def open_for(worker: Worker, *, at: dt.datetime) -> Invitation:
    """An invitation without a link yet; the links of earlier ones stop working."""
    Invitation.objects.filter(worker=worker, used_at__isnull=True).delete()
    return Invitation.objects.create(worker=worker, made_at=at)


@transaction.atomic
def make_link(invitation: Invitation, *, at: dt.datetime) -> str:
    """The secret of the link. It exists here, in the message, and nowhere else."""
    token = secrets.token_urlsafe(32)
    invitation.token_digest, invitation.expires_at = _digest(token), at + dt.timedelta(hours=HOURS)
    invitation.save(update_fields=["token_digest", "expires_at"])
    return token


def send(key: UUID, *, origin: str, at: dt.datetime) -> None:
    """Send it unless it was sent or is gone. The mail names no service and no person."""
    invitation = Invitation.objects.select_related("worker").filter(pk=key, sent_at__isnull=True).first()
    if invitation is None:
        return
    link = f"{origin}/sign-in/invitation/{make_link(invitation, at=at)}/"
    body = render_to_string("signin/mail/invitation.txt", {"link": link, "hours": HOURS})
    send_mail("Set up your account", body, settings.DEFAULT_FROM_EMAIL, [invitation.worker.email])
    invitation.sent_at = at
    invitation.save(update_fields=["sent_at"])


def find(token: str, *, at: dt.datetime) -> Invitation:
    """The open invitation of this link. Raises NotOpen."""
    found = _open(at).filter(token_digest=_digest(token)).select_related("worker").first()
    if found is None:
        raise NotOpen
    return found


@transaction.atomic
def accept(token: str, *, password: str, at: dt.datetime) -> Worker:
    """Use the link, once: of fifty at the same moment one succeeds. Raises NotOpen."""
    invitation = find(token, at=at)
    # On the row alone: with a join, the database would judge the copy that it read before it waited.
    if not Invitation.objects.filter(pk=invitation.pk, used_at__isnull=True).update(used_at=at):
        raise NotOpen
    worker = invitation.worker
    worker.set_password(password)
    worker.save(update_fields=["password"])
    record(ACCEPTED, by=None, at=at, worker_id=worker.pk)
    return worker


def _open(at: dt.datetime) -> QuerySet[Invitation]:
    in_time = Q(used_at__isnull=True, expires_at__gt=at)
    return Invitation.objects.filter(in_time, worker__is_active=True)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
