"""Notices for everybody in the tests of the architecture, and days on which they are away."""

import datetime as dt
import uuid

from django.utils import timezone

from chrysalis.access.context import as_system
from chrysalis.access.hat import Hat
from chrysalis.notices.actions import raise_notice
from chrysalis.notices.kinds import KINDS, NoticeKind
from chrysalis.notices.models import Absence, Notice
from chrysalis.notices.recipients import Recipient
from tests.architecture.makers import drawn
from tests.world import Person


def kind_for(hat: Hat) -> NoticeKind:
    return next(kind for kind in KINDS if kind.side is hat.side)


def tell(hat: Hat, *, at: dt.datetime) -> Notice:
    """A notice to the role in which somebody works."""
    to = Recipient(hat.agency_id, hat.role_slug)
    with as_system("courier"):
        return raise_notice(kind_for(hat), to=to, subject=uuid.uuid4(), at=at)


def away(person: Person, *, cover: Person, at: dt.datetime) -> object:
    today = timezone.localdate(at)
    place = person.membership
    whose = {"agency_id": place.agency_id, "role_slug": place.role_slug, "worker_id": person.worker.pk}
    days = {"from_on": today, "until_on": today + dt.timedelta(days=3), "ended_at": None}
    return drawn(Absence, whose | days | {"cover_id": cover.worker.pk})
