"""The log, as the information officer reads it, and who has looked, as the holder of a case does."""

import uuid
from collections.abc import Iterator

from django.utils import timezone

from chrysalis.audit.models import ChangeAlert, ChangeEntry
from tests.browser.tours import tour
from tests.browser.visit import Seen, Visit


@tour(
    "information_officer",
    "log:entries", "log:outside", "log:workers", "log:worker", "log:person", "log:entry", "log:alerts",
    "log:alert", "log:limits", "log:look_up", "who_may",
)  # fmt: skip
def log(visit: Visit) -> Iterator[Seen]:
    yield visit.opens("who_may")
    yield visit.opens("log:alerts", state="empty")
    case = visit.stock.referral(accepted=True)
    entry, alert, worker = _misused(visit, case)
    yield visit.opens("log:entries", state="full")
    yield visit.opens("log:outside", state="empty")
    yield visit.opens("log:workers")
    yield visit.opens("log:worker", worker)
    yield visit.opens("log:person", case)
    yield visit.opens("log:entry", entry)
    yield visit.opens("log:alerts", state="waiting")
    yield visit.opens("log:limits")
    yield visit.opens("log:look_up")
    visit.page.get_by_label("Reference").fill("CHR-00000-00000-0")
    visit.presses("Look up")
    yield visit.sees("log:look_up", "nothing of this reference")
    yield visit.opens("log:alert", alert)
    yield visit.refused("log:alert", "Record the answer")
    visit.page.get_by_label("What came of asking").fill("A busy hour, agreed with the manager.")
    visit.presses("Record the answer")
    yield visit.sees("log:alerts", "answered")
    yield visit.opens("log:alert", alert, state="answered")


@tour("caseworker", "referrals:who_looked")
def who_looked(visit: Visit) -> Iterator[Seen]:
    case = visit.stock.referral(accepted=True)
    yield visit.opens("referrals:who_looked", case)


def _misused(visit: Visit, case: uuid.UUID) -> tuple[uuid.UUID, uuid.UUID, uuid.UUID]:
    """The keys of an entry, of an alert as the watcher raises it, and of whom it is about."""
    at = timezone.now()
    with visit.stock.live.committed():
        by = visit.stock.hat("second_caseworker")
        alert = ChangeAlert.objects.create(
            kind="many-people",
            worker_id=by.worker_id,
            agency_id=by.agency_id,
            began_at=at,
            found_at=at,
            times=40,
            subjects=[case],
        )
        entry = ChangeEntry.objects.filter(word="referral.accepted").latest("at")
        return entry.pk, alert.pk, entry.worker_id
