"""Building what a plan says: its agencies, scheme, areas, agreements and people."""

import datetime as dt

from chrysalis.agencies.actions import agencies, agreements, appointing, schemes
from chrysalis.agencies.models import Agency, Membership, Scheme
from chrysalis.demo.plan import AgreementPlan, SchemePlan, WorkerPlan
from chrysalis.working_days import in_london
from referrals.actions import keeping


Agencies = dict[str, Agency]


def register_agencies(plan: SchemePlan, *, at: dt.datetime) -> Agencies:
    """By short name. A force stands before its suites in every plan."""
    registered: Agencies = {}
    for agency in plan.agencies:
        registered[agency.slug] = agencies.register_agency(
            agency.slug,
            name=agency.name,
            kinds=agency.kinds,
            parent=registered.get(agency.force),
            telephone=agency.telephone,
            email_domains=[f"{agency.slug}.example"],
            by=None,
            at=at,
        )
    return registered


def set_up_scheme(plan: SchemePlan, registered: Agencies, *, at: dt.datetime) -> Scheme:
    scheme = schemes.set_up_scheme(
        plan.slug,
        name=plan.name,
        lead=registered[plan.lead],
        front_door=registered[plan.front_door],
        parts=[(registered[agency.slug], part) for agency in plan.agencies for part in agency.parts],
        minimum_age=plan.minimum_age,
        by=None,
        at=at,
    )
    supporters = {area: registered[slug] for area, slug in plan.supported_by}
    for name in plan.areas:
        schemes.add_area(scheme, name=name, partner_support=supporters.get(name), by=None, at=at)
    return scheme


def name_next_services(plan: SchemePlan, scheme: Scheme, *, at: dt.datetime) -> None:
    town = plan.towns[0]
    for name, takes, telephone in (
        (f"{town} Alcohol and Drugs Help", "Adults who want help with drinking or drugs", "01632 960801"),
        (f"{town} Housing Advice", "Anybody without a safe place to stay", "01632 960802"),
    ):
        keeping.add_service(scheme, name=name, takes=takes, telephone=telephone, by=None, at=at)


def agree(agreed: AgreementPlan, scheme: Scheme, registered: Agencies, *, at: dt.datetime) -> None:
    """Record and sign an agreement on the day it began."""
    ends = at + dt.timedelta(days=agreed.ends_in)
    began = ends - dt.timedelta(days=agreed.days)
    agreement = agreements.record_agreement(
        scheme,
        kept_by=registered[agreed.kept_by],
        title=agreed.title,
        scope=agreed.scope,
        purpose=agreed.purpose,
        starts_on=in_london(began).date(),
        expires_on=in_london(ends).date(),
        by=None,
        at=began,
    )
    for signing in agreed.signings:
        agreements.sign(
            agreement,
            agency=registered[signing.agency],
            lawful_basis=signing.lawful_basis,
            signatory=signing.signatory,
            signed_on=in_london(began).date(),
            by=None,
            at=began,
        )


def appoint(plan: SchemePlan, registered: Agencies, *, at: dt.datetime) -> list[Membership]:
    return [place for worker in plan.workers for place in _places(worker, registered, at=at)]


def _places(worker: WorkerPlan, registered: Agencies, *, at: dt.datetime) -> list[Membership]:
    account = appointing.register_worker(worker.full_name, email=worker.email, at=at)
    return [
        appointing.appoint(account, registered[agency], role, starts_on=in_london(at).date(), at=at)
        for agency, role in worker.places
    ]
