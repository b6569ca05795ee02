"""What of all that was written on a case falls due first: a grade to set again, an answer that is waited for,
an order that ends.

Kept on the case, so that lists are in its order and open none of them. In closed words alone: the leads who
restrict a case read what is due on it, and nothing else of it.
"""

import datetime as dt

from django.db.models import F

from chrysalis.access.hat import Hat
from chrysalis.risk.judging import review_opens
from chrysalis.ui.dates import PartialDate
from chrysalis.working_days import LONDON, OFFICE_HOURS, add_working_days
from referrals import queries
from referrals.actions.reading import open_beside
from referrals.actions.restricting import copy_to_lists
from referrals.models import OVER, AgePath, Case, Client, Handover, Obligation, Order, OutcomeNotice
from referrals.on_file import OnFile, on_file
from referrals.rules.paths import ends_on


RECORD_RELEASE = str(Handover.ToDo.RELEASE.label)
GRADE_AGAIN = "Grade again: something new was told"
LOWER_WAITS = "Answer a lowered grade, as a second person"
REVIEW_GRADE = "Review the grade"
GRADE_WITHIN = dt.timedelta(hours=4)  # as the notice says it
CHASE = "Chase the safeguarding referral"
TO_DO = "Something to do"
TELL_FORCE = "Tell the police the outcome of the disposal"
Due = tuple[str, dt.datetime]


def say_what_is_due(case: Case, *, by: Hat, at: dt.datetime) -> None:
    """Say it again, in front of the open case, after anything that falls due was recorded or settled."""
    found = on_file(by, case)
    binding = _ends(found, _told(case, found, by=by, at=at))
    of_case = [*_release(case, by=by), *_grades(case, by=by), *_outcome(case), *_grows_up(case)]
    due = [*of_case, *_tasks(found), *_answers(found), *_asks(found), *binding]
    what, due_at = min(due, key=lambda each: each[1]) if due and case.state not in OVER else ("", None)
    case.also_due, case.also_due_at = what, due_at
    Case.objects.filter(pk=case.pk).update(also_due=what, also_due_at=due_at, version=F("version") + 1)
    if case.is_restricted:
        soonest, soonest_at = case.soonest
        copy_to_lists(case, what=soonest, due_at=soonest_at)


def _release(case: Case, *, by: Hat) -> list[Due]:
    """SAFETY: until somebody says when they leave, whoever was harmed is not told of it."""
    since = queries.in_custody_since(by, case)
    return [(RECORD_RELEASE, add_working_days(since, 1, nation=case.provider_agency.nation))] if since else []


def _tasks(found: OnFile) -> list[Due]:
    """That there is something, and by when; never what: colleagues may write anything there."""
    return [(TO_DO, end_of(each.due_on)) for each in found.tasks]


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


def _outcome(case: Case) -> list[Due]:
    """By the deadline the police are to know: later, it may be too late to do anything about a breach."""
    if case.disposal_due_on is None or OutcomeNotice.objects.filter(case=case).exists():
        return []
    return [(TELL_FORCE, end_of(case.disposal_due_on))]


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


def _grows_up(case: Case) -> list[Due]:
    """The birthday on which another pathway would begin: nobody is moved by it, somebody decides."""
    client = Client.objects.exclude(age_path_by_date=AgePath.ADULT).filter(pk=case.client_id).first()
    if client is None or not client.date_of_birth:
        return []
    on = ends_on(PartialDate.read(client.date_of_birth), client.age_path_by_date)
    return [("Decide on the pathway: a birthday", end_of(on))] if on else []


def _told(case: Case, found: OnFile, *, by: Hat, at: dt.datetime) -> list[Obligation]:
    """What police told stands with the referral, which is opened for it."""
    if not case.is_bound or case.referral_id is None:
        return []
    open_beside(case, by=by, at=at)
    return found.as_told(list(Obligation.objects.filter(referral_id=case.referral_id)))


def end_of(day: dt.date) -> dt.datetime:
    """When the office closes on a day."""
    return dt.datetime.combine(day, OFFICE_HOURS.closes, LONDON)
