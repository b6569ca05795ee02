"""Cases, and what stands beside one."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet, prefetch_related_objects

from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Worker, with_name
from chrysalis.notices.recipients import Recipient, readers
from chrysalis.working_days import in_london
from referrals.models import (
    Assessment,
    Case,
    Circumstances,
    ContactAttempt,
    CustodyDetails,
    Disposal,
    Grade,
    Handover,
    HandoverState,
    Incident,
    LegProgress,
    Obligation,
    PathChoice,
    PoliceDetails,
    Referral,
    Release,
    ResponsibleAdult,
    SelfReferralDetails,
    TakingOff,
    Task,
    YoungPerson,
)
from referrals.queries.restricted import named_for


LEAD, CASEWORKER, OFFICER = "safeguarding-lead", "caseworker", "information-officer"


def handovers(hat: Hat) -> QuerySet[Handover]:
    """Those from the own agency and to it."""
    return visible(hat, Handover.objects.select_related("from_agency", "to_agency", "scheme"))


def handovers_waiting(hat: Hat) -> QuerySet[Handover]:
    """Those that wait for the own agency's answer, the most pressing first."""
    return handovers(hat).filter(to_agency_id=hat.agency_id, state=HandoverState.OFFERED)


def handover_of(hat: Hat, case: Case) -> Handover | None:
    """The latest by which a case was offered to another provider. Most never were, so that the names of
    agencies wait until somebody asks for them."""
    found = visible(hat, Handover.objects.filter(from_case=case))
    return found.order_by("-offered_at").first()


def way(hat: Hat, case: Case) -> list[LegProgress]:
    """How far each leg of the person's way has come, the first one first."""
    return with_providers(list(visible(hat, LegProgress.objects.filter(client_id=case.client_id))))


def with_providers(legs: list[LegProgress]) -> list[LegProgress]:
    """Most have one, whose provider is on the page already: names are read where there are others."""
    if len(legs) > 1:
        prefetch_related_objects(legs, "provider_agency")
    return legs


@dataclass(frozen=True)
class OfYoung:
    """What holds of a young person, as it was told with the referral or written down since."""

    young: YoungPerson | None
    adult: ResponsibleAdult | None
    choice: PathChoice | None
    # SAFETY: what the young person said of whether a grown-up may be spoken to, whatever was written since.
    said_safe: ResponsibleAdult | None = None

    @property
    def is_asked(self) -> bool:
        return bool(self.adult and self.adult.agrees != ResponsibleAdult.Agrees.NOT_YET)


def of_young(hat: Hat, referral_id: UUID) -> OfYoung:
    """In front of the open referral; the newest of each."""
    adults = list(visible(hat, ResponsibleAdult.objects.filter(referral_id=referral_id)))
    return OfYoung(
        visible(hat, YoungPerson.objects.filter(referral_id=referral_id)).first(),
        adults[0] if adults else None,
        with_name(visible(hat, PathChoice.objects.filter(referral_id=referral_id)), "by").first(),
        next((each for each in adults if each.safe_to_talk), None),
    )


def circumstances_of(hat: Hat, referral: Referral) -> Circumstances | None:
    """How they live, as the sender told it, in front of the open referral."""
    return visible(hat, Circumstances.objects.filter(referral=referral)).first()


def custody_of(hat: Hat, case: Case) -> CustodyDetails | None:
    """What the custody desk wrote, in front of the referral opened beside its case, if there is one."""
    if case.referral_id is None:
        return None
    return visible(hat, CustodyDetails.objects.filter(referral_id=case.referral_id)).first()


def self_referral_of(hat: Hat, case: Case) -> SelfReferralDetails | None:
    """What they told, in front of the referral opened beside its case."""
    return visible(hat, SelfReferralDetails.objects.filter(referral__case=case)).first()


@dataclass(frozen=True)
class OfForce:
    """What police told of a person beside what any colleague tells."""

    details: PoliceDetails | None
    disposal: Disposal | None
    obligations: list[Obligation]


