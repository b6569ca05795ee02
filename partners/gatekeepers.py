"""The answers of this side to what the pages below ask of it."""

from partners.actions.dropping import seal
from partners.forms.section import ForPartnerSupport
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
