"""Where a stop of the tour begins that is about somebody: a case that is graded, a register that waits.

Each looks as the person of the stop: whoever leads the tour has no hat, and reads nothing. All of it is on
lists of that person's, so that nothing is opened and no look is logged.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from chrysalis.access.context import acting_as
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Worker
from chrysalis.agencies.queries import make_hat, memberships_of
from chrysalis.demo.plan import CASEWORK, CUSTODY, FACILITATION, LINK_WORK
from chrysalis.tools.grading import Level
from chrysalis.working_days import in_london
from interventions import attending
from interventions import queries as interventions
from interventions.models import EnrolmentState, MeetingState
from partners import queries as partners
from partners.models import Tier
from referrals import queries as referrals


REACHED = (Tier.NOT_ASKED, Tier.FULL_SUPPORT, Tier.UPDATES_ONLY)
Find = Callable[[Hat, dt.datetime], UUID | None]


@dataclass(frozen=True)
class Finder:
    role: str  # as whom to look
    find: Find
    otherwise: str  # the page to begin on where there is none, or none any more

    def of(self, worker: Worker, *, at: dt.datetime) -> UUID | None:
        """The key of the first, as the worker sees it."""
        held = memberships_of(worker, on=in_london(at).date()).filter(role_slug=self.role).first()
        if held is None:
            return None
        hat = make_hat(held)
        with acting_as(hat):
            return self.find(hat, at)


def _graded(hat: Hat, at: dt.datetime) -> UUID | None:
    """One that is graded high, if there is one: a second person was asked."""
    found = referrals.cases(hat).filter(ended_at=None).exclude(grade="").order_by("opened_at", "pk")
    high = found.filter(grade__in=(Level.HIGH, Level.VERY_HIGH))
    return high.values_list("pk", flat=True).first() or found.values_list("pk", flat=True).first()


def _waiting(hat: Hat, at: dt.datetime) -> UUID | None:
    found = interventions.waiting(hat).order_by("pk")
    return found.values_list("case_id", flat=True).first()


def _finished(hat: Hat, at: dt.datetime) -> UUID | None:
    found = interventions.enrolments(hat).filter(state=EnrolmentState.COMPLETED)
    return found.order_by("pk").values_list("pk", flat=True).first()


def _register(hat: Hat, at: dt.datetime) -> UUID | None:
    begun = attending.group_sessions(hat).filter(starts_at__lte=at, state=MeetingState.PLANNED)
    return begun.order_by("-starts_at").values_list("pk", flat=True).first()


def _appointment(hat: Hat, at: dt.datetime) -> UUID | None:
    begun = attending.appointments(hat).filter(starts_at__lte=at, state=MeetingState.PLANNED)
    own = begun.filter(with_worker_id=hat.worker_id)
    return own.order_by("-starts_at").values_list("pk", flat=True).first()


def _judged(hat: Hat, at: dt.datetime) -> UUID | None:
    found = partners.survivors(hat).exclude(grade="")
    return found.order_by("pk").values_list("pk", flat=True).first()


def _supported(hat: Hat, at: dt.datetime) -> UUID | None:
    found = partners.survivors(hat).filter(tier__in=REACHED)
    return found.order_by("pk").values_list("pk", flat=True).first()


def _traced(hat: Hat, at: dt.datetime) -> UUID | None:
    return partners.tracings_waiting(hat).order_by("pk").values_list("pk", flat=True).first()


def _told(hat: Hat, at: dt.datetime) -> UUID | None:
    return partners.to_tell(hat).order_by("pk").values_list("pk", flat=True).first()


def _left(hat: Hat, at: dt.datetime) -> UUID | None:
    found = referrals.unsent_open(hat, at=at).order_by("began_at")
    return found.values_list("pk", flat=True).first()


LEFT_REFERRAL = Finder(CUSTODY, _left, "referrals:submit")
GRADED_CASE = Finder(CASEWORK, _graded, "referrals:cases")
CASE_THAT_WAITS = Finder(CASEWORK, _waiting, "interventions:waiting")
FINISHED_PLACE = Finder(CASEWORK, _finished, "referrals:cases")
REGISTER_TO_MARK = Finder(FACILITATION, _register, "interventions:sessions")
APPOINTMENT_TO_MARK = Finder(FACILITATION, _appointment, "interventions:sessions")
JUDGED_SURVIVOR = Finder(LINK_WORK, _judged, "partners:survivors")
SUPPORTED_SURVIVOR = Finder(LINK_WORK, _supported, "partners:survivors")
PERSON_TO_TRACE = Finder(LINK_WORK, _traced, "partners:tracings")
NEWS_TO_TELL = Finder(LINK_WORK, _told, "partners:to_tell")
