"""What may be read of slips and survivors. List, count and detail ask the same question."""

from uuid import UUID

from django.db.models import QuerySet

from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Agency, Participation, Scheme, with_name
from partners.models import ClientLink, SafeContact, Slip, SlipFiling, Survivor


SUPPORTS = Participation.Part.PARTNER_SUPPORT
CANDIDATES = 10  # survivors of one name offered while filing


def service_for(scheme: Scheme) -> Agency | None:
    """The partner support service that receives what is told in a scheme."""
    part = {"participations__scheme": scheme, "participations__part": SUPPORTS}
    return Agency.objects.filter(**part).order_by("name").first()


def schemes_supported(agency_id: UUID) -> QuerySet[Scheme]:
    return Scheme.objects.filter(participations__agency_id=agency_id, participations__part=SUPPORTS)


def slips(hat: Hat) -> QuerySet[Slip]:
    """Everything told to the own service."""
    return with_name(visible(hat, Slip.objects.select_related("sending_agency", "scheme")), "sent_by")


def inbox(hat: Hat) -> QuerySet[Slip]:
    """What nobody has filed yet, the oldest first."""
    return slips(hat).filter(filing__isnull=True)


def survivors(hat: Hat) -> QuerySet[Survivor]:
    """The survivors whom the own service supports."""
    return with_name(visible(hat, Survivor.objects.all()), "link_worker")


def survivors_called(hat: Hat, name: str) -> QuerySet[Survivor]:
    """Those of exactly this name, in capitals or not: a slip may be about one of them."""
    return survivors(hat).filter(name__iexact=" ".join(name.split()))[:CANDIDATES]


def ways(hat: Hat, survivor: Survivor) -> list[SafeContact]:
    """How an open survivor may be reached: of each number or address, what was learnt last."""
    newest: dict[tuple[str, str], SafeContact] = {}
    for way in with_name(visible(hat, SafeContact.objects.filter(survivor=survivor)), "by"):
        newest.setdefault((way.channel, way.value), way)
    return list(newest.values())


def links(hat: Hat, survivor: Survivor) -> QuerySet[ClientLink]:
    return visible(hat, ClientLink.objects.filter(survivor=survivor))


def filings(hat: Hat, survivor: Survivor) -> QuerySet[SlipFiling]:
    found = SlipFiling.objects.filter(survivor=survivor).select_related("slip__sending_agency")
    return with_name(visible(hat, found), "by")
