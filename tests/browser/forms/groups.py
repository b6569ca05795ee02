"""Forms of groups, of sessions and who was at them, and of what comes after."""

import datetime as dt

from chrysalis.reports.models import ReportRun
from interventions.models import (
    Appointment,
    Attendance,
    Concern,
    GroupFacilitator,
    GroupMember,
    GroupSession,
    ProgrammeGroup,
    SessionNote,
)
from referrals.models import OutcomeNotice
from tests.browser.forms.sending import GONE, TODAY, Editing, Sending, Subject, date
from tests.browser.stock import Stock


CASEWORKER, FACILITATOR = "caseworker", "facilitator"
FACILITATORS = ("second_facilitator", FACILITATOR)
EVENINGS = date("starts_on", TODAY + dt.timedelta(days=120)) | {"meets_at": "18:45", "count": "3"}


def _session(stock: Stock, page: str = "", *, number: int = 1) -> str:
    return f"/sessions/{stock.session(number).pk}/{page}"


def _appointment(stock: Stock, page: str = "", *, number: int = 1) -> str:
    return f"/appointments/{stock.appointment(number).pk}/{page}"


def _person(stock: Stock, page: str) -> str:
    return f"/on-programmes/{stock.place().pk}/{page}/"


def _to_begin(stock: Stock) -> Subject:
    leader = str(stock.live.people[FACILITATOR])
    return Subject("/groups/new/", typed=(("programme", str(stock.runs().pk)), ("leaders", leader)))


def _to_lead(stock: Stock) -> Subject:
    leader = str(stock.live.people["second_facilitator"])
    return Subject(f"/groups/{stock.group().pk}/leaders/", typed=(("leaders", leader),))


def _to_place(stock: Stock) -> Subject:
    """Into the only group, so that a second copy finds none to go to."""
    return Subject(_person(stock, "group"), typed=(("group", str(stock.group().pk)),))


def _to_meet(stock: Stock) -> Subject:
    worker = str(stock.live.people[CASEWORKER])
    return Subject(_person(stock, "appointments"), typed=(("with_worker", worker),))


def _lines() -> set[str]:
    return set(Attendance.objects.values_list("line", flat=True))


SENDINGS = {
    "interventions:begin_group": Sending(
        CASEWORKER,
        _to_begin,
        {"name": "Once", "venue": "The hall by the bridge", "capacity": "8", "minutes": "150"} | EVENINGS,
        "group.begun",
        ProgrammeGroup,
    ),
    "interventions:add_sessions": Sending(
        CASEWORKER,
        lambda stock: f"/groups/{stock.group().pk}/dates/",
        EVENINGS | {"count": "1"},
        "group.dated",
        GroupSession,
    ),
    "interventions:lead": Sending(CASEWORKER, _to_lead, {}, "group.led", GroupFacilitator),
    "interventions:choose_group": Sending(CASEWORKER, _to_place, {}, "group.joined", GroupMember),
    "interventions:book_appointments": Sending(
        CASEWORKER, _to_meet, EVENINGS | {"count": "1", "minutes": "60"}, "appointment.booked", Appointment
    ),
    "interventions:session": Sending(
        FACILITATOR, _session, {"mark-": "no_word", "line-": "Rang on Monday"}, "register.marked"
    ),
    "interventions:appointment": Sending(
        CASEWORKER, _appointment, {"mark-": "attended"}, "register.marked", Attendance
    ),
    "interventions:cancel_session": Sending(
        FACILITATOR,
        lambda stock: _session(stock, "cancel/", number=4),
        {"reason": "The hall is shut"},
        "session.cancelled",
    ),
    "interventions:cancel_appointment": Sending(
        CASEWORKER,
        lambda stock: _appointment(stock, "cancel/", number=4),
        {"reason": "Nobody is there to meet them"},
        "session.cancelled",
    ),
    "interventions:note": Sending(
        FACILITATOR,
        lambda stock: _session(stock, "note/"),
        {"content": "Time-outs", "debrief": "Went well"},
        "session.noted",
        SessionNote,
    ),
    "interventions:office_note": Sending(
        FACILITATOR,
        lambda stock: _person(stock, "office-note"),
        {"kind": "words", "about": "close", "police_called": "no", "manager_told": "yes"},
        "concern.raised",
        Concern,
    ),
    "interventions:review": Sending(
        CASEWORKER,
        lambda stock: f"/reviews/{stock.paused().pk}/",
        {"decision": "resume", "reason": "Was in hospital"},
        "place.resumed",
        again=GONE,
    ),
    "interventions:end_place": Sending(
        CASEWORKER,
        lambda stock: _person(stock, "end"),
        {"ending": "withdrew", "reason": "Works away"},
        "place.ended",
        again=GONE,
    ),
    "interventions:ask_statement": Sending(
        CASEWORKER, lambda stock: _person(stock, "statement"), {}, "report.asked", ReportRun
    ),
    "interventions:ask_letter": Sending(
        CASEWORKER,
        lambda stock: f"/on-programmes/{stock.ended().pk}/letter/",
        {"recipient": "The person"},
        "report.asked",
        ReportRun,
    ),
    "interventions:ask_outcome": Sending(
        CASEWORKER,
        lambda stock: f"/on-programmes/{stock.ended_with_disposal()}/outcome/",
        {},
        "report.asked",
        ReportRun,
    ),
    "interventions:tell_force": Sending(
        CASEWORKER,
        lambda stock: f"/on-programmes/{stock.ended_with_disposal()}/tell-force/",
        {},
        "outcome.told",
        OutcomeNotice,
    ),
    "interventions:ask_register": Sending(
        FACILITATOR, lambda stock: _session(stock, "paper/"), {}, "report.asked", ReportRun
    ),
}

EDITINGS = {
    "interventions:session": Editing(
        FACILITATORS,
        _session,
        {"line-": "Rang from the bus"},
        {"line-": "Came by bicycle"},
        ("Rang from the bus", "Came by bicycle"),
        _lines,
    ),
    "interventions:appointment": Editing(
        ("second_caseworker", CASEWORKER),
        _appointment,
        {"mark-": "attended", "line-": "Brought the letter"},
        {"mark-": "attended", "line-": "Forgot the letter"},
        ("Brought the letter", "Forgot the letter"),
        _lines,
    ),
}

AS_OFTEN_AS_SENT: dict[str, str] = {}

CONFIRMED = {
    "interventions:lead": "names people, and holds no words: its test is in `test_two_at_once.py`",
}
