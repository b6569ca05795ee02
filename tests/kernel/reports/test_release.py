"""What leaves is checked on the other side of the wall, and heard of at set times alone.

Darnell's caseworker prints a summary. Maren, whom he harmed, must not be in it; and nobody may learn from
the printing that she told anybody where she lives.
"""

import datetime as dt
import re
import uuid

import pytest
from django.test import override_settings
from django.utils import timezone

from chrysalis.access.context import as_system
from chrysalis.events.actions.carrying import carry
from chrysalis.events.models import SafetySnag
from chrysalis.gates import Answer
from chrysalis.notices.models import ChangeNotice, SafetyNotice
from chrysalis.reports.actions.answering import answer_due
from chrysalis.reports.gates import MAY_LEAVE
from chrysalis.reports.models import Document, ReportRun, State
from partners.actions import releasing
from partners.models import ReleaseCheck
from referrals.models import Case
from tests.kernel.reports.conftest import (
    a_case,
    asks_for_summary,
    makes,
    set_time_comes,
    summary,
    tells_in_the_case,
)
from tests.kernel.reports.press import words_alone
from tests.partners.test_link import links, looks
from tests.partners.told import survivor_from


pytestmark = pytest.mark.usefixtures("plain_press", "nothing_sampled")
CHANGED = re.compile(
    rb'name="(csrfmiddlewaretoken|draft)" value="[\w-]+"|REP-\w{5}-\w{5}-\w|[0-9a-f-]{36}|\d\d:\d\d'
)


@pytest.fixture
def linked(world, case):
    """Maren's link worker knows that Darnell is with the Threshold Centre."""
    link_maren(world)
    return case


def link_maren(world) -> None:
    survivor = survivor_from(world)
    looks(world.link_worker, survivor)
    links(world.link_worker, survivor, Case.objects.get().client_id)
    carry()


def decides(person, check: ReleaseCheck, outcome: str, remark: str = "It is her."):
    key = str(uuid.uuid4())
    return person.sends("partners:release", check.pk, draft=key, outcome=outcome, remark=remark)


def test_what_names_nobody_is_released_at_the_next_set_time(world, linked):
    run = summary(world, linked)
    assert ReleaseCheck.objects.get().state == "clear"
    set_time_comes(run)
    assert run.state == State.RELEASED


@pytest.mark.parametrize(
    "account",
    [
        "Says that Maren rang yesterday.",
        "Gave another number, 07700900777, to be reached at.",
        "Gave another number, +44 7700 900 777.",
        "Waits each evening outside 4 sallow  WHARF.",
        "Was seen at 12 Bittern Rise, which is nobody's we know.",
        "Moved to SW1A1AA.",
    ],
)
def test_what_may_name_somebody_waits_for_a_person(world, linked, account):
    tells_in_the_case(world, linked, account)
    run = summary(world, linked)
    check = ReleaseCheck.objects.get()
    assert check.state == "waiting"
    set_time_comes(run)
    assert run.state == State.CHECKING
    assert SafetyNotice.objects.get(kind_slug="document-waits").subject_id == check.pk
    listed = world.partner_support_manager.opens("partners:releases").content.decode()
    assert run.handle in listed
    shown = world.partner_support_manager.opens("partners:release", check.pk).content.decode()
    assert "What was found" in shown

    assert decides(world.partner_support_manager, check, "returned").status_code == 302
    carry()
    assert not SafetyNotice.objects.filter(kind_slug="document-waits", acknowledged_at=None).exists()
    run.refresh_from_db()
    assert run.state == State.CHECKING
    set_time_comes(run)
    assert run.state == State.RETURNED
    page = world.caseworker.opens("reports:report", run.pk).content.decode()
    assert "Returned: third-party information" in page
    assert "It is her" not in page
    assert world.caseworker.opens("reports:document", run.pk).status_code == 404
    assert ChangeNotice.objects.get(kind_slug="report-returned")


def test_what_is_released_after_a_look_leaves(world, linked):
    tells_in_the_case(world, linked, "Moved to SW1A1AA.")
    run = summary(world, linked)
    decides(world.partner_support_manager, ReleaseCheck.objects.get(), "released", "His mother’s.")
    set_time_comes(run)
    assert run.state == State.RELEASED
    assert world.caseworker.opens("reports:document", run.pk).status_code == 200


def test_a_document_is_drawn_at_random_so_that_waiting_tells_nothing(world, linked, settings):
    settings.RELEASE_SAMPLE_PERCENT = 100
    run = summary(world, linked)
    check = ReleaseCheck.objects.get()
    assert (check.state, check.why) == ("waiting", "sample")
    assert (
        "Darnell Kestrel"
        in world.partner_support_manager.opens("partners:release", check.pk).content.decode()
    )
    set_time_comes(run)
    assert run.state == State.CHECKING


