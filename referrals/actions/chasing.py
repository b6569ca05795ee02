"""What of all that was written on a case falls due first: an answer that is waited for, an order that ends.

Kept on the case, so that lists are in its order and open none of them. In closed words alone: the leads who
restrict a case read what is due on it, and nothing else of it.
"""

import datetime as dt

from django.db.models import F

from chrysalis.access.hat import Hat
from chrysalis.ui.dates import PartialDate
from chrysalis.working_days import LONDON, OFFICE_HOURS
from referrals.actions.reading import open_beside
from referrals.actions.restricting import copy_to_lists
from referrals.models import OVER, AgePath, Case, Client, Obligation, Order
from referrals.on_file import OnFile, on_file
from referrals.rules.paths import ends_on


CHASE = "Chase the safeguarding referral"
Due = tuple[str, dt.datetime]


def say_what_is_due(case: Case, *, by: Hat, at: dt.datetime) -> None:
    """Say it again, in front of the open case, after anything that falls due was recorded or settled."""
    found = on_file(by, case)
    due = [*_answers(found), *_asks(found), *_ends(found, _told(case, found, by=by, at=at))]
    due += _grows_up(case)
    what, due_at = min(due, key=lambda each: each[1]) if due and case.state not in OVER else ("", None)
    case.also_due, case.also_due_at = what, due_at
    Case.objects.filter(pk=case.pk).update(also_due=what, also_due_at=due_at, version=F("version") + 1)
    if case.is_restricted:
        soonest, soonest_at = case.soonest
        copy_to_lists(case, what=soonest, due_at=soonest_at)


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
