"""Asking for a document: a row, and a ring at the worker's door."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from chrysalis import keys
from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.reports.declared import Report
from chrysalis.reports.models import ReportRun
from chrysalis.tasks import ring


ASKED = word("report.asked", Side.CHANGE, "consultation", "asked for a document to be made")
DOOR = "chrysalis.reports.tasks.work"


@transaction.atomic
def ask(
    report: Report,
    *,
    subject_id: UUID | None = None,
    scheme_id: UUID | None = None,
    period: str = "",
    recipient: str = "",
    by: Hat,
    at: dt.datetime,
) -> ReportRun:
    """It is made in the worker, as this hat: whoever has left by then gets nothing."""
    run = ReportRun(
        handle=keys.report_handle(),
        report=report.slug,
        membership_id=by.membership_id,
        agency_id=by.agency_id,
        scheme_id=scheme_id,
        subject_id=subject_id,
        period=period,
        recipient=recipient,
        asked_at=at,
    )
    run.save(force_insert=True)
    record(ASKED, by=by, at=at, subjects=[key for key in (run.pk, subject_id) if key], fields=[report.slug])
    transaction.on_commit(lambda: ring(DOOR))
    return run
