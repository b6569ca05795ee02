"""What may be read of programmes, places and who waits. List, count and page ask the same question."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields
from uuid import UUID

from django.db.models import Q, QuerySet

from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Scheme, with_name
from chrysalis.gates import Answer
from chrysalis.ui.dates import PartialDate
from interventions.catalogue.terms import (
    Frequency,
    Gate,
    Intake,
    Mode,
    Proceedings,
    Residence,
    SexRule,
    Terms,
)
from interventions.gates import START_AFTER_ATTEMPT, START_AFTER_CONTACT
from interventions.models import (
    OPEN,
    AgreementText,
    Capacity,
    ClientAgreement,
    Enrolment,
    EnrolmentState,
    EnrolmentStep,
    FundingStream,
    ProgrammeVersion,
    Suitability,
)
from interventions.rules.eligibility import Facts, Finding, Offered, check
from referrals.models import AgePath, Case, Client
from referrals.queries import cases, of_person
from referrals.rules.ages import oldest_possible, youngest_possible


# Programmes -----------------------------------------------------------------------------------------


def versions(hat: Hat) -> QuerySet[ProgrammeVersion]:
    """Every version of the own agency's programmes."""
    own = ProgrammeVersion.objects.filter(provider_agency_id=hat.agency_id)
    return visible(hat, own.select_related("scheme"))


def programmes_run(hat: Hat) -> list[str]:
    """The slugs of all that the own agency runs or ran, for whoever chooses from a list of its people."""
    return sorted(versions(hat).order_by().values_list("programme", flat=True).distinct())


def last_versions(hat: Hat) -> QuerySet[ProgrammeVersion]:
    """Of each of the own agency's programmes the newest version, be it one that begins later."""
    newest = versions(hat).order_by("scheme_id", "programme", "-number").distinct("scheme_id", "programme")
    return versions(hat).filter(pk__in=newest.values("pk"))


def in_force(hat: Hat, *, scheme_id: UUID, on: dt.date) -> list[ProgrammeVersion]:
    """How each programme of a scheme is run on a day, by whichever of its providers."""
    begun = ProgrammeVersion.objects.filter(scheme_id=scheme_id, starts_on__lte=on)
    newest = begun.order_by("provider_agency_id", "programme", "-starts_on", "-number")
    shown = visible(hat, newest.distinct("provider_agency_id", "programme"))
    return sorted(shown.select_related("provider_agency"), key=lambda version: version.name)


def history(hat: Hat, version: ProgrammeVersion) -> QuerySet[ProgrammeVersion]:
    """All versions of one programme, newest first."""
    same = {name: getattr(version, name) for name in ("scheme_id", "provider_agency_id", "programme")}
    return with_name(visible(hat, ProgrammeVersion.objects.filter(**same)), "made_by").order_by("-number")


def programmes_of(hat: Hat, scheme_id: UUID) -> list[tuple[str, str]]:
    """The programmes that the own agency runs in a scheme, by slug and name."""
    return list(
        last_versions(hat).filter(scheme_id=scheme_id).order_by("name").values_list("programme", "name")
    )


def schemes_provided_in(hat: Hat) -> QuerySet[Scheme]:
    part = {"participations__agency_id": hat.agency_id, "participations__part": "provider"}
    return visible(hat, Scheme.objects.filter(**part).distinct())


CLOSED = {
    "mode": Mode,
    "sex": SexRule,
    "residence": Residence,
    "criminal": Proceedings,
    "public_family": Proceedings,
    "private_family": Proceedings,
    "frequency": Frequency,
    "intake": Intake,
    "gate": Gate,
}


def terms_of(version: ProgrammeVersion) -> Terms:
    """The row as the rules read it."""
    given = {each.name: getattr(version, each.name) for each in fields(Terms)}
    words = {name: closed(given[name]) for name, closed in CLOSED.items()}
    lists = {name: tuple(value) for name, value in given.items() if isinstance(value, list)}
    return Terms(**(given | words | lists))


# Which programme fits -------------------------------------------------------------------------------


def suitability(hat: Hat, case: Case) -> Suitability | None:
    """What decides which programme, as it was last recorded."""
    return with_name(visible(hat, Suitability.objects.filter(case=case)), "by").first()


@dataclass(frozen=True)
class Choice:
    """One programme of the scheme in front of one person."""

    version: ProgrammeVersion
    finding: Finding
    is_own: bool  # of the agency that holds the case
    place: Enrolment | None  # of the person, if there is an open one
    capacities: list[Capacity]


def choices(hat: Hat, case: Case, known: Suitability | None, *, on: dt.date) -> list[Choice]:
    """Every programme of the scheme with its reasons, those that fit first."""
    running = in_force(hat, scheme_id=case.scheme_id, on=on)
    held = list(enrolments_of(hat, case))
    facts = facts_of(case.client, known, held, grade=getattr(case, "grade", ""), on=on)
    paid = _by_programme(capacities(hat, on=on))
    found = [
        Choice(
            version,
            check(_offered(version), facts, _beside(version, running)),
            version.provider_agency_id == case.provider_agency_id,
            next((place for place in held if place.is_open and place.programme == version.programme), None),
            paid.get(version.programme, []),
        )
        for version in running
    ]
    order = ["May take part", "Ask first", "Not suitable now"]
    return sorted(found, key=lambda choice: (order.index(choice.finding.verdict.value), not choice.is_own))


