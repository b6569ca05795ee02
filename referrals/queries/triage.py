"""What waits, what was asked and answered about it, and the words that a scheme answers with."""

import datetime as dt

from django.db.models import Q, QuerySet

from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Agency, Participation, Scheme, with_name
from referrals.models import (
    WAITING,
    Case,
    Decision,
    Enquiry,
    NextService,
    Pause,
    PauseWord,
    PauseWords,
    Question,
    Referral,
    RefusalWord,
    RefusalWords,
    WrittenDown,
)


def inbox(hat: Hat) -> QuerySet[Referral]:
    """Referrals that wait for the own agency's decision, the most pressing first."""
    return referrals(hat).filter(state__in=WAITING).select_related("referring_agency", "provider_agency")


def referrals(hat: Hat) -> QuerySet[Referral]:
    return visible(hat, Referral.objects.all())


def schemes_received(hat: Hat) -> QuerySet[Scheme]:
    """Those whose referrals reach the own agency first."""
    return visible(hat, Scheme.objects.filter(front_door_id=hat.agency_id).select_related("front_door"))


def told_by(hat: Hat, referral: Referral) -> WrittenDown | None:
    """Who told it, in front of the open referral; most were sent by whoever knew."""
    if not referral.told_from:
        return None
    found = WrittenDown.objects.filter(referral=referral).select_related("agency")
    return visible(hat, found).first()


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


def case_of(hat: Hat, referral: Referral) -> Case | None:
    """The case opened from a referral, or which it joined, as far as the hat may see it."""
    return visible(hat, Case.objects.filter(Q(referral=referral) | Q(pk=referral.joined_case_id))).first()
