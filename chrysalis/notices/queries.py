"""What may be read of notices: those of the own side, meant for the own role or for oneself."""

import datetime as dt

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import with_name
from chrysalis.notices.models import NOTICES, Absence, MailChoice, Notice, OpeningHours


COUNTED = 10  # beyond nine nobody counts


def notices(hat: Hat) -> QuerySet[Notice]:
    """Meant for the own role or for oneself. A manager sees more, and has the same inbox as everybody."""
    mine = Q(worker_id=None) | Q(worker_id=hat.worker_id)
    return visible(hat, _table(hat).filter(mine, agency_id=hat.agency_id, role_slug=hat.role_slug))


def overdue(hat: Hat, *, at: dt.datetime) -> QuerySet[Notice]:
    """For a manager: what nobody on the own side has answered in time, whosever it is."""
    late = _table(hat).filter(acknowledged_at=None, due_at__lt=at)
    return with_name(visible(hat, late), "worker")


def _table(hat: Hat) -> QuerySet[Notice]:
    return NOTICES[hat.side]._default_manager.all()


def shown(hat: Hat) -> QuerySet[Notice]:
    return with_name(notices(hat), "worker", "covers_for", "acknowledged_by")


def waiting(hat: Hat) -> QuerySet[Notice]:
    return notices(hat).filter(acknowledged_at=None)


def answered(hat: Hat) -> QuerySet[Notice]:
    """The newest answer first; `answered_at` is the moment of it, which is never empty."""
    found = shown(hat).filter(acknowledged_at__isnull=False)
    return found.annotate(answered_at=Coalesce("acknowledged_at", "raised_at"))


# What `waiting` asks, as a statement: every page behind a hat asks it, and composing it took longer than
# answering it.
_WAITING = """
SELECT count(*) FROM (
    SELECT FROM "{}" WHERE agency_id = %s AND role_slug = %s AND acknowledged_at IS NULL
    AND (worker_id IS NULL OR worker_id = %s) LIMIT {}
) AS the_first
"""


def how_many_wait(hat: Hat) -> str:
    """For the header: nothing, a number, or "9+"."""
    statement = _WAITING.format(NOTICES[hat.side]._meta.db_table, COUNTED)
    with connection.cursor() as cursor:
        cursor.execute(statement, [hat.agency_id, hat.role_slug, hat.worker_id])
        found = cursor.fetchone()[0]
    return f"{COUNTED - 1}+" if found == COUNTED else str(found or "")


def absences(hat: Hat) -> QuerySet[Absence]:
    """One's own; for an administrator, the agency's."""
    return with_name(visible(hat, Absence.objects.filter(ended_at=None)), "worker", "cover")


def absences_ahead(hat: Hat, *, on: dt.date) -> QuerySet[Absence]:
    return absences(hat).filter(until_on__gte=on)


def hours(hat: Hat) -> OpeningHours:
    """Those of the own agency; where nobody changed them, the usual ones."""
    kept = visible(hat, OpeningHours.objects.filter(agency_id=hat.agency_id)).first()
    return kept or OpeningHours(agency_id=hat.agency_id)


def mail_choice(hat: Hat) -> str:
    kept = visible(hat, MailChoice.objects.all()).values_list("choice", flat=True).first()
    return kept or MailChoice.Choice.DAILY
