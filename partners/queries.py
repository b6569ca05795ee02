"""What may be read of slips and survivors. List, count and detail ask the same question."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import (
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Agency, Area, Participation, Scheme, with_name
from chrysalis.notices import queries as notices
from chrysalis.notices.kinds import NoticeKind
from partners.definers import likely_harmed_by
from partners.models import (
    ClientLink,
    Engagement,
    News,
    ReleaseCheck,
    SafeContact,
    Slip,
    SlipDocument,
    SlipFiling,
    SupportTimes,
    Survivor,
    SurvivorAssessment,
    SurvivorContact,
    SurvivorGrade,
    Telling,
    Tracing,
    TracingEnding,
)
from referrals.gates.clients import MOST, FoundClient, clients_by_key
from referrals.gates.references import CameWith, referral_of_form


SUPPORTS = Participation.Part.PARTNER_SUPPORT
OFFERED_FOR = {
    "joined": "linked to the same person, under another record",
    "namesake": "linked to somebody of the same name and birth date",
    "slip": "a slip about them came with this referral",
}
SOONER = "sooner-"  # how the kinds of notice begin that ask for something because of danger
CANDIDATES = 10  # survivors of one name offered while filing


def service_for(scheme: Scheme, area: Area | None = None) -> Agency | None:
    """The partner support service that receives what is told in a scheme, of somebody in that area: the
    area's own, the scheme's own, or the first by name. Only one that supports in the scheme is any."""
    part = {"participations__scheme": scheme, "participations__part": SUPPORTS}
    services = {service.pk: service for service in Agency.objects.filter(**part).order_by("name")}
    wanted = [area.partner_support_id if area else None, scheme.partner_support_id]
    return next((services[key] for key in [*wanted, *services] if key in services), None)


def areas_to_choose(scheme: Scheme) -> QuerySet[Area]:
    """The areas of the scheme, where it makes a difference which."""
    areas = scheme.areas.filter(retired_on__isnull=True)
    is_shared = areas.filter(partner_support__isnull=False).exists()
    return areas if is_shared else areas.none()


def schemes_supported(agency_id: UUID) -> QuerySet[Scheme]:
    return Scheme.objects.filter(participations__agency_id=agency_id, participations__part=SUPPORTS)


def slips(hat: Hat) -> QuerySet[Slip]:
    """Everything told to the own service."""
    return with_name(visible(hat, Slip.objects.select_related("sending_agency", "scheme")), "sent_by")


def documents_of(hat: Hat, slip: Slip) -> QuerySet[SlipDocument]:
    """Of the open slip; none are asked for where none came."""
    found = SlipDocument.objects.filter(slip=slip) if slip.with_document else SlipDocument.objects.none()
    return visible(hat, found)


def referral_with(slip: Slip) -> CameWith | None:
    """What the referral is called that an open slip came with; None where none was sent, or it is hidden."""
    return referral_of_form(slip.came_with) if slip.came_with else None


def inbox(hat: Hat) -> QuerySet[Slip]:
    """What nobody has filed yet, with by when somebody has to."""
    return _with_due(hat, slips(hat).filter(waits=True), since="sealed_at")


def survivors(hat: Hat) -> QuerySet[Survivor]:
    """The survivors whom the own service supports."""
    return with_name(visible(hat, Survivor.objects.all()), "link_worker")


def survivors_called(hat: Hat, name: str) -> QuerySet[Survivor]:
    """Those of exactly this name, in capitals or not: a slip may be about one of them."""
    return survivors(hat).filter(name__iexact=" ".join(name.split()))[:CANDIDATES]


def survivors_like(hat: Hat, typed: str) -> QuerySet[Survivor]:
    """Those whose name, or agreed name, holds each word typed, in capitals or not: under the own service's
    wall, which few rows pass, so that the comparison need use no index."""
    found = survivors(hat)
    words = typed.replace("\x00", " ").split()  # which no name holds, and no database takes
    for word in words:
        found = found.filter(Q(name__icontains=word) | Q(name_to_use__icontains=word))
    return found[:CANDIDATES] if words else found.none()


def ways(hat: Hat, survivor: Survivor) -> list[SafeContact]:
    """How an open survivor may be reached: of each number or address, what was learnt last."""
    newest: dict[tuple[str, str], SafeContact] = {}
    for way in with_name(visible(hat, SafeContact.objects.filter(survivor=survivor)), "by"):
        newest.setdefault((way.channel, way.value), way)
    return list(newest.values())


def links(hat: Hat, survivor: Survivor) -> QuerySet[ClientLink]:
    return with_name(visible(hat, ClientLink.objects.filter(survivor=survivor)), "by")


def filings(hat: Hat, survivor: Survivor) -> QuerySet[SlipFiling]:
    found = SlipFiling.objects.filter(survivor=survivor).select_related(
        "slip__sending_agency", "slip__scheme"
    )
    return with_name(visible(hat, found), "by")


def contacts(hat: Hat, survivor: Survivor) -> QuerySet[SurvivorContact]:
    return with_name(visible(hat, SurvivorContact.objects.filter(survivor=survivor)), "by")


def engagements(hat: Hat, survivor: Survivor) -> QuerySet[Engagement]:
    """What an open survivor wanted, the newest first."""
    return with_name(visible(hat, Engagement.objects.filter(survivor=survivor)), "by")


def tellings(hat: Hat, survivor: Survivor) -> QuerySet[Telling]:
    found = Telling.objects.filter(survivor=survivor).select_related("news")
    return with_name(visible(hat, found), "by")


def news(hat: Hat) -> QuerySet[News]:
    """What the own service's survivors may be told of, answered or not."""
    return visible(hat, News.objects.select_related("survivor"))


