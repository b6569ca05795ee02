"""The figures of a service: exact for its manager, rounded for everybody else, and of nobody by name."""

import datetime as dt
import uuid

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.models import Scheme
from chrysalis.agencies.queries import make_hat
from chrysalis.reports.models import ReportRun
from chrysalis.reports.rules.quarters import Quarter
from chrysalis.ui.templatetags.ui import day
from referrals.models import Case, Referral
from referrals.reports import register
from referrals.reports.counts import referral_counts, referral_register
from tests.kernel.reports.conftest import makes, set_time_comes
from tests.kernel.reports.press import words_alone
from tests.referrals.test_custody_referral import refers
from tests.referrals.test_record_contact import records
from tests.referrals.test_triage import drafted, refuses, text


@pytest.fixture
def quarter() -> Quarter:
    return Quarter.of(timezone.localdate())


@pytest.fixture
def referred(world):
    """Seven men and two women; one case was opened, and the person reached."""
    for number in range(9):
        sex = "female" if number < 2 else "male"
        refers(world.sergeant, sex=sex, given_names=f"Person{'abcdefghi'[number]}")
    world.caseworker.sends("referrals:accept", Referral.objects.filter(sex="male").first().pk)
    records(world.caseworker, Case.objects.get(), outcome="reached")


def counts(person, quarter, **more):
    scheme = Scheme.objects.get(slug="west")
    days = {"with_restricted": False} | more
    with acting_as(make_hat(person.membership)):
        return referral_counts(scheme.pk, quarter.begins_on, quarter.ends_on, **days)


def test_a_manager_gets_numbers_and_no_rows(world, referred, quarter):
    found = counts(world.service_manager, quarter)
    assert found["sex"] == {"male": 7, "female": 2}
    assert found["funnel"] == {"received": 9, "accepted": 1, "contacted": 1, "in_time": 1}
    assert sum(found["age"].values()) == 9
    with acting_as(make_hat(world.service_manager.membership)):
        assert not Referral.objects.filter(pk__in=[]).exists()
        with pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
            list(Referral.objects.all())


def test_what_joined_an_open_case_is_taken_and_contact_after_it_counts(world, referred, quarter):
    case, again = Case.objects.get(), Referral.objects.filter(state="received").first()
    joined = {"same_as": str(case.pk), "kind": "arrest"}
    assert world.caseworker.sends("referrals:join_case", again.pk, **joined).status_code == 302
    found = counts(world.service_manager, quarter)["funnel"]
    assert (found["received"], found["accepted"]) == (9, 2)
    records(world.caseworker, case, outcome="reached")
    assert counts(world.service_manager, quarter)["funnel"]["in_time"] == 2
    with acting_as(make_hat(world.service_manager.membership)):
        scheme = Scheme.objects.get(slug="west")
        lines = referral_register(scheme.pk, quarter.begins_on, quarter.ends_on)
    assert next(line for line in lines if line.reference == again.reference).reached_at


def test_nobody_else_may_so_much_as_call_it(world, referred, quarter):
    assert counts(world.service_manager, quarter)
    for person in (world.caseworker, world.partner_support_manager, world.sergeant):
        with pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
            counts(person, quarter)


def test_what_is_restricted_is_in_no_exact_figure(world, referred, quarter):
    before = counts(world.service_manager, quarter)["funnel"]["received"]
    reference = Referral.objects.filter(state="received").first().reference
    world.safeguarding_lead.sends("referrals:restrict", reference=reference, reason="A relative works here")
    assert counts(world.service_manager, quarter)["funnel"]["received"] == before - 1
    assert counts(world.service_manager, quarter, with_restricted=True)["funnel"]["received"] == before
    with acting_as(make_hat(world.service_manager.membership)):
        lines = referral_register(Scheme.objects.get(slug="west").pk, quarter.begins_on, quarter.ends_on)
    assert len(lines) == before - 1
    assert reference not in {line.reference for line in lines}


def asks(person, name: str, quarter: Quarter, **fields: str) -> ReportRun:
    before = set(ReportRun.objects.values_list("pk", flat=True))
    known = {"draft": str(uuid.uuid4()), "period": quarter.slug}
    assert person.sends(f"referrals:{name}", **(known | fields)).status_code == 302
    with words_alone():
        makes()
    return ReportRun.objects.exclude(pk__in=before).get()


