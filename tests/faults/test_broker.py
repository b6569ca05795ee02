"""The broker is only a doorbell: stopped, emptied or frozen, everything is done, later."""

from collections.abc import Iterator

import pytest

from chrysalis.notices.models import SafetyNotice
from tests.browser.caller import Caller
from tests.faults.rig import Rig, fresh, until


SEAL = "/referrals/new/for-partner-support/"
SOON = 10.0  # seconds that a page may take while the bell is broken; on an idle machine it takes two, once


@pytest.fixture(scope="module")
def stack(rig: Rig) -> Iterator[Rig]:
    rig.start_web()
    rig.start_worker()
    until(rig.is_at_work)
    yield rig
    rig.kill_worker()


@pytest.fixture(scope="module")
def sergeant(stack: Rig) -> Caller:
    return Caller(stack, "sergeant")


def told(stack: Rig) -> int:
    with stack.committed():
        return SafetyNotice.objects.filter(kind_slug="slip-sealed").count()


def seals_and_is_answered(sergeant: Caller) -> None:
    """Press "Save this section", and have the next page soon."""
    token = sergeant.form("/referrals/new/")["csrfmiddlewaretoken"]
    fields = {"csrfmiddlewaretoken": token, "section": fresh(), "page": fresh()}
    took = until(lambda: sergeant.post(SEAL, fields | {"never-draft-name": "Maren"}).status == 302)
    assert took < SOON


def is_told(stack: Rig, before: int) -> None:
    until(lambda: told(stack) == before + 1)


def test_emptied_while_the_bell_was_in_it(stack: Rig, sergeant: Caller):
    before = told(stack)
    stack.kill_worker()
    seals_and_is_answered(sergeant)
    stack.broker.empty()
    stack.start_worker()
    is_told(stack, before)


def test_stopped(stack: Rig, sergeant: Caller):
    before = told(stack)
    stack.broker.stop()
    seals_and_is_answered(sergeant)
    is_told(stack, before)
    stack.broker.start()


def test_frozen(stack: Rig, sergeant: Caller):
    before = told(stack)
    stack.broker.freeze()
    try:
        seals_and_is_answered(sergeant)
        is_told(stack, before)
    finally:
        stack.broker.thaw()