def to_tell(hat: Hat) -> QuerySet[News]:
    """What nobody has answered yet, with whose survivor it is."""
    return with_name(news(hat).filter(waits=True), "survivor__link_worker")


def to_tell_by_danger(hat: Hat, dangers: Collection[str]) -> tuple[QuerySet[News], QuerySet[News]]:
    """That of the kinds that may be danger, before whatever else is due at the same hour; and the rest."""
    waiting = to_tell(hat)
    return waiting.filter(kind_slug__in=dangers), waiting.exclude(kind_slug__in=dangers)


def news_waiting(hat: Hat, survivor: Survivor) -> QuerySet[News]:
    return news(hat).filter(survivor=survivor, waits=True)


def tracings(hat: Hat) -> QuerySet[Tracing]:
    """Everybody whom the own service was asked to trace, ended or not. Who it is, `clients_by_key` says."""
    return visible(hat, Tracing.objects.select_related("scheme"))


def tracings_waiting(hat: Hat) -> QuerySet[Tracing]:
    """Those of whom nobody has said yet whom they harmed, and who may be named.

    SAFETY: of somebody restricted not even the row: that there is one would tell.
    """
    found = tracings(hat).filter(state=Tracing.State.WAITS)
    return _with_due(hat, found.filter(client_id__in=people_of(found)), since="opened_at")


def people_of(found: QuerySet[Tracing]) -> dict[UUID, FoundClient]:
    """Who they are, by key; the oldest first, as many as can be asked at once."""
    return clients_by_key(found.values_list("client_id", flat=True)[:MOST])


def _with_due(hat: Hat, found: QuerySet, *, since: str) -> QuerySet:
    """By when the first notice about each has to be answered; where somebody answered it and did no more,
    since when it waits."""
    about = notices.waiting(hat).filter(subject_id=OuterRef("pk")).order_by("due_at").values("due_at")
    due: QuerySet = found.annotate(due_at=Coalesce(Subquery(about[:1]), F(since)))
    return due


def by_danger(hat: Hat, found: QuerySet, kinds: Iterable[NoticeKind]) -> tuple[QuerySet, QuerySet]:
    """Those of which danger was heard, as the notices of these kinds say, which come before everything; and
    the rest. Two lists: sorted into one, every row would be read to show the first page.

    The rest is found by reading those notices once (`NOT IN`), not once
    for each row of the page.
    """
    heard = notices.waiting(hat).filter(kind_slug__in=[kind.slug for kind in kinds])
    keys = heard.order_by().values("subject_id")
    return found.filter(pk__in=keys), found.exclude(pk__in=keys)


def why_sooner(hat: Hat, kinds: Iterable[NoticeKind], *rows: Model) -> dict[UUID, str]:
    """Of which of the rows danger was heard, and what, as the newest notice of these kinds says it."""
    slugs, keys = {kind.slug: kind for kind in kinds}, [row.pk for row in rows]
    about = notices.waiting(hat).filter(subject_id__in=keys, kind_slug__in=slugs).order_by("raised_at")
    return {notice.subject_id: slugs[notice.kind_slug].title for notice in about}


def likely_harmed(hat: Hat, tracing: Tracing) -> list[Any]:
    """Survivors of the own service whom the person may have harmed, for all that is known: they are linked to
    somebody of the same name and birth date, or a slip about them came with the referral."""
    why = likely_harmed_by(tracing.client_id)
    found: list[Any] = list(survivors(hat).filter(pk__in=why))
    for each in found:
        each.offered_for = OFFERED_FOR[why[each.pk]]
    return found


def endings(hat: Hat, tracing: Tracing) -> QuerySet[TracingEnding]:
    return with_name(visible(hat, TracingEnding.objects.filter(tracing=tracing)), "by")


def times_of(agency_id: UUID) -> SupportTimes:
    """A service's own numbers; where nobody changed them, the usual ones."""
    return SupportTimes.objects.filter(agency_id=agency_id).first() or SupportTimes(agency_id=agency_id)


def assessments(hat: Hat, survivor: Survivor) -> QuerySet[SurvivorAssessment]:
    """The tools completed with an open survivor, the newest first; those that were corrected stay."""
    return with_name(visible(hat, SurvivorAssessment.objects.filter(survivor=survivor)), "by")


def grades(hat: Hat, survivor: Survivor) -> QuerySet[SurvivorGrade]:
    """How much danger the survivor was judged to be in, the newest first, with what second persons said."""
    found = SurvivorGrade.objects.filter(survivor=survivor).select_related("answer")
    return with_name(visible(hat, found), "by", "answer__by")


def releases(hat: Hat) -> QuerySet[ReleaseCheck]:
    """Documents that were shown to the own service before they leave, decided or not."""
    shown = ReleaseCheck.objects.exclude(state=ReleaseCheck.State.CLEAR)
    return with_name(visible(hat, shown), "decided_by")


def releases_to_decide(hat: Hat) -> QuerySet[ReleaseCheck]:
    """Those that wait, the oldest first."""
    return releases(hat).filter(state=ReleaseCheck.State.WAITING)
