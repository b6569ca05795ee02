"""What an entry says beside who and when: what for, whom it was told to, in which request; refusals too."""

import re

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.access.purposes import Purpose
from chrysalis.agencies.models import Agency
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.log import WrongSide, record
from chrysalis.audit.models import AccountEntry, ChangeEntry, SafetyEntry
from referrals.actions.reading import READ
from referrals.models import Case, Referral
from tests.referrals.test_custody_referral import refers


ABSENT = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def case(world) -> Case:
    refers(world.sergeant)
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    return Case.objects.get()


def test_a_role_has_its_usual_purpose_and_may_give_another(world):
    hat = make_hat(world.caseworker.membership)
    record(READ, by=hat, at=timezone.now())
    record(READ, by=hat, at=timezone.now(), purpose=Purpose.EMERGENCY, reason="rang from the bridge")
    assert set(ChangeEntry.objects.values_list("purpose", "reason")) == {
        ("casework", ""),
        ("emergency", "rang from the bridge"),
    }


def test_a_disclosure_says_to_whom_and_its_receiver_holds_it(world):
    refers(world.sergeant)
    entry = ChangeEntry.objects.get(word="referral.submitted")
    threshold = Agency.objects.get(slug="threshold")
    assert (entry.recipient_id, entry.recipient, entry.holder_id) == (
        threshold.pk,
        "Threshold Centre",
        threshold.pk,
    )


def test_what_one_click_did_has_one_number(world, case):
    world.caseworker.opens("referrals:case", case.pk)
    numbers = ChangeEntry.objects.values_list("word", "request_id")
    accepted = {number for word, number in numbers if word == "referral.accepted"}
    assert len({number for _, number in numbers}) == 3  # sent, accepted, opened
    assert accepted < {number for word, number in numbers if word == "person.read"}


def test_what_the_safety_side_does_is_never_written_where_the_change_side_reads(world):
    with pytest.raises(WrongSide):
        record(READ, by=make_hat(world.link_worker.membership), at=timezone.now())


def test_no_persona_changes_an_entry_or_reads_the_log_without_the_role(world, case):
    hat = make_hat(world.caseworker.membership)
    for statement in ("SELECT 1 FROM audit_changeentry", "UPDATE audit_changeentry SET reason = ''"):
        with acting_as(hat), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
            connection.cursor().execute(statement)


class TestRefusals:
    def test_hidden_and_absent_leave_the_same_entry(self, world, case):
        for key in (case.pk, ABSENT):
            assert world.caseworker_elsewhere.opens("referrals:case", key).status_code == 404
        hidden, absent = ChangeEntry.objects.filter(was_refused=True).order_by("at")
        assert hidden.subjects == [case.pk]
        assert str(absent.subjects[0]) == ABSENT
        own = ("id", "at", "xid", "subjects", "request_id", "_state")
        assert _without(vars(hidden), own) == _without(vars(absent), own)
        assert hidden.reason == "not there, or not theirs to see: referrals:case"

    def test_what_comes_back_is_the_same_and_costs_the_same(self, world, case):
        person = world.caseworker_elsewhere
        person.opens("referrals:case", ABSENT)
        answers = []
        for key in (case.pk, ABSENT):
            with CaptureQueriesContext(connection) as queries:
                page = person.opens("referrals:case", key)
            head = person.browser.head(f"/cases/{key}/")
            answers.append((page.status_code, _plain(page.content), head.status_code, len(queries)))
        assert answers[0] == answers[1]

    def test_what_is_not_allowed_is_written_on_the_side_of_whoever_asked(self, world, case):
        assert world.sergeant.opens("referrals:case", case.pk).status_code == 403
        assert world.administrator.opens("referrals:case", case.pk).status_code == 403
        assert world.link_worker.opens("referrals:case", case.pk).status_code == 403
        reason = "not allowed: referrals:case"
        for table, person in (
            (ChangeEntry, world.sergeant),
            (AccountEntry, world.administrator),
            (SafetyEntry, world.link_worker),
        ):
            entry = table.objects.get(was_refused=True, reason=reason)
            assert (entry.worker_id, entry.subjects) == (person.worker.pk, [case.pk])
        assert not ChangeEntry.objects.filter(worker_id=world.link_worker.worker.pk).exists()

    def test_a_page_that_is_there_leaves_none(self, world, case):
        world.caseworker.opens("referrals:case", case.pk)
        assert not ChangeEntry.objects.filter(was_refused=True).exists()

    def test_an_address_that_leads_nowhere_leaves_none(self, world):
        assert world.caseworker.get("/nowhere/").status_code == 404
        assert not ChangeEntry.objects.filter(was_refused=True).exists()


def test_when_the_log_cannot_be_written_nothing_is_shown_or_done(world, case, monkeypatch):
    """Better a page less than a look that nobody can trace."""
    world.caseworker.browser.raise_request_exception = False

    def fails(*arguments, **values):
        raise ProgrammingError("the disk of the log is full")

    monkeypatch.setattr("chrysalis.audit.models.ChangeEntry._default_manager.create", fails)
    page = world.caseworker.opens("referrals:case", case.pk)
    assert page.status_code == 500
    assert "Kestrel" not in page.content.decode()


def _plain(content: bytes) -> bytes:
    """Without what is new each time: the token of the form to sign out, and that of the page."""
    return re.sub(rb'(name="csrfmiddlewaretoken" value|nonce|data-draft)="[^"]+"', b"", content)


def _without(values: dict, names: tuple[str, ...]) -> dict:
    return {name: value for name, value in values.items() if name not in names}
