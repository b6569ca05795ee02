"""Asking for documents, seeing how far they are, and deciding whether they leave."""

import time
from collections.abc import Iterator

from django.utils import timezone

from chrysalis.agencies.models import Agency
from chrysalis.events.actions.carrying import carry
from chrysalis.reports.actions.answering import answer_due
from chrysalis.reports.actions.asking import ask
from chrysalis.reports.actions.making import make_waiting
from chrysalis.reports.models import ReportRun
from interventions.models import Enrolment, GroupSession, ProgrammeGroup
from partners.models import ReleaseCheck
from referrals.models import Case, OutcomeNotice
from referrals.reports.case_summary import CASE_SUMMARY
from tests.browser.sessions import _group
from tests.browser.tours import tour
from tests.browser.visit import Seen, Visit
from tests.kernel.reports.press import words_alone


def _made(visit: Visit) -> ReportRun:
    """What was asked for last, made: here, or by the worker of the stack, whoever is first."""
    for _ in range(60):
        with visit.stock.live.committed(), words_alone():
            make_waiting(clock=timezone.now)
            carry()
            run = ReportRun.objects.latest("asked_at")
            is_checked = run.state != "checking" or ReleaseCheck.objects.filter(run_id=run.pk).exists()
        if not run.is_under_way and is_checked:
            return run
        time.sleep(1)
    raise AssertionError("nobody made it")


def _group_of(visit: Visit) -> ProgrammeGroup:
    """The tours share one world, in which the agreement is written once."""
    with visit.stock.live.committed():
        found = ProgrammeGroup.objects.first()
    return found or _group(visit.stock, 1)


@tour("caseworker", "referrals:ask_summary", "reports:reports", "reports:report")
def asking_for_a_summary(visit: Visit) -> Iterator[Seen]:
    case = visit.stock.referral(accepted=True)
    yield visit.opens("reports:reports", state="empty")
    yield visit.opens("referrals:ask_summary", case)
    yield visit.refused("referrals:ask_summary", "Ask for it")
    visit.page.get_by_label("To whom does it go?").fill("Westfield children’s services")
    visit.presses("Ask for it")
    yield visit.sees("reports:report", "waiting")
    run = _made(visit)
    yield visit.opens("reports:report", run.pk, state="checking")
    yield visit.opens("reports:reports", state="full")
    with visit.stock.live.committed():
        ReleaseCheck.objects.filter(run_id=run.pk).update(
            state="returned",
            support_agency=Agency.objects.get(slug="haven"),
            decided_at=timezone.now(),
            decided_by=visit.stock.hat("partner_support_manager").worker_id,
        )
        answer_due(clock=lambda: run.answer_at)
    yield visit.opens("reports:report", run.pk, state="returned")


@tour("service_manager", "referrals:ask_register", "referrals:ask_figures", "referrals:ask_return",
      "reports:reports", "reports:report")  # fmt: skip
def asking_for_figures(visit: Visit) -> Iterator[Seen]:
    yield visit.opens("reports:reports", state="with what can be asked for")
    yield visit.opens("referrals:ask_register")
    yield visit.opens("referrals:ask_return")
    yield visit.refused("referrals:ask_return", "Ask for it")
    yield visit.opens("referrals:ask_figures")
    visit.presses("Ask for it")
    run = _made(visit)
    yield visit.opens("reports:report", run.pk, state="released")


@tour("partner_support_manager", "partners:releases", "partners:release")
def deciding_what_leaves(visit: Visit) -> Iterator[Seen]:
    yield visit.opens("partners:releases", state="empty")
    check = _waiting(visit)
    yield visit.opens("partners:releases", state="waiting")
    yield visit.opens("partners:release", check.pk)
    yield visit.refused("partners:release", "Decide")
    visit.page.get_by_label("Yes, release it").check()
    visit.page.get_by_label("Why?").fill("It names nobody.")
    visit.presses("Decide")
    yield visit.sees("partners:releases", "just decided")
    yield visit.opens("partners:release", check.pk, state="decided")


def _waiting(visit: Visit) -> ReleaseCheck:
    case = visit.stock.referral(accepted=True)
    with visit.stock.live.committed():
        ask(
            CASE_SUMMARY,
            subject_id=case,
            scheme_id=Case.objects.get(pk=case).scheme_id,
            recipient="Westfield children’s services",
            by=visit.stock.hat("caseworker"),
            at=timezone.now(),
        )
    run = _made(visit)
    with visit.stock.live.committed():
        drawn = ReleaseCheck.objects.filter(run_id=run.pk)
        drawn.update(state="waiting", why="sample", passages=[["All of it", "Case summary"]])
        return drawn.get()


@tour("caseworker", "interventions:ask_statement", "interventions:ask_letter", "interventions:ask_outcome",
      "interventions:tell_force")  # fmt: skip
def asking_for_attendance(visit: Visit) -> Iterator[Seen]:
    group = _group_of(visit)
    with visit.stock.live.committed():
        place = Enrolment.objects.filter(groups__group=group)[0]
    yield visit.opens("interventions:ask_statement", place.pk)
    yield visit.opens("interventions:ask_letter", place.pk, state="not yet")
    yield visit.opens("interventions:ask_outcome", place.pk, state="no disposal")
    ended = visit.stock.ended_with_disposal()
    yield visit.opens("interventions:ask_outcome", ended)
    yield visit.opens("interventions:tell_force", ended)
    visit.presses("Tell the force")
    yield visit.opens("interventions:tell_force", ended, state="told")


@tour("sergeant", "referrals:outcome")
def an_outcome(visit: Visit) -> Iterator[Seen]:
    place = visit.stock.ended_with_disposal()
    with visit.stock.live.committed():
        case = Enrolment.objects.get(pk=place).case
        told = {"place_key": place, "reference": case.reference, "word": "completed", "body": b"%PDF-1.7"}
        whose = {"referring_agency": case.referral.referring_agency, "provider_agency": case.provider_agency}
        by = {"told_by_id": visit.stock.hat("caseworker").worker_id, "told_at": timezone.now()}
        key = OutcomeNotice.objects.create(case=case, on=timezone.localdate(), **told, **whose, **by).pk
    yield visit.opens("referrals:outcome", key)


@tour("facilitator", "interventions:ask_register", "reports:report")
def asking_for_a_paper_register(visit: Visit) -> Iterator[Seen]:
    group = _group_of(visit)
    with visit.stock.live.committed():
        session = GroupSession.objects.filter(group=group).latest("starts_at")
    yield visit.opens("interventions:ask_register", session.pk)
    visit.presses("Ask for it")
    yield visit.sees("reports:report", "waiting")
