"""What is over needs no answer: the referral was picked up, the slip filed."""

import datetime as dt
from uuid import UUID

from chrysalis.notices.kinds import NoticeKind
from chrysalis.notices.models import NOTICES


def settle_notices(kind: NoticeKind, *, subject: UUID, by: UUID | None = None, at: dt.datetime) -> int:
    """Mark every notice of the kind about one thing as answered, by whoever saw to the thing; as the
    courier. How many still waited."""
    waiting = NOTICES[kind.side]._default_manager.filter(
        kind_slug=kind.slug, subject_id=subject, acknowledged_at=None
    )
    return waiting.update(acknowledged_at=at, acknowledged_by_id=by)
