"""After a session: what was done and what the facilitators said; and a concern, which does not wait."""

import datetime as dt
from typing import Any

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from chrysalis.events.scheduled import later
from interventions.actions.progressing import ids_of
from interventions.events import ConcernRaised
from interventions.models import Concern, Enrolment, GroupSession, SessionNote


NOTED = word("session.noted", Side.CHANGE, "collection", "wrote a note on a session")
RAISED = word("concern.raised", Side.CHANGE, "collection", "raised a concern for somebody's safety")

TELL_OF_CONCERN = "interventions.tell_of_concern"  # what is done: `handlers.py`


@transaction.atomic
def note(session: GroupSession, *, content: str, debrief: str, by: Hat, at: dt.datetime) -> SessionNote:
    made = SessionNote.objects.create(
        session=session,
        provider_agency_id=session.provider_agency_id,
        content=content,
        debrief=debrief,
        by_id=by.worker_id,
        at=at,
    )
    record(NOTED, by=by, at=at, subjects=[session.pk])
    return made


@transaction.atomic
def raise_concern(person: Enrolment, values: dict[str, Any], *, by: Hat, at: dt.datetime) -> Concern:
    """The safeguarding leads, the caseworker and partner support are told as soon as this commits.

    The row is put in without reading it back: a facilitator writes concerns, and reads none.
    """
    made = Concern(
        enrolment_id=person.pk,
        case_id=person.case_id,
        provider_agency_id=person.provider_agency_id,
        is_restricted=person.is_restricted,
        by_id=by.worker_id,
        at=at,
        **values,
    )
    made.save(force_insert=True)
    told = {name: value for name, value in ids_of(person).items() if name != "enrolment_id"}
    announce(ConcernRaised(**told), by=by, at=at)
    later(
        TELL_OF_CONCERN,
        due_at=at,
        by=by,
        concern_id=made.pk,
        case_id=person.case_id,
        provider_agency_id=person.provider_agency_id,
    )
    record(RAISED, by=by, at=at, subjects=[made.pk, person.case_id, person.client_id])
    return made
