"""One class a role: which side it is on, what it is for, and all that it may do.

A role arrives with its first task and is retired, never deleted: memberships keep its slug.
"""

from chrysalis.access.barriers import Side
from chrysalis.access.permissions import Permission as P
from chrysalis.registry import Registry


class Role:
    slug: str
    name: str
    persona: str  # the database role its work runs as
    side: Side
    description: str
    agency_kinds: frozenset[str]  # where the role makes sense; empty means any agency
    permissions: frozenset[P]
    may_appoint: frozenset[str] = frozenset()  # slugs of the roles it may give to colleagues
    idle_minutes: int = 20  # an agency's own limit may be shorter


ROLES: Registry[type[Role]] = Registry("role", key=lambda role: role.slug)


@ROLES.add
class CustodyOfficer(Role):
    slug, name = "custody-officer", "Custody officer"
    persona, side = "referrer", Side.CHANGE
    description = "Refers people held in a custody suite, and sees that each referral was received."
    agency_kinds = frozenset({"custody_suite"})
    permissions = frozenset({P.REFERRAL_SUBMIT, P.REFERRAL_FOLLOW})
    idle_minutes = 10


@ROLES.add
class Caseworker(Role):
    slug, name = "caseworker", "Caseworker"
    persona, side = "casework", Side.CHANGE
    description = "Works the inbox against the clock, opens cases and makes contact with people referred."
    agency_kinds = frozenset({"provider"})
    permissions = frozenset({P.REFERRAL_VIEW, P.REFERRAL_ACCEPT, P.CASE_VIEW, P.CASE_EDIT, P.CASE_CONTACT})


@ROLES.add
class InformationOfficer(Role):
    slug, name = "information-officer", "Information officer"
    persona, side = "information", Side.CHANGE
    description = "Keeps the agency's information-sharing agreements in order. Reads no case."
    agency_kinds = frozenset()
    permissions = frozenset({P.AGREEMENT_VIEW, P.AGREEMENT_EDIT})


@ROLES.add
class AgencyAdministrator(Role):
    slug, name = "agency-administrator", "Agency administrator"
    persona, side = "app", Side.NEITHER
    description = (
        "Keeps the accounts of the own agency. Sees no case, and can give no role beyond the own reach."
    )
    agency_kinds = frozenset()
    permissions = frozenset({P.ACCOUNT_VIEW, P.ACCOUNT_INVITE, P.ACCOUNT_END, P.AGREEMENT_VIEW, P.AREA_EDIT})
    may_appoint = frozenset({"custody-officer", "caseworker", "information-officer", "agency-administrator"})
    idle_minutes = 15


def role_choices() -> list[tuple[str, str]]:
    return [(role.slug, role.name) for role in ROLES]
