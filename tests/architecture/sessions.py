"""Sessions on the stage: a group and an appointment, marked; somebody paused; a concern; a note."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from chrysalis.access.context import acting_as
from chrysalis.agencies.queries import make_hat
from chrysalis.working_days import in_london
from interventions import attending
from interventions.actions import cancelling, grouping, marking, noting
from interventions.actions.grouping import Plan
from interventions.actions.marking import Entry
from interventions.catalogue.marks import Mark
from interventions.models import Concern, Enrolment, Review
from referrals.actions.reading import open_case
from referrals.models import Case
from tests.architecture.programmes import HELD


if TYPE_CHECKING:
    from tests.architecture.stage import Bank

Words = Callable[[str, str], str]
TWO_DAYS = dt.timedelta(days=2)


def meet(bank: "Bank", case: Case, words: Words, *, at: dt.datetime) -> dict[str, object]:
    """The person with a place: twice expected and not there, in the group and one to one, and so paused."""
    hat = make_hat(bank.caseworker.membership)
    # A group and its sessions are the agency's own: what is hidden is who was in them.
    house = "near" if bank.name == "hidden" else bank.name
    begins = in_london(at - TWO_DAYS)
    plan = Plan(begins.date(), begins.time().replace(microsecond=0), 2)
    dated = {"minutes": 60, "nation": "scotland", "by": hat, "at": at}
    with acting_as(hat):
        open_case(case, by=hat, at=at)
        place = Enrolment.objects.select_related("programme_version").get(case=case, programme=HELD)
        group = grouping.begin_group(
            place.programme_version,
            name=words(house, f"group name {bank.name}"),
            venue=words(house, "venue"),
            capacity=12,
            plan=plan,
            leaders=[],
            **dated,
        )
        grouping.join(group, place, from_on=plan.starts_on, by=hat, at=at)
        alone, later = grouping.book_appointments(place, with_worker=hat.worker_id, plan=plan, **dated)
        session, next_week = group.sessions.order_by("number")
        for meeting in (later, next_week):
            cancelling.cancel(meeting, reason=words(house, "cancelled"), by=hat, at=at)
        line = words(bank.name, "line")
        for meeting in (alone, session):
            entries = {place.pk: Entry(Mark.NO_WORD, line=line)}
            marking.mark_register(meeting, entries, seen_version=1, by=hat, at=at)
        entries = {place.pk: Entry(Mark.NO_WORD, line=words(bank.name, "corrected line"))}
        marking.mark_register(session, entries, seen_version=2, by=hat, at=at)
        noting.note(
            session,
            content=words(house, "content"),
            debrief=words(house, "debrief"),
            by=hat,
            at=at,
        )
        said = {"kind": "words", "about": "close", "police_called": "no", "manager_told": False}
        noting.raise_concern(place, said | {"account": words(bank.name, "concern")}, by=hat, at=at)
        assert attending.reviews(hat).filter(enrolment=place).exists()
    return {
        "group": group.pk,
        "session": session.pk,
        "appointment": alone.pk,
        "place": place.pk,
        "review": Review.objects.get(enrolment=place).pk,
        "concern": Concern.objects.get(enrolment=place).pk,
    }
