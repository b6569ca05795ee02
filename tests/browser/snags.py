"""What the service gave up doing, as whoever mends it sees it."""

import uuid
from collections.abc import Iterator

from django.utils import timezone

from chrysalis.events.models import ChangeSnag
from tests.browser.tours import tour
from tests.browser.visit import Seen, Visit


@tour("service_manager", "snags:snags", "snags:snag")
def snags(visit: Visit) -> Iterator[Seen]:
    yield visit.opens("snags:snags", state="empty")
    snag = _snag(visit)
    yield visit.opens("snags:snags", state="waiting")
    yield visit.opens("snags:snag", snag)
    yield visit.refused("snags:snag", "Close")
    visit.page.get_by_label("Why nothing more needs doing").fill("I rang the caseworkers.")
    visit.presses("Close")
    yield visit.sees("snags:snags", "closed")
    yield visit.opens("snags:snag", snag, state="closed")


def _snag(visit: Visit) -> uuid.UUID:
    with visit.stock.live.committed():
        by = visit.stock.hat("service_manager")
        made = ChangeSnag.objects.create(
            errand_id=uuid.uuid4(),
            handler="referrals.tell_provider",
            event="referral-submitted",
            agency_id=by.agency_id,
            given_up_at=timezone.now(),
            error_class="OperationalError",
        )
        return made.pk
