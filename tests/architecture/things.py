"""What the key in a page's address is of: the pages there are, and how the stage finds what they show.

A new page whose address holds a key says here what the key is of (`THINGS`); then the matrix, the
canaries, the twin worlds and the hostile values visit it without another word.
"""

import re
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

from chrysalis.access.barriers import Side
from chrysalis.audit.models import ChangeEntry, SafetyEntry
from chrysalis.decided import Page, pages
from tests.world import Person


if TYPE_CHECKING:
    from tests.architecture.stage import Stage


OWN, FOREIGN, RESTRICTED, ABSENT = "own", "foreign", "restricted", "absent"
NOWHERE = {"uuid": uuid.UUID(int=0, version=4), "str": "nothing", "slug": "nobody", "int": 0, "": "0"}
PARAMETER = re.compile(r"\(\?P<(?P<raw>\w+)>|<(?:(?P<shape>\w+):)?(?P<name>\w+)>")
Find = Callable[["Stage", str, Person | None], object | None]


def thing(name: str) -> Find:
    return lambda stage, kind, person: stage.thing(name, kind)


def _draft_of(stage: "Stage", kind: str, person: Person | None) -> object | None:
    if kind == RESTRICTED or person is None:
        return None
    others = [key for owner, key in stage.drafts.items() if owner != person.worker.pk]
    return stage.drafts[person.worker.pk] if kind == OWN else others[0]


def _entry_of(stage: "Stage", kind: str, person: Person | None) -> object | None:
    """An entry of the log: on the person's own side, of the own agency or one across the river."""
    if kind == RESTRICTED or person is None:
        return None
    table = SafetyEntry if person.role.side is Side.SAFETY else ChangeEntry
    bank = stage.near if kind == OWN else stage.far
    agencies = [found.membership.agency_id for found in (bank.caseworker, bank.link_worker)]
    return table.objects.filter(agency_id__in=agencies).values_list("pk", flat=True).order_by("pk").first()


def _alert_of(stage: "Stage", kind: str, person: Person | None) -> object | None:
    is_safety = person is not None and person.role.side is Side.SAFETY
    return stage.thing("safety alert" if is_safety else "alert", kind)


def _snag_of(stage: "Stage", kind: str, person: Person | None) -> object | None:
    return stage.thing(f"{person.role.side} snag" if person else "change snag", kind)


def _colleague_of(stage: "Stage", kind: str, person: Person | None) -> object | None:
    if kind == RESTRICTED or person is None:
        return None
    bank = stage.near if kind == OWN else stage.far
    found = bank.link_worker if person.role.side is Side.SAFETY else bank.caseworker
    return found.worker.pk


def _notice_of(stage: "Stage", kind: str, person: Person | None) -> object | None:
    if kind == RESTRICTED or person is None:
        return None
    others = [key for owner, key in stage.notices.items() if owner != person.worker.pk]
    return stage.notices[person.worker.pk] if kind == OWN else others[0]


def _absence_of(stage: "Stage", kind: str, person: Person | None) -> object | None:
    """One's own; and one of somebody in another agency, which not even an administrator ends."""
    if kind == RESTRICTED or person is None:
        return None
    elsewhere = [key for agency, key in stage.absences.values() if agency != person.membership.agency_id]
    return stage.absences[person.worker.pk][1] if kind == OWN else elsewhere[0]


def _run_of(stage: "Stage", kind: str, person: Person | None) -> object | None:
    """A document of one's own, ready; and one of somebody else's, ready as well."""
    if kind == RESTRICTED or person is None:
        return None
    others = [key for owner, key in stage.runs.items() if owner != person.worker.pk]
    return stage.runs[person.worker.pk] if kind == OWN else others[0]


def _unsent_of(stage: "Stage", kind: str, person: Person | None) -> object | None:
    """What the council has not sent, or the desk of whoever asks; what a desk across the river has not; what
    a colleague keeps."""
    is_desk = person is not None and person.role.slug == "custody-officer"
    key = (stage.left if is_desk else stage.unsent).get(kind)
    return {"key": key, "slug": "person"} if key else None


def _public_door(stage: "Stage", kind: str, person: Person | None) -> object | None:
    """A door in a language, and one of its pages; whoever is not signed in has begun a visit to it."""
    scheme = {OWN: "west", FOREIGN: "east"}.get(kind)
    return {"language": "en", "scheme": scheme, "slug": "why"} if scheme else None


def _door_of_links(stage: "Stage", kind: str, person: Person | None) -> object | None:
    """A scheme, with a link into it; whoever is not signed in has followed one that was used."""
    scheme = {OWN: "west", FOREIGN: "east"}.get(kind)
    return {"scheme": scheme, "code": stage.link} if scheme else None


