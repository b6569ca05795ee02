"""Forgotten passwords.

SAFETY: asking tells nothing. Whatever address is typed, the same is done at once (a task is queued)
and the same page shown; whether there is an account is looked up later, in the worker, out of sight
and out of the clock of whoever asked. Nor does the message tell a family member who reads it which
service this is.
"""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.cache import cache
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from chrysalis.agencies.models import Worker
from chrysalis.signin.backends import may_come_alone
from chrysalis.tasks import ring


SECONDS_BETWEEN = 120  # so that nobody can fill a mailbox by asking


def ask(email: str, *, origin: str) -> None:
    transaction.on_commit(lambda: ring("chrysalis.signin.tasks.send_reset", email=email, origin=origin))


def send(email: str, *, origin: str) -> None:
    worker = Worker.objects.filter(email=email.strip().lower(), is_active=True).first()
    if worker is None or not worker.has_usable_password() or not may_come_alone(worker):
        return
    if not cache.add(f"reset/{worker.pk}", True, timeout=SECONDS_BETWEEN):
        return
    token = default_token_generator.make_token(worker)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(worker), token])
    minutes = settings.PASSWORD_RESET_TIMEOUT // 60
    body = render_to_string("signin/mail/reset.txt", {"link": origin + path, "minutes": minutes})
    send_mail("The link you asked for", body, settings.DEFAULT_FROM_EMAIL, [worker.email])
