"""Before a document leaves: is somebody harmed in it? Looked for as the persona `release`, decided by a
person where anything was found, or where the document was drawn at random.

SAFETY: nothing here tells the other side anything. The gates (`gatekeepers.py`) say a word when they are
asked, which is at set times.
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from chrysalis.access.barriers import Side
from chrysalis.access.context import as_system, as_the_service
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Agency, Scheme
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from chrysalis.reports.declared import REPORTS
from chrysalis.reports.models import Document
from partners.definers import protected_of
from partners.events import ReleaseDecided
from partners.models import ReleaseCheck
from partners.queries import service_for
from partners.rules.third_parties import Found, search, strangers


CHECKED = word("release.checked", Side.SAFETY, "consultation", "checked a document before it leaves")
DECIDED = word("release.decided", Side.SAFETY, "alteration", "decided whether a document leaves")
READ = word("release.read", Side.SAFETY, "consultation", "read what was found in a document")

State, Why = ReleaseCheck.State, ReleaseCheck.Why
RELEASE = "release"


class NobodyDecides(Exception):
    """Something was found, and no service takes part in the scheme. Left to whoever runs the service."""


class DecidedAlready(Exception):
    """The text is shown to the manager."""


@dataclass(frozen=True)
class Verdict:
    """What one service is shown of a document."""

    agency_id: UUID | None
    found: list[Found]
    is_sample: bool

    @property
    def waits(self) -> bool:
        return bool(self.found) or self.is_sample


def check(run_id: UUID, scheme_id: UUID, *, at: dt.datetime) -> list[ReleaseCheck]:
    """Look for survivors in a document that waits to leave. Gives those checks that wait for a decision.

    Once a document: told twice, it changes nothing. Raises NobodyDecides.
    """
    with as_the_service():
        service = service_for(Scheme.objects.get(pk=scheme_id))
    with as_system(RELEASE):
        document = Document.objects.select_related("run").filter(run_id=run_id).first()
        if document is None:
            return []
        if not ReleaseCheck.objects.filter(run_id=run_id).exists():
            _write(document, _verdicts(document, service.pk if service else None), at=at)
        waiting = list(ReleaseCheck.objects.filter(run_id=run_id, state=State.WAITING))
    record(CHECKED, by=None, at=at, subjects=[run_id])
    return waiting


def _verdicts(document: Document, service_id: UUID | None) -> list[Verdict]:
    """Of each service what is its survivors' alone: two survivors of one person never learn of each other.
    What is nobody's that we know goes to the service of the scheme, and so do samples."""
    text, own = document.words, document.own
    theirs: dict[UUID | None, list[Found]] = {
        agency_id: search(text, protected, own)
        for agency_id, protected in protected_of(document.clients).items()
    }
    unknown = strangers(text, own)
    theirs[service_id] = _each_once([*theirs.get(service_id, []), *unknown])
    if service_id is None and unknown:
        raise NobodyDecides
    is_sample = service_id is not None and _is_drawn(document.run_id)
    return [
        Verdict(agency_id, found, is_sample and agency_id == service_id)
        for agency_id, found in theirs.items()
    ]


def _each_once(found: list[Found]) -> list[Found]:
    """A survivor's number is also a stranger's: said once, as what it is."""
    return list({each.around: each for each in reversed(found)}.values())[::-1]


def _is_drawn(run_id: UUID) -> bool:
    """By a secret: whoever could tell from the key that a document was not drawn would know, when it is
    kept back, that something was found."""
    drawn = int(salted_hmac("chrysalis.partners.releasing", str(run_id)).hexdigest(), 16) % 100
    return bool(drawn < settings.RELEASE_SAMPLE_PERCENT)


def _write(document: Document, verdicts: list[Verdict], *, at: dt.datetime) -> None:
    run = document.run
    with as_the_service():
        sender = Agency.objects.get(pk=run.agency_id).name
    for verdict in verdicts:
        everything = [["All of it", document.words]]
        ReleaseCheck(
            run_id=run.pk,
            support_agency_id=verdict.agency_id,
            handle=run.handle,
            report=REPORTS[run.report].name,
            sent_by=sender,
            recipient=run.recipient,
            why=(Why.FOUND if verdict.found else Why.SAMPLE) if verdict.waits else "",
            passages=[[each.what, each.around] for each in verdict.found]
            or (everything if verdict.is_sample else []),
            state=State.WAITING if verdict.waits else State.CLEAR,
            checked_at=at,
        ).save(force_insert=True)


def read(check: ReleaseCheck, *, by: Hat, at: dt.datetime) -> None:
    """What was found is somebody's: reading it leaves an entry."""
    record(READ, by=by, at=at, subjects=[check.pk])


@transaction.atomic
def decide(check: ReleaseCheck, outcome: str, *, remark: str, by: Hat, at: dt.datetime) -> None:
    """Release or return it; the other side hears at the next set time. Raises DecidedAlready."""
    waiting = ReleaseCheck.objects.filter(pk=check.pk, state=State.WAITING)
    if not waiting.update(state=outcome, remark=remark, decided_by_id=by.worker_id, decided_at=at):
        raise DecidedAlready("Somebody else decided this a moment ago.")
    announce(ReleaseDecided(check_id=check.pk, agency_id=by.agency_id, by_id=by.worker_id), by=by, at=at)
    record(DECIDED, by=by, at=at, subjects=[check.pk], reason=remark, fields=[outcome])
