"""From asking to opening: each document once, as whoever asked, and shown how far it is."""

import datetime as dt
import uuid
from unittest import mock

import pytest
from django.utils import timezone

from chrysalis.agencies.actions import accounts
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.models import ChangeEntry
from chrysalis.events.actions.carrying import carry
from chrysalis.notices.models import ChangeNotice
from chrysalis.reports import printing
from chrysalis.reports.actions import making
from chrysalis.reports.models import Document, ReportRun, State, Why
from referrals.models import Note
from tests.kernel.reports.conftest import asks_for_summary, makes, set_time_comes, summary
from tests.referrals.on_file import children
from tests.referrals.on_file import notes as writes_note


pytestmark = pytest.mark.usefixtures("plain_press", "nothing_sampled")


def asks_for_figures(person, quarter: str = "2026-Q4", **fields: str):
    known = {"draft": "0b9f6b1e-54a1-4d0f-8f4f-6a4a6d1f6a22", "period": quarter}
    return person.sends("referrals:ask_figures", **(known | fields))


def test_a_summary_is_asked_for_made_checked_and_opened(world, case):
    asked = asks_for_summary(world.caseworker, case)
    run = ReportRun.objects.get()
    assert asked.headers["Location"] == f"/reports/{run.pk}/"
    waiting = world.caseworker.opens("reports:report", run.pk)
    assert "Waiting to be made" in waiting.content.decode()
    assert waiting.headers["Refresh"] == "3"

    makes()
    checking = world.caseworker.opens("reports:report", run.pk)
    assert "Checking before it leaves" in checking.content.decode()
    assert "Refresh" not in checking.headers
    assert world.caseworker.opens("reports:document", run.pk).status_code == 404

    set_time_comes(run)
    assert ChangeNotice.objects.filter(kind_slug="report-ready", acknowledged_at=None).count() == 1
    opened = world.caseworker.opens("reports:document", run.pk)
    assert opened.headers["Content-Type"] == "application/pdf"
    assert opened.headers["Content-Disposition"] == f'inline; filename="{run.handle}.pdf"'
    assert "no-store" in opened.headers["Cache-Control"]
    assert "Darnell Kestrel" in opened.content.decode()
    carry()
    assert not ChangeNotice.objects.filter(kind_slug="report-ready", acknowledged_at=None).exists()


def test_of_the_notes_a_summary_has_what_was_meant_for_paper_once_it_is_released(world, case):
    for words, said in (
        ("Came on time.", {"audience": "papers"}),
        ("Came late.", {"audience": "papers"}),
        ("Seemed tired.", {"kind": "opinion"}),
        ("Slept badly.", {}),
    ):
        assert writes_note(world.caseworker, case, words, **said).status_code == 302
    wrong = {"draft": str(uuid.uuid4()), "which": str(Note.objects.get(words="Came late.").pk)}
    world.caseworker.sends("referrals:mark_wrong", case.pk, because="Another week.", **wrong)
    children(world.caseworker, case, "Robin")
    run = summary(world, case)
    assert world.caseworker.opens("reports:document", run.pk).status_code == 404
    set_time_comes(run)
    paper = world.caseworker.opens("reports:document", run.pk).content.decode()
    assert "Came on time." in paper
    for words in ("Came late.", "Another week.", "Seemed tired.", "Slept badly.", "Robin"):
        assert words not in paper


def test_opening_is_in_the_log_as_told_to_whom_it_goes(world, case):
    run = summary(world, case)
    set_time_comes(run)
    world.caseworker.opens("reports:document", run.pk)
    (told,) = ChangeEntry.objects.filter(word="report.disclosed")
    assert told.recipient == "Westfield children’s services"
    assert set(told.subjects) == {run.pk, case.pk}
    assert ChangeEntry.objects.filter(word="person.read", subjects__contains=[case.client_id]).exists()


def test_without_saying_to_whom_nothing_is_asked(world, case):
    refused = asks_for_summary(world.caseworker, case, recipient="")
    assert "Enter to whom it goes" in refused.content.decode()
    assert not ReportRun.objects.exists()
    assert asks_for_summary(world.caseworker, case).status_code == 302


