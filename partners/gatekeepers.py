"""The answers of this side to what the pages below ask of it."""

from uuid import UUID

from chrysalis.gates import Answer, answers
from chrysalis.reports.gates import IS_RETURNED, MAY_LEAVE
from interventions.gates import START_AFTER_ATTEMPT, START_AFTER_CONTACT
from partners.actions.documents import take
from partners.actions.dropping import seal
from partners.forms.section import ByTheirPartner, ByThemselves, ByWhoeverIsHarmed, ForPartnerSupport
from partners.models import ReleaseCheck, StartAnswer
from partners.queries import service_for
from referrals.gates.partner_documents import PARTNER_DOCUMENTS, PartnerDocuments
from referrals.gates.partner_section import HARMED, PARTNER_SECTIONS, PartnerSection


PARTNER_SECTIONS.add(
    PartnerSection(
        "referral",
        form=ForPartnerSupport,
        is_received=lambda scheme: service_for(scheme) is not None,
        seal=seal,
    )
)
PARTNER_SECTIONS.add(
    PartnerSection(
        "worried",
        form=ByWhoeverIsHarmed,
        is_received=lambda scheme: service_for(scheme) is not None,
        seal=seal,
    )
)
PARTNER_SECTIONS.add(
    PartnerSection(
        "self-referral",
        form=ByTheirPartner,
        is_received=lambda scheme: service_for(scheme) is not None,
        seal=seal,
    )
)
PARTNER_DOCUMENTS.add(
    PartnerDocuments("documents", is_received=lambda scheme: service_for(scheme) is not None, take=take)
)


PARTNER_SECTIONS.add(
    PartnerSection(
        HARMED,
        form=ByThemselves,
        is_received=lambda scheme: service_for(scheme) is not None,
        seal=seal,
    )
)


@answers(START_AFTER_CONTACT.slug)
def after_contact(*, client_id: UUID) -> Answer:
    return _word_for(client_id, "after_contact")


@answers(START_AFTER_ATTEMPT.slug)
def after_attempt(*, client_id: UUID) -> Answer:
    return _word_for(client_id, "after_attempt")


def _word_for(client_id: UUID, question: str) -> Answer:
    """SAFETY: read from what was decided at the last set time, and from nothing else: the gatekeeper can ask
    for no survivor, no contact and no moment. Of whom nothing was decided, it holds."""
    word = StartAnswer.objects.filter(client_id=client_id).values_list(question, flat=True).first()
    return Answer(word) if word else Answer.HOLD


@answers(MAY_LEAVE.slug)
def may_leave(*, run_id: UUID) -> Answer:
    """Every service that was asked has cleared or released it. Where none was, nobody has looked."""
    states = set(ReleaseCheck.objects.filter(run_id=run_id).values_list("state", flat=True))
    let = states and states <= {ReleaseCheck.State.CLEAR, ReleaseCheck.State.RELEASED}
    return Answer.CLEAR if let else Answer.HOLD


@answers(IS_RETURNED.slug)
def is_returned(*, run_id: UUID) -> Answer:
    """One service is enough."""
    returned = ReleaseCheck.objects.filter(run_id=run_id, state=ReleaseCheck.State.RETURNED)
    return Answer.CLEAR if returned.exists() else Answer.HOLD
