"""Where several providers share a way: who was handed over, who was taken on, and who went on from there.

Told after everything else of a case, backwards from the day of building, so that it changes nothing before.
"""

import datetime as dt
from collections.abc import Callable

from chrysalis.access.context import acting_as
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Agency, Membership
from chrysalis.agencies.queries import make_hat
from chrysalis.working_days import LONDON, in_london, is_working_day
from referrals import queries
from referrals.actions import contacting, handing_over
from referrals.actions.reading import open_case
from referrals.models import Case, Handover, Referral


ONE_DAY = dt.timedelta(days=1)
SUMMARY = (
    "Met in custody, and once since. Wants to stop losing their temper, in their own words. Lives with an "
    "uncle. Evenings suit best. Has no bank account yet: the form waits for proof of address."
)
ONWARD = (
    "Came to eleven of twelve sessions. Ready for a group, and a little afraid of it. Thursdays are hard."
)
FULL = "No evening place before March. Ask the other site, please."


def tell(turn: int, referral: Referral, *, by: Hat, to: list[Membership], at: dt.datetime) -> None:
    """What this turn of the story says of handing over, where it says anything."""
    story = STORIES.get(turn)
    with acting_as(by):
        case = queries.case_of(by, referral)
    if story and case:
        story(case, by, [make_hat(place) for place in to], at)


def _waits(case: Case, by: Hat, to: list[Hat], at: dt.datetime) -> None:
    offer_to(case, to[_community(to)], SUMMARY, by=by, at=_before(at, 1))


def _returned(case: Case, by: Hat, to: list[Hat], at: dt.datetime) -> None:
    receiver = to[_community(to)]
    handover = offer_to(case, receiver, SUMMARY, by=by, at=_before(at, 4))
    with acting_as(receiver):
        handing_over.return_handover(handover, because=FULL, by=receiver, at=_before(at, 3))


def _taken(case: Case, by: Hat, to: list[Hat], at: dt.datetime) -> Case:
    receiver = to[_community(to)]
    handover = offer_to(case, receiver, SUMMARY, by=by, at=_before(at, 5))
    return _take(handover, by=receiver, at=_before(at, 4))


def _taken_and_offered_on(case: Case, by: Hat, to: list[Hat], at: dt.datetime) -> None:
    second = _taken(case, by, to, at)
    receiver = to[_community(to)]
    _reach(second, by=receiver, at=_before(at, 3))
    offer_to(second, to[0], ONWARD, by=receiver, at=_before(at, 1))


def _taken_twice(case: Case, by: Hat, to: list[Hat], at: dt.datetime) -> None:
    second = _taken(case, by, to, at)
    receiver = to[_community(to)]
    _reach(second, by=receiver, at=_before(at, 3))
    handover = offer_to(second, to[1], ONWARD, by=receiver, at=_before(at, 2))
    _reach(_take(handover, by=to[1], at=_before(at, 1)), by=to[1], at=_before(at, 1, hour=15))


Story = Callable[[Case, Hat, list[Hat], dt.datetime], object]
STORIES: dict[int, Story] = {
    10: _taken_and_offered_on,
    11: _taken_twice,
    12: _waits,
    13: _returned,
    14: _taken,
}


def _community(to: list[Hat]) -> int:
    """Where the way goes first: the last who joined."""
    return len(to) - 1


def offer_to(case: Case, to: Hat, summary: str, *, by: Hat, at: dt.datetime) -> Handover:
    with acting_as(by):
        opened = open_case(Case.objects.get(pk=case.pk), by=by, at=at)
        agency = Agency.objects.get(pk=to.agency_id)
        to_do = ["assessment", "programme", "money"]
        return handing_over.offer(opened, to_agency=agency, summary=summary, to_do=to_do, by=by, at=at)


def _take(handover: Handover, *, by: Hat, at: dt.datetime) -> Case:
    with acting_as(by):
        return handing_over.take(handover, by=by, at=at)


def _reach(case: Case, *, by: Hat, at: dt.datetime) -> None:
    with acting_as(by):
        opened = open_case(Case.objects.get(pk=case.pk), by=by, at=at)
        contacting.record_contact(
            opened,
            channel="call",
            outcome="reached",
            account="Knew that we would ring. Will come on Tuesday.",
            made_at=at - dt.timedelta(minutes=15),
            by=by,
            at=at,
        )


def _before(at: dt.datetime, days: int, *, hour: int = 10) -> dt.datetime:
    """At work, so many working days before the day of building."""
    day = in_london(at).date()
    while days:
        day -= ONE_DAY
        days -= is_working_day(day, nation="england")
    return dt.datetime.combine(day, dt.time(hour, 20), LONDON)
