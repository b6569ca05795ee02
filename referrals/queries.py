"""What may be read of referrals and cases. List, count, search and detail ask the same question."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce

from chrysalis.access.decide import visible
from chrysalis.access.grants import in_force
from chrysalis.access.hat import Hat
from chrysalis.agencies.matching import dates_agree
from chrysalis.agencies.models import Agency, Conflict, Membership, Participation, Scheme, Worker, with_name
from chrysalis.agencies.queries import colleagues, conflicts
from chrysalis.notices.recipients import Recipient, readers
from chrysalis.working_days import in_london
from referrals.models import (
    LAST_MOMENT,
    WAITING,
    Assessment,
    Case,
    Circumstances,
    CustodyDetails,
    Decision,
    Disposal,
    Enquiry,
    GlassBreak,
    Grade,
    Handover,
    HandoverState,
    Import,
    ImportRow,
    Incident,
    LegProgress,
    NextService,
    Obligation,
    OutcomeNotice,
    PathChoice,
    Pause,
    PauseWord,
    PauseWords,
    PoliceDetails,
    Question,
    Referral,
    ReferralStatus,
    ReferrerInvitation,
    RefusalWord,
    RefusalWords,
    Release,
    ResponsibleAdult,
    RestrictedListing,
    Restriction,
    RestrictionAsk,
    SelfReferralDetails,
    TakingOff,
    Task,
    UnsentReferral,
    WrittenDown,
    YoungPerson,
)


LEAD, CASEWORKER, OFFICER = "safeguarding-lead", "caseworker", "information-officer"
MANAGER = "service-manager"


def sent(hat: Hat) -> QuerySet[ReferralStatus]:
    """What the own agency has sent, newest first: handle, word and day, and no more."""
    told = visible(hat, OutcomeNotice.objects.filter(reference=OuterRef("reference")))
    return visible(hat, ReferralStatus.objects.annotate(outcome=Subquery(told.values("word")[:1])))


def outcomes(hat: Hat) -> QuerySet[OutcomeNotice]:
    """Of disposals: what the own force was told; for a provider, in front of the open case."""
    return visible(hat, OutcomeNotice.objects.select_related("provider_agency"))


def unsent(hat: Hat) -> QuerySet[UnsentReferral]:
    """What the own agency began and did not send, and what became of it within a day; of what a colleague
    keeps to themselves, nothing."""
    found = visible(hat, UnsentReferral.objects.select_related("scheme__front_door"))
    return with_name(found, "saved_by")


def unsent_open(hat: Hat, *, at: dt.datetime) -> QuerySet[UnsentReferral]:
    return unsent(hat).filter(ended_at__isnull=True, sweep_after__gt=at)


def unsent_going(hat: Hat, *, at: dt.datetime) -> int:
    """How many of them are about to be deleted."""
    found = unsent_open(hat, at=at).defer("sealed")
    return sum(1 for each in found if each.sweep_after <= at + each.days_ahead)


def inbox(hat: Hat) -> QuerySet[Referral]:
    """Referrals that wait for the own agency's decision, the most pressing first."""
    return referrals(hat).filter(state__in=WAITING).select_related("referring_agency", "provider_agency")


def referrals(hat: Hat) -> QuerySet[Referral]:
    return visible(hat, Referral.objects.all())


def schemes_received(hat: Hat) -> QuerySet[Scheme]:
    """Those whose referrals reach the own agency first."""
    return visible(hat, Scheme.objects.filter(front_door_id=hat.agency_id).select_related("front_door"))


def imports(hat: Hat) -> QuerySet[Import]:
    """The spreadsheets that the worker brought in this place, the newest first, and nobody else's."""
    return visible(hat, Import.objects.select_related("scheme"))


def import_rows(hat: Hat, brought: Import) -> QuerySet[ImportRow]:
    """The rows of one, in the order of the spreadsheet."""
    return visible(hat, ImportRow.objects.filter(brought_in=brought))


def import_counts(hat: Hat, brought: Import) -> dict[str, int]:
    """By state, how many of its rows there are."""
    rows = import_rows(hat, brought).order_by().values_list("state")
    return dict(rows.annotate(many=Count("pk")))


def told_by(hat: Hat, referral: Referral) -> WrittenDown | None:
    """Who told it, in front of the open referral; most were sent by whoever knew."""
    if not referral.told_from:
        return None
    found = WrittenDown.objects.filter(referral=referral).select_related("agency")
    return visible(hat, found).first()


def invitations(hat: Hat) -> QuerySet[ReferrerInvitation]:
    """The links that were sent to colleagues without an account, so that they refer to the own agency."""
    return with_name(visible(hat, ReferrerInvitation.objects.select_related("agency")), "invited_by")


def questions(hat: Hat) -> QuerySet[Question]:
    """What services asked of the own agency about what it sent, the oldest first."""
    return visible(hat, Question.objects.select_related("provider_agency").order_by("asked_at", "id"))


