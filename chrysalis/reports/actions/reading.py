"""Opening a document: what it is about is looked at again, and who opened it is in the log."""

import datetime as dt

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from chrysalis.reports.declared import REPORTS
from chrysalis.reports.events import DocumentOpened
from chrysalis.reports.models import Document


OPENED = word("report.opened", Side.CHANGE, "consultation", "opened a document that was made")
DISCLOSED = word("report.disclosed", Side.CHANGE, "disclosure", "took out a document for somebody outside")


@transaction.atomic
def open_document(document: Document, *, by: Hat, at: dt.datetime) -> bytes:
    """The bytes. Raises declared.NotThere where what it is about is no longer the hat's to see: a case that
    was restricted since is not read from yesterday's paper."""
    run = document.run
    report = REPORTS[run.report]
    if report.look and run.subject_id:
        report.look(run.subject_id, by=by, at=at)
    subjects = [key for key in (run.pk, run.subject_id) if key]
    record(OPENED, by=by, at=at, subjects=subjects, fields=[run.report])
    if report.leaves:
        record(DISCLOSED, by=by, at=at, subjects=subjects, fields=[run.report], recipient=run.recipient)
    announce(DocumentOpened(run_id=run.pk, agency_id=by.agency_id, worker_id=by.worker_id), by=by, at=at)
    return bytes(document.body)