def test_a_form_sent_twice_is_one_document(world, case):
    key = "0b9f6b1e-54a1-4d0f-8f4f-6a4a6d1f6a33"
    first, second = (asks_for_summary(world.caseworker, case, draft=key) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert ReportRun.objects.count() == 1


def test_nobody_else_sees_what_was_asked_for(world, case):
    run = summary(world, case)
    set_time_comes(run)
    for person in (world.second_caseworker, world.caseworker_elsewhere, world.service_manager):
        assert person.opens("reports:report", run.pk).status_code == 404
        assert person.opens("reports:document", run.pk).status_code == 404
        assert run.handle not in person.opens("reports:reports").content.decode()
    assert run.handle in world.caseworker.opens("reports:reports").content.decode()


def test_who_may_not_see_the_case_cannot_ask(world, case):
    assert asks_for_summary(world.caseworker_elsewhere, case).status_code == 404
    assert asks_for_summary(world.service_manager, case).status_code == 403
    assert not ReportRun.objects.exists()


def test_what_stays_inside_is_ready_at_once_and_told_to_nobody_outside(world, case):
    asks_for_figures(world.service_manager)
    makes()
    run = ReportRun.objects.get()
    assert run.state == State.RELEASED
    page = world.service_manager.opens("reports:document", run.pk).content.decode()
    assert "Exact figures of the own service" in page
    assert "Kestrel" not in page
    assert not ChangeEntry.objects.filter(word="report.disclosed").exists()


def test_whoever_left_before_it_is_made_gets_nothing(world, case):
    asks_for_summary(world.caseworker, case)
    by = make_hat(world.administrator.membership)
    accounts.end_place(world.caseworker.membership, seen_version=1, by=by, at=timezone.now())
    makes()
    run = ReportRun.objects.get()
    assert (run.state, run.why) == (State.FAILED, Why.LEFT)
    assert not Document.objects.exists()


def test_what_was_restricted_meanwhile_is_neither_made_nor_opened(world, case):
    run = summary(world, case)
    asks_for_summary(world.caseworker, case)
    set_time_comes(run)
    assert world.caseworker.opens("reports:document", run.pk).status_code == 200
    world.safeguarding_lead.sends(
        "referrals:restrict", reference=case.reference, reason="A relative works here"
    )
    assert world.caseworker.opens("reports:document", run.pk).status_code == 404
    makes()
    second = ReportRun.objects.exclude(pk=run.pk).get()
    assert (second.state, second.why) == (State.FAILED, Why.GONE)


class Killed(BaseException):
    """The worker is gone, between any two lines."""


@pytest.mark.parametrize("instant", ["_collect", "_print", "_keep"])
def test_a_worker_killed_while_it_makes_leaves_one_document_in_the_end(world, case, instant):
    asks_for_summary(world.caseworker, case)
    now = timezone.now()
    with mock.patch.object(making, instant, side_effect=Killed), pytest.raises(Killed):
        makes(now)
    run = ReportRun.objects.get()
    assert (run.state, run.attempts) == (State.MAKING, 1)
    makes(now + dt.timedelta(minutes=1))  # its lease still holds
    assert not Document.objects.exists()
    makes(now + making.LEASE + dt.timedelta(seconds=1))
    assert Document.objects.count() == 1
    makes(now + 2 * making.LEASE)
    assert Document.objects.count() == 1
    assert ReportRun.objects.get().state == State.CHECKING


def test_two_workers_never_have_the_same_one(world, case):
    asks_for_summary(world.caseworker, case)
    now = timezone.now()
    assert making.begin(at=now)
    assert making.begin(at=now) is None


@pytest.mark.parametrize(
    ("error", "why"),
    [(printing.TooLong, Why.TOO_LONG), (printing.TooSlow, Why.TOO_SLOW), (printing.NotPrinted, Why.BROKEN)],
)
def test_what_cannot_be_printed_says_why_and_a_notice_comes(world, case, error, why):
    asks_for_summary(world.caseworker, case)
    now = timezone.now()
    with mock.patch.object(printing, "to_pdf", side_effect=error):
        for minutes in range(5):
            makes(now + dt.timedelta(minutes=minutes))
    run = ReportRun.objects.get()
    assert (run.state, run.why) == (State.FAILED, why)
    assert ChangeNotice.objects.get(kind_slug="report-failed").subject_id == run.pk
    page = world.caseworker.opens("reports:report", run.pk).content.decode()
    assert run.get_why_display() in page


def test_how_far_it_is_shows_while_it_is_made(world, case):
    asks_for_summary(world.caseworker, case)
    seen = []

    def look(page: str) -> printing.Printed:
        seen.append(ReportRun.objects.get().progress)
        return printing.Printed(b"%PDF", 1)

    with mock.patch.object(printing, "to_pdf", look):
        makes()
    assert seen == [making.PRINTING]
