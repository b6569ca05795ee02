"""Which referral a form became: asked by a link worker, of the form that a slip stood beside.

SAFETY: the answer is what stands on a letter, and the provider to ask: no name, and nothing of anybody
restricted. The key was made in a referrer's page and names nothing; whoever has none can ask nothing.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from chrysalis.access.definers import DEFINERS, Definer


REFERRAL_OF_FORM = DEFINERS.add(
    Definer(
        name="referral_of_form",
        takes="form uuid",
        gives="TABLE (reference text, provider text)",
        body="""
        SELECT referral.reference, agency.name
        FROM referrals_referral referral
        JOIN agencies_agency agency ON agency.id = referral.provider_agency_id
        WHERE referral.sent_as = form AND NOT referral.is_restricted
          AND referral.scheme_id IN (
            SELECT part.scheme_id FROM agencies_participation part
            WHERE part.agency_id = (SELECT ctx_agency_id()) AND part.part = 'partner_support')
        LIMIT 1
        """,
        personas=frozenset({"linkwork"}),
        why="a link worker tells with which referral a slip came, and reads nothing else of this side",
    )
)


@dataclass(frozen=True)
class CameWith:
    reference: str
    provider: str


def referral_of_form(form: UUID) -> CameWith | None:
    with connection.cursor() as cursor:
        cursor.callproc(REFERRAL_OF_FORM.name, [form])
        found = cursor.fetchone()
        return CameWith(*found) if found else None