def test_the_register_holds_handles_and_no_names(world, referred, quarter):
    run = asks(world.service_manager, "ask_register", quarter)
    page = world.service_manager.opens("reports:document", run.pk).content.decode()
    assert all(reference in page for reference in Referral.objects.values_list("reference", flat=True))
    assert "Kestrel" not in page
    assert "Person" not in page


def test_the_register_awaits_no_contact_with_whom_it_did_not_take(world, referred, quarter):
    late, refused, *_ = Referral.objects.filter(state="received")
    refuses(world.caseworker, refused)
    waiting = {"pk__in": [late.pk, refused.pk]}
    Referral.objects.filter(**waiting).update(first_contact_due_at=timezone.now() - dt.timedelta(days=1))
    run = asks(world.service_manager, "ask_register", quarter)
    page = world.service_manager.opens("reports:document", run.pk).content.decode()
    today = day(timezone.localdate())
    assert f"{late.reference}\n{today}\nOldbury custody\nReceived\nOverdue" in page
    assert f"{refused.reference}\n{today}\nOldbury custody\nNot accepted\n–" in page


def test_the_register_says_of_a_case_that_ended_unreached_that_it_did(world, referred, quarter):
    """Nobody makes that contact any more: an ended case is neither due nor overdue."""
    waiting = Referral.objects.filter(state="received").first()
    world.caseworker.sends("referrals:accept", waiting.pk)
    Referral.objects.filter(pk=waiting.pk).update(first_contact_due_at=timezone.now() - dt.timedelta(days=1))
    assert f"{waiting.reference}\n{day(timezone.localdate())}\nOldbury custody\nAccepted\nOverdue" in (
        page_of(world, quarter)
    )
    known = drafted(ending="not_reached", reason="Four tries in a month.")
    assert world.caseworker.sends("referrals:close", waiting.case.pk, **known).status_code == 302
    ended = f"Accepted\nNot reached, ended {day(timezone.localdate())}"
    assert f"{waiting.reference}\n{day(timezone.localdate())}\nOldbury custody\n{ended}" in (
        page_of(world, quarter)
    )


def page_of(world, quarter) -> str:
    run = asks(world.service_manager, "ask_register", quarter)
    return world.service_manager.opens("reports:document", run.pk).content.decode()


def test_the_register_of_a_quarter_without_referrals_says_so(world, quarter):
    run = asks(world.service_manager, "ask_register", quarter)
    page = world.service_manager.opens("reports:document", run.pk).content.decode()
    assert "No referral came in." in page


def test_a_register_that_was_cut_says_how_many_it_holds(world, referred, quarter, monkeypatch):
    monkeypatch.setattr(register, "MOST", Referral.objects.count())
    run = asks(world.service_manager, "ask_register", quarter)
    page = world.service_manager.opens("reports:document", run.pk).content.decode()
    assert f"Only the first {Referral.objects.count()} are listed." in page


def test_the_return_withholds_small_numbers_and_leaves_through_the_check(world, referred, quarter, settings):
    settings.RELEASE_SAMPLE_PERCENT = 0
    Referral.objects.update(received_at=timezone.now() - dt.timedelta(days=92))
    run = asks(world.service_manager, "ask_return", quarter.before, recipient="The commissioner")
    assert run.state == "checking"
    set_time_comes(run)
    page = world.service_manager.opens("reports:document", run.pk).content.decode()
    assert "Female: <5; Male: Withheld" in page
    assert "Referrals received\n10" in page
    assert "\n9\n" not in page


def test_no_return_is_asked_of_a_quarter_that_still_runs(world, referred, quarter):
    known = {"draft": str(uuid.uuid4()), "recipient": "The commissioner"}
    refused = world.service_manager.sends("referrals:ask_return", **known, period=quarter.slug)
    assert refused.status_code == 200
    assert not ReportRun.objects.exists()
    assert asks(world.service_manager, "ask_return", quarter.before, recipient="The commissioner")


def test_figures_are_asked_for_by_managers_alone(world):
    assert world.service_manager.opens("referrals:ask_figures").status_code == 200
    for person in (world.caseworker, world.sergeant, world.link_worker):
        assert person.opens("referrals:ask_figures").status_code == 403


def test_whoever_asks_for_figures_or_the_return_reads_before_what_is_in_it(world):
    for name in ("ask_figures", "ask_return"):
        page = text(world.service_manager.opens(f"referrals:{name}"))
        assert "from referral to contact, step by step" in page
        assert "attendance, as registers say it" in page
