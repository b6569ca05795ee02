"""What is good once is good once, also for many at the same moment.

These few commit for real, each copy in a connection of its own, and tidy up as the owner.
"""

import threading
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from axes.models import AccessAttempt
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from chrysalis.agencies.actions.appointing import register_worker
from chrysalis.agencies.models import Worker
from chrysalis.signin.actions import codes, invitations
from chrysalis.signin.models import Invitation
from tests.kernel.signin.door import PASSWORD
from tests.kernel.signin.test_second_factor import SECRET, code


@pytest.fixture
def avery(django_db_setup, django_db_blocker) -> Iterator[Worker]:
    with django_db_blocker.unblock():
        avery = register_worker("Avery Quill", email="avery.quill@example.org", at=timezone.now())
        yield avery
        Worker.objects.using("owner").filter(pk=avery.pk).delete()
        AccessAttempt.objects.using("owner").all().delete()


def at_once(copies: int, act: Callable[[], bool]) -> int:
    """How many of so many copies succeed when all start together."""
    start, results = threading.Barrier(copies), []

    def run() -> None:
        start.wait()
        try:
            results.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(copies)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == copies
    return sum(results)


def test_one_code_lets_in_one(avery):
    TOTP.activate(avery, SECRET)
    typed = code()
    assert at_once(30, lambda: spends(typed, avery)) == 1


def test_one_recovery_code_lets_in_one(avery):
    typed = RecoveryCodes.activate(avery).get_unused_codes()[3]
    assert at_once(30, lambda: spends(typed, avery)) == 1
    left = Authenticator.objects.get(user=avery).wrap().get_unused_codes()
    assert len(left) == 9


def test_a_burst_of_guesses_does_not_get_past_the_count(avery):
    TOTP.activate(avery, SECRET)
    looked_at = at_once(30, lambda: is_looked_at("000000", avery))
    assert looked_at == 10


def test_one_invitation_sets_one_password(avery):
    invitation = Invitation.objects.create(worker=avery, made_at=timezone.now())
    token = invitations.make_link(invitation, at=timezone.now())
    assert at_once(20, lambda: accepts(token)) == 1


def spends(typed: str, worker: Worker) -> bool:
    try:
        return codes.spend(typed, request=asked(), worker=worker) is not None
    except codes.TooMany:
        return False


def is_looked_at(typed: str, worker: Worker) -> bool:
    try:
        codes.spend(typed, request=asked(), worker=worker)
    except codes.TooMany:
        return False
    return True


def accepts(token: str) -> bool:
    try:
        invitations.accept(token, password=PASSWORD, at=timezone.now())
    except invitations.NotOpen:
        return False
    return True


def asked():
    return RequestFactory().post("/sign-in/second-factor/code/")
