"""A case at the Threshold Centre, and what happens to a document between asking and opening."""

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
from django.utils import timezone

from chrysalis.events.actions.carrying import carry
from chrysalis.reports.actions.answering import answer_due
from chrysalis.reports.actions.making import make_waiting
from chrysalis.reports.models import ReportRun
from referrals.models import Case, Referral
from tests.kernel.reports.press import words_alone
from tests.referrals.test_custody_referral import refers
from tests.referrals.test_record_contact import records


@pytest.fixture
def plain_press() -> Iterator[None]:
    with words_alone():
        yield


@pytest.fixture
def nothing_sampled(settings) -> None:
    settings.RELEASE_SAMPLE_PERCENT = 0


def a_case(world) -> Case:
    refers(world.sergeant)
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    return Case.objects.get()


@pytest.fixture
def case(world) -> Case:
    return a_case(world)


def tells_in_the_case(world, case: Case, account: str) -> None:
    assert records(world.caseworker, case, account=account).status_code == 302


def asks_for_summary(person, case: Case, **fields: str):
    known = {"draft": str(uuid.uuid4()), "recipient": "Westfield children’s services"}
    return person.sends("referrals:ask_summary", case.pk, **(known | fields))


def makes(now: dt.datetime | None = None) -> None:
    """The worker's round: what waits is made, and what is announced is heard."""
    at = now or timezone.now()
    make_waiting(clock=lambda: at)
    carry()


def set_time_comes(run: ReportRun) -> None:
    run.refresh_from_db()
    moment = run.answer_at
    answer_due(clock=lambda: moment)
    carry()
    run.refresh_from_db()


def summary(world, case: Case) -> ReportRun:
    """Asked for and made."""
    before = set(ReportRun.objects.values_list("pk", flat=True))
    assert asks_for_summary(world.caseworker, case).status_code == 302
    makes()
    return ReportRun.objects.exclude(pk__in=before).get()
