"""Forgotten passwords.

SAFETY: asking tells nothing. Whatever address is typed, the same is done at once (a row is written) and
the same page shown; whether there is an account is looked up later, in the worker, out of sight and out
of the clock of whoever asked. Nor does the message tell a family member who reads it which service this
is.

The address rests sealed, and for seconds: the worker takes the row away as it looks the address up, and
leaves a message in its place where somebody is to be written to. The link is made in the moment it leaves
([decision 0040](../../decisions/0040-links-made-last.md)).
"""

import datetime as dt

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from chrysalis.access.barriers import Side
from chrysalis.access.context import as_system, as_the_service
from chrysalis.agencies.models import Worker
from chrysalis.delivery.actions import send
from chrysalis.delivery.letters import LETTERS, Letter, LetterKind, Sending, Withheld
from chrysalis.delivery.models import AccountMessage
from chrysalis.drafts.sealing import seal, unseal
from chrysalis.signin.actions.troubles import agency_of, tell
from chrysalis.signin.backends import may_come_alone
from chrysalis.signin.models import PasswordRequest
from chrysalis.tasks import ring


BETWEEN = dt.timedelta(minutes=2)  # so that nobody can fill a mailbox by asking
AT_ONCE = 100


@transaction.atomic
def ask(email: str, *, at: dt.datetime) -> None:
    PasswordRequest.objects.create(sealed_email=seal(email.strip().lower()), asked_at=at)
    transaction.on_commit(lambda: ring("chrysalis.signin.tasks.answer_requests"))


def answer(*, at: dt.datetime) -> int:
    """Turn what was asked for into messages, and forget who asked; how many had asked. In one transaction:
    a worker that is killed meanwhile has done nothing, and the next one does it."""
    with as_system("courier"):
        asked = _taken()
        for request, worker in asked:
            if worker and not _was_written_to(worker, at=at):
                agency = agency_of(worker.pk, at=at)
                send(LETTER, about=worker.pk, to=worker.pk, at=at, key=request.pk, agency_id=agency)
        return len(asked)


def _taken() -> list[tuple[PasswordRequest, Worker | None]]:
    """The requests, gone once this is committed, each with the account it means. The account is locked, so
    that of two workers who answer two requests of one person the second sees the message of the first."""
    with as_the_service():
        found = list(
            PasswordRequest.objects.select_for_update(skip_locked=True).order_by("asked_at")[:AT_ONCE]
        )
        PasswordRequest.objects.filter(pk__in=[request.pk for request in found]).delete()
        accounts = Worker.objects.select_for_update()
        return [(each, accounts.filter(email=unseal(bytes(each.sealed_email))).first()) for each in found]


def _was_written_to(worker: Worker, *, at: dt.datetime) -> bool:
    lately = {"letter": LETTER.slug, "recipient_id": worker.pk, "made_at__gt": at - BETWEEN}
    return AccountMessage.objects.filter(**lately).exists()


def _write(sending: Sending, at: dt.datetime) -> Letter:
    """As the courier. Whether they may come in by a password is asked now, in the moment of sending."""
    with as_the_service():
        worker = Worker.objects.filter(pk=sending.recipient_id, is_active=True).first()
        if worker is None or not worker.has_usable_password() or not may_come_alone(worker):
            raise Withheld
        token = default_token_generator.make_token(worker)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(worker), token])
    words = {"link": settings.SERVICE_URL + path, "minutes": settings.PASSWORD_RESET_TIMEOUT // 60}
    return Letter(worker.email, "The link you asked for", render_to_string("signin/mail/reset.txt", words))


LETTER = LETTERS.add(LetterKind("password-reset", Side.NEITHER, _write, tell))
