"""What an information officer may ask of referrals and cases, of which they see none."""

import datetime as dt
from uuid import UUID

from django.db import connection

from chrysalis.access.barriers import Side
from chrysalis.access.context import acting_as
from chrysalis.access.definers import DEFINERS, Definer
from chrysalis.access.hat import Hat
from chrysalis.audit.models import ChangeReason, Entry
from chrysalis.log.gates import GATES, Gate, Record
from referrals import queries
from referrals.actions.opening import open_restricted
from referrals.actions.reading import read


RECORDS_OF_REFERENCE = DEFINERS.add(
    Definer(
        name="records_of_reference",
        takes="sought text",
        gives="TABLE (noun text, record uuid)",
        body="""
            SELECT 'referral', id FROM referrals_referral
            WHERE reference = sought AND ctx_agency_id() IN (provider_agency_id, referring_agency_id)
            UNION ALL
            SELECT 'case', id FROM referrals_case
            WHERE reference = sought AND provider_agency_id = ctx_agency_id()""",
        personas=frozenset({"information"}),
        why="By which keys the own agency's log knows what stands on a letter. Gives keys and no name.",
    )
)


def records_of(hat: Hat, reference: str) -> list[Record]:
    with connection.cursor() as cursor:
        cursor.callproc(RECORDS_OF_REFERENCE.name, [reference])
        return [Record(noun, key) for noun, key in cursor.fetchall()]


def reason_of(entry: Entry, hat: Hat, at: dt.datetime) -> str:
    """The words written apart, to an officer who is named for the case; opened for that, and put back."""
    line = queries.restricted_lines(hat, at=at).filter(referral_id__in=entry.subjects).first()
    if line is None:
        return ""
    with acting_as(hat):
        if open_restricted(line, by=hat, at=at) is None:
            return ""
        read([line.referral_id], by=hat, at=at)
        return _words_of(entry.pk)


def _words_of(entry_id: UUID) -> str:
    return ChangeReason.objects.filter(entry_id=entry_id).values_list("text", flat=True).first() or ""


GATES.add(Gate(Side.CHANGE, records_of, reason_of))
