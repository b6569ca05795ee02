"""What has become of each referral by the time somebody looks: new, due today, late, reached.

Each story is told in working days, since clocks are: when first contact falls due, counted from
today, and what was done how many working days after the referral came in.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random

from chrysalis.access.context import acting_as
from chrysalis.access.hat import Hat
from chrysalis.demo.young import make_ready
from chrysalis.working_days import LONDON, counts_from, is_working_day, move_on
from referrals import queries
from referrals.actions import asking_sender, contacting, incidents, moving, people, releasing, triage
from referrals.actions.reading import open_case
from referrals.models import AgePath, Case, ContactAttempt, Referral


Channel, Outcome = ContactAttempt.Channel, ContactAttempt.Outcome
ONE_DAY = dt.timedelta(days=1)

Turn = Callable[[Referral, Hat, dt.datetime], None]
Act = Callable[[Case, Hat, dt.datetime], None]


def _try(outcome: str, channel: str, account: str) -> Act:
    """An attempt to reach the person, written down ten minutes later."""

    def act(case: Case, by: Hat, at: dt.datetime) -> None:
        made_at = at - dt.timedelta(minutes=10)
        contacting.record_contact(
            case, channel=channel, outcome=outcome, account=account, made_at=made_at, by=by, at=at
        )

    return act


def _correct(case: Case, by: Hat, at: dt.datetime) -> None:
    client = case.client
    values = {"known_as": client.given_names, "telephone_is_safe": "yes"}
    people.correct(client, values, seen_version=client.version, by=by, at=at)


def _meet_in_custody(case: Case, by: Hat, at: dt.datetime) -> None:
    _try(Outcome.REACHED, Channel.IN_CUSTODY, "Spoke in the consultation room. No home to go to, no ID.")(
        case, by, at
    )


def _release(case: Case, by: Hat, at: dt.datetime) -> None:
    """Known the evening before, as it mostly is; police had told the person harmed."""
    released_at = at + dt.timedelta(hours=18)
    releasing.record_release(case, released_at=released_at, is_certain=True, police_told="yes", by=by, at=at)


def _left_early(case: Case, by: Hat, at: dt.datetime) -> None:
    left = at - dt.timedelta(minutes=40)
    releasing.record_release(case, released_at=left, is_certain=True, police_told="not_known", by=by, at=at)


def _assess(case: Case, by: Hat, at: dt.datetime) -> None:
    moving.say_assessed(case, by=by, at=at)


def _hear_of_a_breach(case: Case, by: Hat, at: dt.datetime) -> None:
    told = {"told_by": "The offender manager, by way of the duty desk", "way": "telephone", "told_at": at}
    account = "Said to have been in a street that bail forbids. Arrested, not charged; in court next week."
    on = (at - ONE_DAY).date()
    incidents.record_incident(case, kind="breach", happened_on=on, account=account, **told, by=by, at=at)


def _close(case: Case, by: Hat, at: dt.datetime) -> None:
    reason = "Found work away from home. Knows the way back."
    moving.close(case, ending="moved_away", reason=reason, by=by, at=at)


def _ask(referral: Referral, by: Hat, at: dt.datetime) -> None:
    words = "Which dialect does the interpreter have to speak?"
    asking_sender.ask(referral, kind="needs", words=words, by=by, at=at)


def _hear_by_telephone(referral: Referral, by: Hat, at: dt.datetime) -> None:
    asking_sender.resume(referral, words="The custody desk rang: Sylheti.", by=by, at=at)


def _send_on(referral: Referral, by: Hat, at: dt.datetime) -> None:
    why = {"reason": "other_help_first", "said": "Needs other help first"}
    service = queries.next_services(by, referral.scheme)[0]
    explanation = "Asked for help with drinking first, and agreed to be sent on."
    triage.redirect(referral, next_service=service, explanation=explanation, **why, by=by, at=at)


def _refuse(referral: Referral, by: Hat, at: dt.datetime) -> None:
    why = {"reason": "outside_area", "said": "Lives outside the area"}
    triage.refuse(referral, explanation="Moved away the week before.", **why, by=by, at=at)


_reached = _try(
    Outcome.REACHED, Channel.CALL, "Spoke for ten minutes. Would like to come in and asked about evenings."
)
_no_answer = _try(Outcome.NO_ANSWER, Channel.CALL, "Rang twice, an hour apart.")
_voicemail = _try(Outcome.VOICEMAIL, Channel.CALL, "Left a first name and the number, nothing else.")
_someone_else = _try(
    Outcome.SOMEONE_ELSE, Channel.CALL, "Somebody else answered. Said nothing of the service and rang off."
)
_texted = _try(Outcome.SENT, Channel.TEXT, "Asked for a time that suits. No service named.")


@dataclass(frozen=True)
class Story:
    """`due_in`: working days until first contact is due, or None for a referral of this very hour.
    `accepted` and `then`: what was done, and how many working days after the referral."""

    due_in: int | None
    accepted: int | None = None
    then: tuple[tuple[int, Act], ...] = ()
    instead: tuple[tuple[int, Turn], ...] = ()  # of being accepted

    def begins_at(self, random: Random, *, contact_days: int, nation: str, at: dt.datetime) -> dt.datetime:
        """When the referral came in: by day or by night, as people are arrested."""
        if self.due_in is None:
            return (at - dt.timedelta(minutes=random.randrange(8, 200))).replace(second=0, microsecond=0)
        day = _back(counts_from(at, nation=nation), contact_days - self.due_in, nation=nation)
        # From six in the evening before, which counts as this day, until just before closing time.
        minutes = random.randrange(-360, 1000)
        return dt.datetime.combine(day, dt.time(), LONDON) + dt.timedelta(minutes=minutes)


STORIES = (
    Story(None),
    Story(1),
    Story(0),
    Story(-1),
    Story(1, accepted=0),
    Story(0, accepted=1),
    Story(-2, accepted=1),
    Story(-1, accepted=0, then=((2, _no_answer),)),
    Story(-3, accepted=1, then=((2, _voicemail), (3, _no_answer))),
    Story(-2, accepted=0, then=((1, _reached),)),
    Story(-6, accepted=1, then=((2, _reached), (3, _correct))),
    Story(-9, accepted=0, then=((1, _someone_else), (2, _reached))),
    Story(-11, accepted=1, then=((2, _reached), (11, _hear_of_a_breach))),
    Story(-15, accepted=0, then=((1, _texted), (8, _reached))),
    Story(-20, accepted=1, then=((2, _no_answer), (14, _reached), (15, _correct))),
    Story(0, instead=((1, _ask),)),
    Story(-1, instead=((1, _ask), (2, _hear_by_telephone))),
    Story(-4, instead=((1, _send_on),)),
    Story(-5, instead=((0, _refuse),)),
    Story(0, accepted=0, then=((0, _meet_in_custody), (1, _release))),
    Story(-8, accepted=0, then=((1, _left_early), (2, _reached), (6, _assess))),
    Story(-14, accepted=1, then=((2, _reached), (10, _close))),
)


def tell(story: Story, referral: Referral, random: Random, *, nation: str, by: Hat, at: dt.datetime) -> None:
    """Do what the story says was done, each at its hour, as far as there has been time."""
    hour_of = partial(_in_office_hours, referral.received_at, random, nation)
    for days, turn in story.instead:
        if (moment := hour_of(days)) >= at:
            return
        with acting_as(by):
            turn(Referral.objects.get(pk=referral.pk), by, moment)
    if story.accepted is None or (moment := hour_of(story.accepted)) >= at:
        return
    with acting_as(by):
        referral = make_ready(Referral.objects.get(pk=referral.pk), by=by, at=moment)
        if referral.age_path == AgePath.YOUNGER:
            return
        case = triage.accept(referral, by=by, at=moment)
        for days, act in story.then:
            if (moment := hour_of(days)) >= at:
                return
            act(open_case(case, by=by, at=moment), by, moment)


def _in_office_hours(received_at: dt.datetime, random: Random, nation: str, days: int) -> dt.datetime:
    """A time at work on the nth working day after the referral, and never before it came in."""
    day = move_on(counts_from(received_at, nation=nation), days, nation=nation)
    moment = dt.datetime.combine(day, dt.time(9, 20), LONDON) + dt.timedelta(minutes=random.randrange(420))
    return max(moment, received_at + dt.timedelta(minutes=15))


def _back(day: dt.date, days: int, *, nation: str) -> dt.date:
    """The nth working day before `day`."""
    while days > 0:
        day -= ONE_DAY
        days -= is_working_day(day, nation=nation)
    return day
