"""Telling whoever asked: as the courier, in the transaction in which it was decided."""

import datetime as dt

from chrysalis.access.context import as_the_service
from chrysalis.agencies.models import Membership
from chrysalis.notices.actions import raise_notice
from chrysalis.notices.kinds import NoticeKind
from chrysalis.notices.recipients import Recipient
from chrysalis.reports.models import ReportRun


def tell_asker(kind: NoticeKind, run: ReportRun, *, at: dt.datetime) -> None:
    with as_the_service():
        place = Membership.objects.get(pk=run.membership_id)
    to = Recipient(place.agency_id, place.role_slug, place.worker_id)
    raise_notice(kind, to=to, subject=run.pk, at=at, event=run.pk)
