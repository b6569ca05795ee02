"""What may be read of reports: what the worker asked for in this place, and nobody else's."""

from django.db.models import QuerySet

from chrysalis.access.decide import can, visible
from chrysalis.access.hat import Hat
from chrysalis.reports.declared import REPORTS, Report
from chrysalis.reports.models import Document, ReportRun


def runs(hat: Hat) -> QuerySet[ReportRun]:
    """What was asked for in this place by this worker, the newest first."""
    return visible(hat, ReportRun.objects.all())


def documents(hat: Hat) -> QuerySet[Document]:
    """Those that are released: until then a document is nobody's."""
    return visible(hat, Document.objects.select_related("run"))


def to_ask_for(hat: Hat) -> list[Report]:
    """Reports about the service, which are asked for from the page of reports."""
    return [report for report in REPORTS if report.is_by_itself and can(hat, report.permission)]