def facts_of(
    client: Client, known: Suitability | None, held: Iterable[Enrolment], *, grade: str, on: dt.date
) -> Facts:
    born = PartialDate.read(client.date_of_birth) if client.date_of_birth else None
    told = {each.name: getattr(known, each.name) for each in fields(Facts) if hasattr(known, each.name)}
    lists = {name: tuple(value) for name, value in told.items() if isinstance(value, list)}
    begun = [place for place in held if place.state not in (EnrolmentState.WAITING, EnrolmentState.BOOKED)]
    return Facts(
        on=on,
        youngest=youngest_possible(born, on=on) if born else None,
        oldest=oldest_possible(born, on=on) if born else None,
        is_young=client.age_path == AgePath.YOUNG,
        sex=client.sex,
        needs_interpreter=bool(client.language),
        grade=grade,
        is_asked=known is not None,
        begun=frozenset(place.programme for place in begun),
        completed=frozenset(place.programme for place in begun if place.state == EnrolmentState.COMPLETED),
        **(told | lists),
    )


def _offered(version: ProgrammeVersion) -> Offered:
    return Offered(version.declared, version.name, terms_of(version), version.is_offered)


def _beside(version: ProgrammeVersion, running: list[ProgrammeVersion]) -> dict[str, Offered]:
    """What the same provider runs; what only another one runs, too."""
    by_nearness = sorted(running, key=lambda other: other.provider_agency_id == version.provider_agency_id)
    return {other.programme: _offered(other) for other in by_nearness}


# Money and places -----------------------------------------------------------------------------------


def streams(hat: Hat) -> QuerySet[FundingStream]:
    return visible(hat, FundingStream.objects.select_related("scheme"))


def own_capacities(hat: Hat) -> QuerySet[Capacity]:
    return visible(hat, Capacity.objects.select_related("stream__scheme")).order_by("ends_on", "id")


def capacities(hat: Hat, *, on: dt.date) -> QuerySet[Capacity]:
    """Places of the own agency that somebody could still begin on, soonest to end first."""
    return own_capacities(hat).filter(ends_on__gte=on)


def capacities_of(hat: Hat, stream: FundingStream) -> QuerySet[Capacity]:
    return own_capacities(hat).filter(stream=stream)


def _by_programme(paid: Iterable[Capacity]) -> dict[str, list[Capacity]]:
    found: dict[str, list[Capacity]] = {}
    for capacity in paid:
        found.setdefault(capacity.programme, []).append(capacity)
    return found


# Agreement and places of one person -----------------------------------------------------------------


def agreement_text(hat: Hat) -> AgreementText | None:
    """The words of the own agency's client agreement, as they are now."""
    own = AgreementText.objects.filter(provider_agency_id=hat.agency_id)
    return visible(hat, own).first()


def agreements(hat: Hat, case: Case) -> QuerySet[ClientAgreement]:
    """What was signed or refused on a case, newest first."""
    return with_name(visible(hat, ClientAgreement.objects.filter(case=case).select_related("text")), "by")


def agreement_of(hat: Hat, case_id: UUID) -> ClientAgreement | None:
    """The agreement that holds: the newest answer, if it was to sign."""
    last = visible(hat, ClientAgreement.objects.filter(case_id=case_id)).first()
    return last if last and last.answer == ClientAgreement.Answer.SIGNED else None


def enrolments(hat: Hat) -> QuerySet[Enrolment]:
    """Places, and who waits for one, of the own agency."""
    return visible(hat, Enrolment.objects.select_related("programme_version"))


def enrolments_of(hat: Hat, case: Case) -> QuerySet[Enrolment]:
    """Of the person, under whichever record."""
    others = of_person(cases(hat), case.person_id).values("client_id")
    theirs = Q(client_id=case.client_id) | Q(client_id__in=others)
    return enrolments(hat).filter(theirs).select_related("capacity__stream")


def open_places(hat: Hat, case_id: UUID) -> QuerySet[Enrolment]:
    """What is still going on for a case: waiting, booked, attending or paused."""
    return enrolments(hat).filter(case_id=case_id, state__in=OPEN).order_by("waiting_since", "pk")


def waiting(hat: Hat) -> QuerySet[Enrolment]:
    """Who waits for a programme of the own agency."""
    return enrolments(hat).filter(state=EnrolmentState.WAITING)


def steps(hat: Hat, case: Case) -> QuerySet[EnrolmentStep]:
    """What happened to places of one case, newest first."""
    found = EnrolmentStep.objects.filter(case=case).select_related("enrolment__programme_version")
    return with_name(visible(hat, found), "by")


GATES = {Gate.HARD: START_AFTER_CONTACT, Gate.ATTEMPT: START_AFTER_ATTEMPT}


def can_book(enrolment: Enrolment) -> bool:
    """Whether a start may be booked now. Never why not, and never since when: asked anew each time."""
    gate = Gate(enrolment.programme_version.gate)
    if gate is Gate.NONE or enrolment.start_overridden:
        return True
    return GATES[gate].ask(client_id=enrolment.client_id) is Answer.CLEAR