def open_questions(hat: Hat) -> QuerySet[Question]:
    return questions(hat).filter(closed_at__isnull=True)


def questions_about(hat: Hat, referral: Referral) -> QuerySet[Question]:
    """What was asked of the sender, with what came back, in front of the open referral."""
    asked = visible(hat, Question.objects.filter(referral=referral).select_related("answer"))
    return with_name(asked, "asked_by")


def decision_on(hat: Hat, referral: Referral) -> Decision | None:
    """Why a referral was not taken, in front of the open referral."""
    found = visible(hat, Decision.objects.filter(referral=referral).select_related("next_service"))
    return with_name(found, "by").first()


def next_services(hat: Hat, scheme: Scheme) -> QuerySet[NextService]:
    """Where people whom the scheme cannot take on are sent."""
    return visible(hat, NextService.objects.filter(scheme=scheme, is_retired=False))


def services_kept(hat: Hat) -> QuerySet[NextService]:
    """Of the schemes that the own agency leads, those of the past too."""
    return visible(hat, NextService.objects.filter(kept_by_id=hat.agency_id).select_related("scheme"))


def refusal_words(hat: Hat, scheme: Scheme) -> RefusalWords:
    """What the scheme calls its reasons: the usual words, until somebody changes them."""
    return RefusalWords.of(visible(hat, RefusalWord.objects.filter(scheme=scheme)))


def pause_words(hat: Hat, scheme: Scheme) -> PauseWords:
    """What the scheme calls its reasons to let a clock stand still."""
    return PauseWords.of(visible(hat, PauseWord.objects.filter(scheme=scheme)))


def pauses(hat: Hat, referral: Referral) -> QuerySet[Pause]:
    """When its clock stood still, and why, the newest first; in front of the open referral."""
    return with_name(visible(hat, Pause.objects.filter(referral=referral)), "by", "answered_by", "ended_by")


def pauses_asked(hat: Hat) -> QuerySet[Pause]:
    """Those about which a manager of the own agency was asked."""
    asked = Pause.objects.filter(wanted_until_on__isnull=False).select_related("provider_agency")
    return with_name(visible(hat, asked), "by", "answered_by")


def receivers(hat: Hat, scheme: Scheme) -> QuerySet[Agency]:
    """The other providers of a scheme, to whom a case may go on."""
    parts = Participation.objects.filter(scheme=scheme, part=Participation.Part.PROVIDER)
    return visible(hat, Agency.objects.filter(pk__in=parts.values("agency")).exclude(pk=hat.agency_id))


def enquiries(hat: Hat, *, at: dt.datetime) -> QuerySet[Enquiry]:
    """What was asked of the own agency, those that go first before the others. Found by nothing else: no
    search reads them, and nobody is compared with whoever asked."""
    kept = Enquiry.objects.filter(sweep_after__gt=at).select_related("scheme")
    return with_name(visible(hat, kept), "by", "decided_by")


def every_enquiry(hat: Hat) -> QuerySet[Enquiry]:
    """Those that a notice may lead to; one that is to go is not found any more on its own page."""
    return visible(hat, Enquiry.objects.all())


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
    """How far each leg of the person's way has come, the first one first. Most have one, whose provider is
    on the page already: names of others are read where there are others."""
    legs = list(visible(hat, LegProgress.objects.filter(client_id=case.client_id)))
    if len(legs) > 1:
        prefetch_related_objects(legs, "provider_agency")
    return legs


@dataclass(frozen=True)
class OfYoung:
    """What holds of a young person, as it was told with the referral or written down since."""

    young: YoungPerson | None
    adult: ResponsibleAdult | None
    choice: PathChoice | None


