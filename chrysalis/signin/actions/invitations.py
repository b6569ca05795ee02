"""Invitations: the only way in for somebody new. Their administrator never chooses or sees a password.

The letter is a message like every other ([decision 0040](../../decisions/0040-links-made-last.md)): its
link is made in the moment it leaves, so that none lies in a queue.
"""

import datetime as dt
import hashlib
import secrets
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from chrysalis.access.barriers import Side
from chrysalis.access.context import as_the_service
from chrysalis.agencies.models import Worker
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.delivery.actions import send
from chrysalis.delivery.letters import LETTERS, Letter, LetterKind, Sending, Withheld
from chrysalis.signin.actions.troubles import tell
from chrysalis.signin.models import Invitation


HOURS = 72
ACCEPTED = word("invitation.accepted", Side.NEITHER, "account", "accepted an invitation and set a password")


class NotOpen(Exception):
    """The link is unknown, used or too old. One refusal for all three."""


@transaction.atomic
def invite(worker: Worker, *, agency_id: UUID, at: dt.datetime) -> Invitation:
    """A new invitation, in place of an open one. The worker process makes the link and sends it."""
    invitation = open_for(worker, at=at)
    send(LETTER, about=invitation.pk, to=worker.pk, at=at, key=invitation.pk, agency_id=agency_id)
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


def _write(sending: Sending, at: dt.datetime) -> Letter:
    """As the courier. A letter that surely did not go gets another link when it is written again; one that
    another has replaced is withheld. It names no service and no person."""
    with as_the_service():
        unused = Invitation.objects.filter(pk=sending.subject_id, used_at=None, worker__is_active=True)
        invitation = unused.select_related("worker").first()
        if invitation is None:
            raise Withheld
        path = reverse("signin:follow", args=[make_link(invitation, at=at)])
    words = {"link": settings.SERVICE_URL + path, "hours": HOURS}
    text = render_to_string("signin/mail/invitation.txt", words)
    return Letter(invitation.worker.email, "Set up your account", text)


def _sent(sending: Sending, at: dt.datetime) -> None:
    with as_the_service():
        Invitation.objects.filter(pk=sending.subject_id).update(sent_at=at)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


LETTER = LETTERS.add(LetterKind("invitation", Side.NEITHER, _write, tell, sent=_sent))