def of_force(hat: Hat, referral_id: UUID) -> OfForce:
    """In front of the open referral."""
    return OfForce(
        visible(hat, PoliceDetails.objects.filter(referral_id=referral_id)).first(),
        visible(hat, Disposal.objects.filter(referral_id=referral_id)).first(),
        list(obligations(hat, referral_id)),
    )


def obligations(hat: Hat, referral_id: UUID) -> QuerySet[Obligation]:
    """Conditions, orders and bail that police told of, in front of the open referral."""
    return visible(hat, Obligation.objects.filter(referral_id=referral_id))


def releases(hat: Hat, case: Case) -> QuerySet[Release]:
    """What was recorded of leaving custody, in front of the open case: the last that was said first."""
    return with_name(visible(hat, Release.objects.filter(case=case)), "by")


def in_custody_since(hat: Hat, case: Case) -> dt.datetime | None:
    """When somebody was met in custody, or came from another provider as somebody who is there, as long as
    nobody has recorded when they leave. In front of the open case."""
    if releases(hat, case).exists():
        return None
    there = ContactAttempt.objects.filter(case=case, channel=ContactAttempt.Channel.IN_CUSTODY)
    met = visible(hat, there.filter(outcome__in=ContactAttempt.SPOKEN)).first()
    if met or case.handover_id is None:
        return met.made_at if met else None
    told = handovers(hat).filter(pk=case.handover_id, to_do__contains=[Handover.ToDo.RELEASE])
    since: dt.datetime = case.opened_at
    return since if told.exists() else None


def cases(hat: Hat) -> QuerySet[Case]:
    """The cases the own agency holds, newest first."""
    return visible(hat, Case.objects.all())


def tasks(hat: Hat) -> QuerySet[Task]:
    """Whatever there is to do on cases of the own agency, or was; of what is restricted, nothing unless its
    case is open."""
    return visible(hat, Task.objects.all())


def to_do(hat: Hat) -> QuerySet[Task]:
    """What the worker has to do now, on whichever case that they may see."""
    return tasks(hat).filter(worker_id=hat.worker_id, ending="")


def may_do(hat: Hat, case: Case, *, at: dt.datetime) -> QuerySet[Worker]:
    """Who could have something to do on an open case: its agency's caseworkers. SAFETY: of what is
    restricted those named for it alone. Who is shut out is asked when somebody was chosen."""
    found = Worker.names.filter(pk__in=readers(Recipient(hat.agency_id, CASEWORKER), on=in_london(at).date()))
    return found.filter(pk__in=named_for(hat, case.pk, at=at)) if case.is_restricted else found


def of_person(held: QuerySet[Case], *people: UUID) -> QuerySet[Case]:
    """Those of one person, under whichever record."""
    return held.filter(Q(client_id__in=people) | Q(joined_to_id__in=people))


def assessments(hat: Hat, case: Case) -> QuerySet[Assessment]:
    """The tools completed on an open case, the newest first; those that were corrected stay."""
    return with_name(visible(hat, Assessment.objects.filter(case=case)), "by")


def grades(hat: Hat, case: Case) -> QuerySet[Grade]:
    """How dangerous the person was judged to be, the newest first, with what second persons said."""
    return with_name(
        visible(hat, Grade.objects.filter(case=case)).select_related("answer"), "by", "answer__by"
    )


def incidents(hat: Hat, case: Case) -> QuerySet[Incident]:
    """What was told of an open case since it was opened, the latest first."""
    return with_name(visible(hat, Incident.objects.filter(case=case)), "by")


def taking_off_waits(hat: Hat, case: Case) -> QuerySet[TakingOff]:
    """Referrals kept with an open case that are of somebody else, as a colleague says, and a second has not
    answered."""
    waits = TakingOff.objects.filter(case=case, state="proposed").select_related("incident")
    return with_name(visible(hat, waits), "by")


def told_at(hat: Hat, case: Case, *, by_then: dt.datetime | None = None) -> dt.datetime | None:
    """When something new was last recorded on an open case; `by_then`, as was known at that moment."""
    told = visible(hat, Incident.objects.filter(case=case, taken_off_at=None))
    told = told.filter(recorded_at__lte=by_then) if by_then else told
    return told.values_list("recorded_at", flat=True).first()
