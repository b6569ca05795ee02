"""The answers of this side to what the pages below ask of it."""

from uuid import UUID

from chrysalis.gates import Answer, answers
from chrysalis.reports.gates import IS_RETURNED, MAY_LEAVE
from partners.actions.dropping import seal
from partners.forms.section import ForPartnerSupport
from partners.models import ReleaseCheck
from partners.queries import service_for
from referrals.gates.partner_section import PARTNER_SECTIONS, PartnerSection


PARTNER_SECTIONS.add(
    PartnerSection(
        "custody",
        form=ForPartnerSupport,
        is_received=lambda scheme: service_for(scheme) is not None,
        seal=seal,
    )
)


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
