"""What happens on a programme."""

import datetime as dt

from chrysalis.events.hearing import hears
from interventions.events import (
    ConcernRaised,
    Ending,
    Given,
    LetterAsked,
    PlaceGivenBack,
    ProgrammeBooked,
    ProgrammeEnded,
    ProgrammePaused,
    ProgrammeResumed,
    ProgrammeStarted,
    SessionCancelled,
    SessionCorrected,
    SessionCut,
    SessionMissed,
    StartOverridden,
)
from partners import notices
from partners.handlers.telling import support_in, tell


@hears(ProgrammeBooked, owner=support_in, line="clients")
def tell_of_booking(event: ProgrammeBooked, *, at: dt.datetime) -> None:
    ends_on = event.starts_on + dt.timedelta(days=event.lasts_days) if event.lasts_days else None
    how = "" if event.given is Given.NOT_SAID else event.given
    tell(notices.BOOKED, event, at=at, on=event.starts_on, until=ends_on, detail=how)


@hears(StartOverridden, owner=support_in, line="clients")
def tell_of_override(event: StartOverridden, *, at: dt.datetime) -> None:
    tell(notices.OVERRIDDEN, event, at=at)


@hears(ProgrammeStarted, owner=support_in, line="clients")
def tell_of_start(event: ProgrammeStarted, *, at: dt.datetime) -> None:
    tell(notices.STARTED, event, at=at)


@hears(SessionMissed, owner=support_in, line="clients")
def tell_of_missed(event: SessionMissed, *, at: dt.datetime) -> None:
    tell(notices.MISSED, event, at=at, on=event.session_on)


@hears(SessionCut, owner=support_in, line="clients")
def tell_of_cut(event: SessionCut, *, at: dt.datetime) -> None:
    tell(notices.CUT, event, at=at, on=event.session_on)


@hears(SessionCancelled, owner=support_in, line="clients")
def tell_of_cancelled(event: SessionCancelled, *, at: dt.datetime) -> None:
    tell(notices.CANCELLED, event, at=at, on=event.session_on)


@hears(SessionCorrected, owner=support_in, line="clients")
def tell_of_correction(event: SessionCorrected, *, at: dt.datetime) -> None:
    tell(notices.CORRECTED, event, at=at, on=event.session_on)


@hears(ProgrammePaused, owner=support_in, line="clients")
def tell_of_pause(event: ProgrammePaused, *, at: dt.datetime) -> None:
    tell(notices.PAUSED, event, at=at)


@hears(ProgrammeResumed, owner=support_in, line="clients")
def tell_of_resuming(event: ProgrammeResumed, *, at: dt.datetime) -> None:
    tell(notices.RESUMED, event, at=at)


@hears(ProgrammeEnded, owner=support_in, line="clients")
def tell_of_end(event: ProgrammeEnded, *, at: dt.datetime) -> None:
    kind = notices.COMPLETED if event.ending is Ending.COMPLETED else notices.ENDED
    if event.was_booked:
        kind = notices.NOT_BEGUN
    tell(kind, event, at=at, detail=event.ending)


@hears(PlaceGivenBack, owner=support_in, line="clients")
def tell_of_place_given_back(event: PlaceGivenBack, *, at: dt.datetime) -> None:
    tell(notices.NOT_BEGUN, event, at=at)


@hears(ConcernRaised, owner=support_in, line="clients")
def tell_of_concern(event: ConcernRaised, *, at: dt.datetime) -> None:
    tell(notices.CONCERN, event, at=at)


@hears(LetterAsked, owner=support_in, line="clients")
def tell_of_letter(event: LetterAsked, *, at: dt.datetime) -> None:
    tell(notices.LETTER, event, at=at)
