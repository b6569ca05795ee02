"""What a scheme of the demonstration is made of, before it is built: agencies, agreements, areas, people.

One file a scheme, in `schemes/`; each adds its plan to `PLANS`. Days are counted from the day the
world is built, so that it never looks old.
"""

from dataclasses import dataclass

from chrysalis.agencies.models import Agency, Participation, Signature
from chrysalis.registry import Registry


Kind = Agency.Kind
Part = Participation.Part
Basis = Signature.Basis
CUSTODY, REFERRING, CASEWORK = "custody-officer", "referrer", "caseworker"
FACILITATION = "facilitator"
LINK_WORK, SAFEGUARDING = "link-worker", "safeguarding-lead"
INFORMATION, ACCOUNTS = "information-officer", "agency-administrator"
SAFETY_INFORMATION = "safety-information-officer"
MANAGEMENT, SUPPORT_MANAGEMENT = "service-manager", "partner-support-manager"


@dataclass(frozen=True)
class AgencyPlan:
    slug: str
    name: str
    telephone: str
    kinds: tuple[str, ...]
    parts: tuple[str, ...]
    force: str = ""  # of a custody suite


@dataclass(frozen=True)
class Signing:
    agency: str
    lawful_basis: str
    signatory: str


@dataclass(frozen=True)
class AgreementPlan:
    title: str
    kept_by: str
    ends_in: int  # days from today; before today when negative
    signings: tuple[Signing, ...]
    days: int = 365  # from its first to its last
    scope: str = (
        "Name, date of birth, how to reach the person, custody details and markers for the safety of staff."
    )
    purpose: str = "To offer help to change to people arrested for alleged domestic abuse or stalking."


@dataclass(frozen=True)
class WorkerPlan:
    full_name: str
    email: str
    places: tuple[tuple[str, str], ...]  # (agency, role)


@dataclass(frozen=True)
class SchemePlan:
    slug: str
    name: str
    lead: str
    front_door: str
    agencies: tuple[AgencyPlan, ...]
    areas: tuple[str, ...]
    agreements: tuple[AgreementPlan, ...]
    workers: tuple[WorkerPlan, ...]
    towns: tuple[str, ...]  # where its invented streets are
    minimum_age: int = 18
    supported_by: tuple[tuple[str, str], ...] = ()  # area, service that supports partners there


PLANS: Registry[SchemePlan] = Registry("demonstration scheme", key=lambda plan: plan.slug)


def force(slug: str, name: str, telephone: str) -> AgencyPlan:
    return AgencyPlan(slug, name, telephone, (Kind.POLICE_FORCE,), (Part.REFERRER,))


def suite(slug: str, name: str, telephone: str, *, of: str) -> AgencyPlan:
    return AgencyPlan(slug, name, telephone, (Kind.CUSTODY_SUITE,), (Part.REFERRER,), force=of)


def provider(slug: str, name: str, telephone: str, *, supports_partners: bool = False) -> AgencyPlan:
    if supports_partners:
        both = (Part.PROVIDER, Part.PARTNER_SUPPORT)
        return AgencyPlan(slug, name, telephone, (Kind.PROVIDER, Kind.VICTIM_SERVICE), both)
    return AgencyPlan(slug, name, telephone, (Kind.PROVIDER,), (Part.PROVIDER,))


def partner_support(slug: str, name: str, telephone: str) -> AgencyPlan:
    return AgencyPlan(slug, name, telephone, (Kind.VICTIM_SERVICE,), (Part.PARTNER_SUPPORT,))


def commissioner(slug: str, name: str, telephone: str) -> AgencyPlan:
    return AgencyPlan(slug, name, telephone, (Kind.COMMISSIONER,), (Part.COMMISSIONER,))


def referrer(slug: str, name: str, telephone: str, kind: str) -> AgencyPlan:
    """A council, probation or health: it knows people whom the service could help."""
    return AgencyPlan(slug, name, telephone, (kind,), (Part.REFERRER,))


def worker(full_name: str, email: str, *places: tuple[str, str]) -> WorkerPlan:
    """Somebody with one place, or several: (agency, role)."""
    return WorkerPlan(full_name, email, places)