def of_young(hat: Hat, referral_id: UUID) -> OfYoung:
    """In front of the open referral; the newest of each."""
    return OfYoung(
        visible(hat, YoungPerson.objects.filter(referral_id=referral_id)).first(),
        visible(hat, ResponsibleAdult.objects.filter(referral_id=referral_id)).first(),
        with_name(visible(hat, PathChoice.objects.filter(referral_id=referral_id)), "by").first(),
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


def also_with_us(hat: Hat, case: Case) -> QuerySet[Case]:
    """Other cases of the same person that the own agency holds, the newest first."""
    return of_person(cases(hat), case.person_id).exclude(pk=case.pk).order_by("-opened_at", "-id")


def of_person(held: QuerySet[Case], *people: UUID) -> QuerySet[Case]:
    """Those of one person, under whichever record."""
    return held.filter(Q(client_id__in=people) | Q(joined_to_id__in=people))


def knows(hat: Hat, name_key: str, date_of_birth: str) -> bool:
    """Whether the worker said that they know somebody so called and so born."""
    declared = conflicts(hat).filter(worker_id=hat.worker_id, name_key=name_key)
    return any(dates_agree(each.date_of_birth, date_of_birth) for each in declared)


def is_about(declared: Conflict, person: Case | Referral) -> bool:
    same_name = declared.name_key == person.name_key
    return same_name and dates_agree(declared.date_of_birth, person.date_of_birth)


def assessments(hat: Hat, case: Case) -> QuerySet[Assessment]:
    """The tools completed on an open case, the newest first; those that were corrected stay."""
    return with_name(visible(hat, Assessment.objects.filter(case=case)), "by")


def grades(hat: Hat, case: Case) -> QuerySet[Grade]:
    """How dangerous the person was judged to be, the newest first, with what second persons said."""
    return with_name(
        visible(hat, Grade.objects.filter(case=case)).select_related("answer"), "by", "answer__by"
    )


def case_of(hat: Hat, referral: Referral) -> Case | None:
    """The case opened from a referral, or which it joined, as far as the hat may see it."""
    return visible(hat, Case.objects.filter(Q(referral=referral) | Q(pk=referral.joined_case_id))).first()


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


def for_restricting(hat: Hat) -> QuerySet[Referral]:
    """What a lead may restrict: everything of the own agency that is not."""
    return visible(hat, Referral.objects.all())


def legs_for_restricting(hat: Hat) -> QuerySet[Case]:
    """And the cases that came to it by handover."""
    return visible(hat, Case.objects.filter(referral__isnull=True))


def restricted_lines(hat: Hat, *, at: dt.datetime) -> QuerySet[RestrictedListing]:
    """What the worker was named for, and may open at this moment."""
    own = RestrictedListing.objects.filter(in_force(at), user_id=hat.worker_id)
    return visible(hat, own.annotate(due=Coalesce(F("next_due_at"), LAST_MOMENT)))


def restrictions(hat: Hat) -> QuerySet[Restriction]:
    """The own agency's, for its leads: handles, and no name."""
    return visible(hat, Restriction.objects.filter(lifted_at__isnull=True))


def lifted_alone(hat: Hat) -> QuerySet[Restriction]:
    """Lifted by one lead alone, to be looked at again."""
    waiting = Restriction.objects.filter(look_again_on__isnull=False, looked_again_at__isnull=True)
    found = visible(hat, waiting).select_related("agency")
    return with_name(found, "lifted_by")


def asks(hat: Hat) -> QuerySet[RestrictionAsk]:
    """What colleagues asked to have restricted, and no lead has answered."""
    return with_name(visible(hat, RestrictionAsk.objects.filter(answered_at__isnull=True)), "asked_by")


def openings(hat: Hat) -> QuerySet[GlassBreak]:
    """Emergency openings in the own agency, for its leads."""
    return with_name(visible(hat, GlassBreak.objects.select_related("restriction")), "worker")


def other_leads(hat: Hat, *, on: dt.date) -> QuerySet[Membership]:
    return colleagues(hat, LEAD, on=on).exclude(worker_id=hat.worker_id)


def may_be_named(hat: Hat, *, on: dt.date) -> QuerySet[Worker]:
    """Colleagues whose work is cases; managers, who decide on a start or a paused place of it and read no
    more; and those who answer for the log: they open no case, and read why one was opened. Who of them is
    shut out is asked when one is named."""
    found = colleagues(hat, CASEWORKER, MANAGER, OFFICER, on=on)
    return Worker.names.filter(pk__in=found.values("worker"))


def waiting_for_a_name(hat: Hat, *, at: dt.datetime) -> QuerySet[Restriction]:
    """Restricted, and nobody may open it: somebody waits for an answer that nobody can give."""
    lines = RestrictedListing.objects.filter(in_force(at), content_object=OuterRef("pk"))
    return restrictions(hat).filter(~Exists(lines))


def named_on(hat: Hat, restriction: Restriction, *, at: dt.datetime) -> QuerySet[Worker]:
    """Who may open it at this moment, those who broke the glass among them."""
    lines = visible(hat, RestrictedListing.objects.filter(in_force(at), content_object=restriction))
    return Worker.names.filter(pk__in=lines.values("user"))


def named_for(hat: Hat, case_id: UUID, *, at: dt.datetime) -> QuerySet:
    """The keys of those named for a restricted case, in front of it; whoever broke the glass is not one."""
    lines = RestrictedListing.objects.filter(in_force(at), case_id=case_id, ends_at__isnull=True)
    return visible(hat, lines).values("user")


@dataclass(frozen=True)
class ShutOut:
    """Why a colleague does not see a case, for a lead who wonders."""

    worker: str
    handle: str
    why: str


def shut_out(hat: Hat) -> list[ShutOut]:
    """Of what is not restricted: whose declared connection keeps whom out of which case."""
    declared = list(conflicts(hat))
    people = visible(hat, Referral.objects.filter(name_key__in={each.name_key for each in declared}))[:100]
    return [
        ShutOut(each.worker.full_name, person.reference, each.get_kind_display())
        for person in people
        for each in declared
        if is_about(each, person)
    ]
