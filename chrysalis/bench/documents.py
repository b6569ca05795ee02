"""Documents that people ask for: summaries of cases, and registers on paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.access.hat import Hat
from chrysalis.reports.actions.asking import ask
from chrysalis.reports.declared import Asked, Report
from chrysalis.reports.printing import Printed, Sheet, page_of, to_pdf
from interventions import attending
from interventions.reports.paper_register import PAPER_REGISTER
from referrals import queries
from referrals.reports.case_summary import CASE_SUMMARY


SUBJECTS = 25  # of each kind


@dataclass(frozen=True)
class Wanted:
    """One document that could be asked for."""

    report: Report
    subject_id: UUID
    scheme_id: UUID


def wanted(hat: Hat) -> list[Wanted]:
    """Of the newest cases and groups in turn: half summaries, half registers."""
    with acting_as(hat):
        cases = queries.cases(hat).order_by("-opened_at", "-id")[:SUBJECTS]
        sessions = attending.group_sessions(hat).filter(state="held").order_by("-starts_at", "-id")[:SUBJECTS]
        summaries = [Wanted(CASE_SUMMARY, case.pk, case.scheme_id) for case in cases]
        registers = [Wanted(PAPER_REGISTER, each.pk, each.group.scheme_id) for each in sessions]
    return [each for pair in zip(summaries, registers, strict=False) for each in pair]


def ask_for(many: int, *, by: Hat) -> None:
    """As many documents, at once."""
    with transaction.atomic(), acting_as(by):
        for turn, each in zip(range(many), _in_turn(by), strict=False):
            ask(
                each.report,
                subject_id=each.subject_id,
                scheme_id=each.scheme_id,
                recipient=f"Bench {turn}" if each.report.leaves else "",
                by=by,
                at=timezone.now(),
            )


def _in_turn(by: Hat) -> Iterator[Wanted]:
    return cycle(wanted(by))


def print_one(each: Wanted, *, by: Hat) -> Printed:
    """As the worker makes it, from the rows to the paper; nothing of it is kept."""
    at = timezone.now()
    with transaction.atomic(), acting_as(by):
        asked = Asked(each.subject_id, each.scheme_id, period="", recipient="Bench")
        collected = each.report.gather(asked, by=by, at=at)
        transaction.set_rollback(True)
    sheet = Sheet("REP-BENCH", each.report, "Bench", "Bench Alder", at, "Bench")
    return to_pdf(page_of(sheet, collected.values))
