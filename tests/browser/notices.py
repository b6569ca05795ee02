"""Notices: read, answered, overdue; being away; when an office is open."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from chrysalis.notices.models import Notice
from tests.architecture.told import tell
from tests.browser.tours import tour
from tests.browser.visit import Seen, Visit


@tour(
    "caseworker",
    "notices:notices", "notices:notice", "notices:acknowledged", "notices:away", "notices:mail",
)  # fmt: skip
def inbox(visit: Visit) -> Iterator[Seen]:
    yield visit.opens("notices:acknowledged", state="empty")
    notice = _told(visit, "caseworker")
    yield visit.opens("notices:notices", state="waiting")
    kind = notice.kind_slug
    yield visit.opens("notices:notices", query=f"?kind={kind}", state="of one kind")
    yield visit.opens("notices:notice", notice.pk)
    visit.presses("Acknowledge")
    yield visit.sees("notices:notices", "one answered")
    yield visit.opens("notices:acknowledged", state="full")
    yield visit.opens("notices:mail")
    yield visit.opens("notices:away")
    yield visit.refused("notices:away", "Save")
    _says_away(visit, "Second Caseworker")
    yield visit.sees("notices:away", "with days")


@tour("administrator", "notices:hours", "notices:away_for")
def office(visit: Visit) -> Iterator[Seen]:
    yield visit.opens("notices:hours")
    visit.page.get_by_label("Closes at").fill("08:00")
    yield visit.refused("notices:hours", "Save")
    with visit.stock.live.committed():
        colleague = visit.stock.hat("second_caseworker").membership_id
    yield visit.opens("notices:away_for", colleague)
    _says_away(visit, "Relief")  # the other caseworker may be away by now
    yield visit.sees("notices:away_for", "with days")


@tour("service_manager", "notices:overdue")
def overdue(visit: Visit) -> Iterator[Seen]:
    _told(visit, "caseworker", days_ago=9)
    yield visit.opens("notices:overdue", state="waiting")


def _told(visit: Visit, who: str, *, days_ago: int = 0) -> Notice:
    with visit.stock.live.committed():
        return tell(visit.stock.hat(who), at=timezone.now() - timedelta(days=days_ago))


def _says_away(visit: Visit, cover: str) -> None:
    today = timezone.localdate()
    for group in ("First day away", "Last day away"):
        for part, value in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
            visit.page.get_by_role("group", name=group).get_by_label(part).fill(str(value))
    visit.page.get_by_label("Who covers").select_option(label=cover)
    visit.presses("Save")
