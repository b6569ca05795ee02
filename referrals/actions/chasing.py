"""What of all that was written on a case falls due first: a grade to set again, an answer that is waited for,
an order that ends.

Kept on the case, so that lists are in its order and open none of them. In closed words alone: the leads who
restrict a case read what is due on it, and nothing else of it.
"""

import datetime as dt

from django.db.models import F

from chrysalis.access.hat import Hat
from chrysalis.risk.judging import review_opens
from chrysalis.working_days import LONDON, OFFICE_HOURS, add_working_days
from referrals import queries
from referrals.actions.reading import open_beside
from referrals.actions.restricting import copy_to_lists
from referrals.models import OVER, Case, Obligation, Order
from referrals.on_file import OnFile, on_file


GRADE_AGAIN = "Grade again: something new was told"
LOWER_WAITS = "Answer a lowered grade, as a second person"
REVIEW_GRADE = "Review the grade"
GRADE_WITHIN = dt.timedelta(hours=4)  # as the notice says it
CHASE = "Chase the safeguarding referral"
Due = tuple[str, dt.datetime]


def say_what_is_due(case: Case, *, by: Hat, at: dt.datetime) -> None:
    """Say it again, in front of the open case, after anything that falls due was recorded or settled."""
    found = on_file(by, case)
    due = [
        *_grades(case, by=by),
        *_answers(found),
        *_asks(found),
        *_ends(found, _told(case, found, by=by, at=at)),
    ]
    what, due_at = min(due, key=lambda each: each[1]) if due and case.state not in OVER else ("", None)
    case.also_due, case.also_due_at = what, due_at
    Case.objects.filter(pk=case.pk).update(also_due=what, also_due_at=due_at, version=F("version") + 1)
    if case.is_restricted:
        soonest, soonest_at = case.soonest
        copy_to_lists(case, what=soonest, due_at=soonest_at)


def _grades(case: Case, *, by: Hat) -> list[Due]:
    """A grade that nobody set since something new was told; one that waits; one to be looked at again."""
    grades, told_at = list(queries.grades(by, case)), queries.told_at(by, case)
    held = next((each for each in grades if each.holds), None)
    if told_at and (held is None or held.at < told_at):
        return [(GRADE_AGAIN, told_at + GRADE_WITHIN)]
    waiting = [each for each in grades[:1] if not each.is_answered]
    nation = case.provider_agency.nation
    due = [(LOWER_WAITS, add_working_days(each.at, 1, nation=nation)) for each in waiting]
    return [*due, (REVIEW_GRADE, review_opens(held.review_on))] if held else due


def _answers(found: OnFile) -> list[Due]:
    return [(CHASE, each.due_at) for each in found.safeguarding if each.is_waiting]


def _asks(found: OnFile) -> list[Due]:
    return [
        (f"Ask what came of it: {each.get_service_display().lower()}", end_of(each.ask_on))
        for each in found.onward
        if each.ask_on
    ]


def _ends(found: OnFile, told: list[Obligation]) -> list[Due]:
    binding: list[Order | Obligation] = [*found.orders, *told]
    return [
        (f"{each.get_kind_display()}: ends, or is varied", end_of(each.ends_on))
        for each in binding
        if each.ends_on
    ]


def _told(case: Case, found: OnFile, *, by: Hat, at: dt.datetime) -> list[Obligation]:
    """What police told stands with the referral, which is opened for it."""
    if not case.is_bound or case.referral_id is None:
        return []
    open_beside(case, by=by, at=at)
    return found.as_told(list(Obligation.objects.filter(referral_id=case.referral_id)))


def end_of(day: dt.date) -> dt.datetime:
    """When the office closes on a day."""
    return dt.datetime.combine(day, OFFICE_HOURS.closes, LONDON)