def nothing_is_known_before_the_set_time(world) -> None:
    """SAFETY: two documents, one with Maren in it and one without, cannot be told apart until then: not
    by their pages, not by the list, not by a notice, not by when they are heard of."""
    once_a_day = override_settings(RELEASE_SAMPLE_PERCENT=0, RELEASE_MINUTES=1440)
    with words_alone(), once_a_day:
        case = a_case(world)
        link_maren(world)
        clean = summary(world, case)
        tells_in_the_case(world, case, "Says that Maren rang yesterday.")
        found = summary(world, case)
    assert {check.state for check in ReleaseCheck.objects.all()} == {"clear", "waiting"}
    world.caseworker.opens("reports:reports")  # where it is said, once, that both were asked for
    assert _seen_by_its_asker(world, clean) == _seen_by_its_asker(world, found)
    assert clean.answer_at == found.answer_at
    before = clean.answer_at - dt.timedelta(microseconds=1)
    decides(world.partner_support_manager, ReleaseCheck.objects.get(state="waiting"), "returned")
    assert answer_due(clock=lambda: max(before, timezone.now())) == 0
    assert _seen_by_its_asker(world, clean) == _seen_by_its_asker(world, found)
    assert not ChangeNotice.objects.filter(kind_slug__startswith="report").exists()
    set_time_comes(clean)
    found.refresh_from_db()
    assert (clean.state, found.state) == (State.RELEASED, State.RETURNED)
    assert clean.ended_at == found.ended_at


def _seen_by_its_asker(world, run: ReportRun) -> list[object]:
    answers = [world.caseworker.opens(name, run.pk) for name in ("reports:report", "reports:document")]
    return [
        (answer.status_code, CHANGED.sub(b"", answer.content), sorted(set(answer.headers) - {"Set-Cookie"}))
        for answer in answers
    ]


def test_nothing_is_known_before_the_set_time(world):
    nothing_is_known_before_the_set_time(world)


def test_a_check_that_fails_keeps_the_document_and_tells_somebody(world, linked, monkeypatch):
    def fail(*words, **facts):
        raise OSError

    monkeypatch.setattr("partners.handlers.documents.check", fail)
    run = summary(world, linked)
    at = timezone.now()
    for minute in range(20):
        carry(clock=lambda minute=minute: at + dt.timedelta(minutes=minute))
    set_time_comes(run)
    assert run.state == State.CHECKING
    assert SafetySnag.objects.get().handler == "partners.check_document"


def test_a_gate_that_nobody_answers_keeps_the_document(world, linked):
    run = summary(world, linked)
    ReleaseCheck.objects.all().delete()
    assert MAY_LEAVE.ask(run_id=run.pk) is Answer.HOLD
    set_time_comes(run)
    assert run.state == State.CHECKING


def test_what_is_returned_again_and_again_is_not_made_any_more(world, linked, settings):
    settings.RELEASE_REPEATS = 2
    tells_in_the_case(world, linked, "Says that Maren rang yesterday.")
    for _ in range(2):
        run = summary(world, linked)
        decides(world.partner_support_manager, ReleaseCheck.objects.get(run_id=run.pk), "returned")
        set_time_comes(run)
        assert run.state == State.RETURNED
    asks_for_summary(world.second_caseworker, linked)  # a colleague's hand changes nothing
    makes()
    run = ReportRun.objects.latest("asked_at")
    assert (run.state, run.why) == (State.FAILED, "too_often")
    assert ChangeNotice.objects.filter(kind_slug="report-too-often").exists()
    assert SafetyNotice.objects.filter(kind_slug="document-asked-again").exists()


def test_the_check_sees_a_document_only_while_it_waits(world, linked):
    run = summary(world, linked)
    with as_system(releasing.RELEASE):
        assert Document.objects.filter(run_id=run.pk).exists()
    set_time_comes(run)
    with as_system(releasing.RELEASE):
        assert not Document.objects.exists()
        assert not ReportRun.objects.exists()


def test_nobody_on_the_change_side_reaches_the_check(world, linked):
    tells_in_the_case(world, linked, "Says that Maren rang yesterday.")
    summary(world, linked)
    check = ReleaseCheck.objects.get()
    for person in (world.caseworker, world.service_manager):
        assert person.opens("partners:release", check.pk).status_code == 403
    assert world.link_worker.opens("partners:release", check.pk).status_code == 403
    assert world.partner_support_manager.opens("partners:release", check.pk).status_code == 200


def test_deciding_twice_counts_once(world, linked):
    tells_in_the_case(world, linked, "Says that Maren rang yesterday.")
    summary(world, linked)
    check = ReleaseCheck.objects.get()
    decides(world.partner_support_manager, check, "returned")
    again = world.partner_support_manager.sends(
        "partners:release",
        check.pk,
        draft="0b9f6b1e-54a1-4d0f-8f4f-6a4a6d1f6a55",
        outcome="released",
        remark="It names nobody.",
    ).content.decode()
    assert "Somebody else decided this a moment ago" in again
    assert "It names nobody." in again
    assert "It is her." in again
    check.refresh_from_db()
    assert check.state == "returned"