def _records_system(stage: "Stage", kind: str, person: Person | None) -> object | None:
    """A records system of the agency, and the first of its secrets."""
    key = stage.thing("records system", kind)
    return key and {"key": key, "slot": 1}


# What the key in an address is of, by how the address begins; the longest beginning counts.
THINGS: dict[str, Find] = {
    "/agency/accounts/<uuid:key>/": thing("account"),
    "/agency/agreements/<uuid:key>/": thing("agreement"),
    "/agency/areas/<uuid:key>/": thing("area"),
    "/agency/conflicts/<uuid:key>/": thing("conflict"),
    "/agency/records-systems/<uuid:key>/": _records_system,
    "/api/v1/referrals/<str:reference>": thing("reference"),
    "/cases/<uuid:key>/": thing("case"),
    "/cases/<uuid:key>/documents/<uuid:document>/": thing("case document"),
    "/referrals/<uuid:key>/documents/<uuid:document>/": thing("referral document"),
    "/slips/<uuid:key>/documents/<uuid:document>/": thing("slip document"),
    "/enquiries/<uuid:key>/": thing("enquiry"),
    "/get-in-touch/<slug:language>/<slug:scheme>/": _public_door,
    "/handovers/<uuid:key>/": thing("handover"),
    "/outcomes/<uuid:key>/": thing("outcome"),
    "/imports/<uuid:key>/": thing("import"),
    "/next-services/<uuid:key>/": thing("next service"),
    "/next-services/ways-in/<uuid:key>/": thing("scheme"),
    "/next-services/words/<uuid:key>/": thing("scheme"),
    "/next-services/pauses/<uuid:key>/": thing("scheme"),
    "/pauses/<uuid:key>/": thing("pause"),
    "/log/alerts/<uuid:key>/": _alert_of,
    "/log/entries/<uuid:key>/": _entry_of,
    "/log/people/<uuid:key>/": thing("case"),
    "/log/workers/<uuid:key>/": _colleague_of,
    "/notices/<uuid:key>/": _notice_of,
    "/notices/away/<uuid:key>/": _absence_of,
    "/notices/away/of/<uuid:key>/": thing("account"),
    "/opened-in-an-emergency/<uuid:key>/": thing("glass"),
    "/reports/<uuid:key>/": _run_of,
    "/to-be-released/<uuid:key>/": thing("release check"),
    "/restrictions/<uuid:key>/": thing("restriction"),
    "/restrictions/asked/<uuid:key>/": thing("ask"),
    "/slips/<uuid:key>/": thing("slip"),
    "/snags/<uuid:key>/": _snag_of,
    "/survivors/<uuid:key>/": thing("survivor"),
    "/to-do/<uuid:key>/": thing("task"),
    "/to-tell/<uuid:key>/": thing("news"),
    "/to-trace/<uuid:key>/": thing("tracing"),
    "/drafts/<uuid:key>/": _draft_of,
    "/referrals/questions/<uuid:key>/": thing("question"),
    "/referrals/new/parts/<uuid:key>/": _unsent_of,
    "/funding/<uuid:key>/": thing("stream"),
    "/funding/places/<uuid:key>/": thing("capacity"),
    "/programmes/<uuid:key>/": thing("version"),
    "/waiting/<uuid:key>/": thing("enrolment"),
    "/appointments/<uuid:key>/": thing("appointment"),
    "/concerns/<uuid:key>/": thing("concern"),
    "/groups/<uuid:key>/": thing("group"),
    "/on-programmes/<uuid:key>/": thing("place"),
    "/reviews/<uuid:key>/": thing("review"),
    "/sessions/<uuid:key>/": thing("session"),
    "/referrals/<uuid:key>/": thing("referral"),
    "/refer/<slug:scheme>/": _door_of_links,
    "/referrals/invitations/<uuid:key>/": thing("invitation"),
    "/referrals/sent/<str:reference>/": thing("reference"),
}


class Unclassified(AssertionError):
    """A page about something, and the stage has nothing of the kind."""


def things_of(page: Page) -> Find | None:
    """How to find what a page is about; None for pages before a hat, which are about nobody's case."""
    found = [beginning for beginning in THINGS if page.address.startswith(beginning)]
    if found:
        return THINGS[max(found, key=len)]
    if getattr(page.view, "hatless", ""):
        return None
    raise Unclassified(f"{page.name}: say in things.THINGS what the key in {page.address} is of")


# No real service has the demonstration and the gallery; `readyz` answers for the servers behind it.
ELSEWHERE = ("demo:", "ui:", "readyz")


def product_pages() -> list[Page]:
    return [page for page in pages() if not page.name.startswith(ELSEWHERE)]


def pages_behind_a_hat() -> list[Page]:
    return [page for page in product_pages() if not getattr(page.view, "hatless", "")]
