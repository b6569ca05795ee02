"""Groups and appointments of the demonstration, with weeks of registers behind them.

Leicester's long men's group meets this evening, and met once more last night, which waits to be marked; so
does the Chrysalis Centre's of yesterday. Kent sees people one to one, and so does the community provider of
West Midlands, to whom the custody team hands them over. In each, somebody missed two in a row and is paused.

Others came before them and are done: most came to enough for a letter, and the one who stayed away left.
"""

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from chrysalis.access.context import acting_as
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Membership, Scheme
from chrysalis.agencies.queries import make_hat
from chrysalis.demo.handing_over import SUMMARY, offer_to
from chrysalis.demo.runs import A_WEEK, ONE_DAY, Run, plans
from chrysalis.demo.young import make_ready
from chrysalis.working_days import LONDON
from interventions import attending, queries
from interventions.actions import agreeing, cancelling, deciding, grouping, marking, noting, placing
from interventions.actions.ending import NotComplete
from interventions.actions.grouping import Plan
from interventions.actions.marking import Entry
from interventions.catalogue.marks import Mark
from interventions.models import (
    AgreementText,
    Appointment,
    Enrolment,
    EnrolmentState,
    GroupSession,
    ProgrammeVersion,
)
from interventions.rules.schedule import Closed
from referrals.actions import contacting, handing_over, moving, triage
from referrals.actions.reading import open_case
from referrals.models import Case, Referral


LINES = ("Spoke about last week's task", "Quiet, then joined in", "Brought the diary", "", "", "", "")
# As the dice fall: nearly everybody comes.
USUAL = (*(Entry(Mark.ATTENDED),) * 14, Entry(Mark.LATE, 10), Entry(Mark.ACCEPTED), Entry(Mark.LEFT_EARLY))
PAUSED, CALLED_OFF = 3, 2  # which person missed the last two; which session ahead of the first is cancelled
S = EnrolmentState
LEFT = {"ending": S.WITHDREW, "exit_review_on": None, "reason": "Rang: the shifts at work have changed."}
CAME = {"ending": S.COMPLETED, "reason": "Last conversation held. A copy of the plan was handed over."}
CAME_TO_SOME = {"ending": S.PART_COMPLETED, "exit_review_on": None, "reason": "Missed too many, for work."}
STAYED_AWAY = 9  # from which session on, of a group that is over


@dataclass
class House:
    """Who gives it, and who at the front door takes people on."""

    scheme: Scheme
    nation: str
    triage: Hat
    caseworker: Hat
    manager: Hat
    facilitators: list[Membership]
    references: list[str] = field(default_factory=list)


def tell(run: Run, house: House, began: dt.date, *, seed: str, at: dt.datetime) -> None:
    before = dt.datetime.combine(began - 7 * ONE_DAY, dt.time(10), LONDON)
    version = _version(run, house)
    people = [_place(each, version, house, began=began, at=before) for each in house.references]
    meetings = _group(run, version, people, house, began, at=before) if run.group else None
    if meetings is None:
        meetings = _appointments(run, people, house, began, at=before)
    _mark(run, meetings, people, house, Random(f"{seed}/marks"), at=at)  # noqa: S311 - a story
    if run.is_over:
        _end(people, house, at=max(_over(each) for each in meetings) + ONE_DAY)


def _version(run: Run, house: House) -> ProgrammeVersion:
    """The first that the house ran: people keep the version they began under."""
    with acting_as(house.manager):
        held = {"scheme": house.scheme, "provider_agency_id": house.manager.agency_id}
        return ProgrammeVersion.objects.filter(**held, programme=run.programme).earliest("number")


def _place(
    reference: str, version: ProgrammeVersion, house: House, *, began: dt.date, at: dt.datetime
) -> Enrolment:
    """Reached, signed, waited for; a manager let it begin, since nobody stands at the gate of an invented
    past."""
    case, by = _case(reference, house), house.caseworker
    with acting_as(by):
        case = moving.say_assessed(open_case(case, by=by, at=at), by=by, at=at)
        text = AgreementText.objects.filter(provider_agency_id=by.agency_id).first()
        signed = {"answer": "signed", "way": "paper", "copy_given": True, "answered_on": at.date()}
        agreeing.take_agreement(case, text, signed, by=by, at=at)
        place = placing.wait_for(case, version, waits_for="The next start", by=by, at=at)
    with acting_as(house.manager):
        placing.override_start(place, reason="Partner support said so by telephone.", by=house.manager, at=at)
    with acting_as(by):
        open_case(case, by=by, at=at)
        paid = queries.capacities(by, on=began).filter(programme=version.programme).first()
        return placing.book(place, starts_on=began, capacity=paid, by=by, at=at)


def _case(reference: str, house: House) -> Case:
    """Taken on and spoken with; where another provider gives the programme, there as well, handed over."""
    with acting_as(house.triage):
        referral = Referral.objects.get(reference=reference)
        days = [referral.received_at + count * ONE_DAY for count in range(1, 6)]
        referral = make_ready(referral, by=house.triage, at=days[0])
        case = open_case(triage.accept(referral, by=house.triage, at=days[0]), by=house.triage, at=days[0])
        _reach(case, by=house.triage, at=days[1])
    if house.triage.agency_id == house.caseworker.agency_id:
        return case
    handover = offer_to(case, house.caseworker, SUMMARY, by=house.triage, at=days[2])
    with acting_as(house.caseworker):
        case = open_case(
            handing_over.take(handover, by=house.caseworker, at=days[3]), by=house.caseworker, at=days[3]
        )
        _reach(case, by=house.caseworker, at=days[4])
    return case


def _reach(case: Case, *, by: Hat, at: dt.datetime) -> None:
    spoke = {
        "channel": "call",
        "outcome": "reached",
        "account": "Would like to begin soon.",
    }
    contacting.record_contact(case, **spoke, made_at=at, by=by, at=at)


def _group(
    run: Run,
    version: ProgrammeVersion,
    people: list[Enrolment],
    house: House,
    began: dt.date,
    *,
    at: dt.datetime,
) -> list[GroupSession | Appointment]:
    by = house.caseworker
    first, *more = plans(run, began, version.sessions_total or 24, closed=Closed(house.nation))
    with acting_as(by):
        group = grouping.begin_group(
            version,
            name=run.group,
            venue=run.venue,
            capacity=version.group_max or 12,
            minutes=version.minutes or 120,
            plan=first,
            leaders=[place.worker_id for place in house.facilitators],
            nation=house.nation,
            by=by,
            at=at,
        )
        for plan in more:
            grouping.add_sessions(group, plan=plan, nation=house.nation, by=by, at=at)
        for each in people:
            grouping.join(group, each, from_on=began, by=by, at=at)
        return list(group.sessions.order_by("number"))


def _appointments(
    run: Run, people: list[Enrolment], house: House, began: dt.date, *, at: dt.datetime
) -> list[GroupSession | Appointment]:
    by, made = house.caseworker, []
    with acting_as(by):
        for number, each in enumerate(people):
            made += grouping.book_appointments(
                each,
                with_worker=house.facilitators[number % len(house.facilitators)].worker_id,
                minutes=each.programme_version.minutes or 60,
                plan=Plan(began, dt.time(10 + 2 * number), each.programme_version.sessions_total or 12),
                nation=house.nation,
                by=by,
                at=at,
            )
    return made


def _mark(
    run: Run,
    meetings: list[GroupSession | Appointment],
    people: list[Enrolment],
    house: House,
    random: Random,
    *,
    at: dt.datetime,
) -> None:
    """Every register; where people still come, all but the last, which somebody has still to mark."""
    by = make_hat(house.facilitators[0])
    ended = [each for each in meetings if _over(each) < at]
    last = max(each.number for each in ended)
    due = ended if run.is_over else [each for each in ended if each.number < last]
    stays_away = STAYED_AWAY if run.is_over else max(each.number for each in due) - 1
    with acting_as(by):
        for meeting in due:
            _mark_one(meeting, people, random, is_late=meeting.number >= stays_away, by=by)
        ahead = [each for each in meetings if each.starts_at > at and isinstance(each, GroupSession)]
        for meeting in ahead[CALLED_OFF : CALLED_OFF + 1]:
            cancelling.cancel(meeting, reason="The hall is being painted", by=by, at=at - A_WEEK)
    _call_off_what_a_pause_leaves(meetings, people, by=by)


def _call_off_what_a_pause_leaves(
    meetings: list[GroupSession | Appointment], people: list[Enrolment], *, by: Hat
) -> None:
    """Who is paused comes to no appointment until somebody has decided, and nobody has to mark it."""
    paused = people[PAUSED].pk if len(people) > PAUSED else people[-1].pk
    own = [each for each in meetings if isinstance(each, Appointment) and each.enrolment_id == paused]
    with acting_as(by):
        marked = [each for each in own if attending.marks_at(by, each)]
        for meeting in own[len(marked) :]:
            said_at = _over(marked[-1]) + ONE_DAY
            cancelling.cancel(meeting, reason="Paused until somebody decides", by=by, at=said_at)


def _over(meeting: GroupSession | Appointment) -> dt.datetime:
    return meeting.starts_at + dt.timedelta(minutes=meeting.minutes + 15)


def _mark_one(
    meeting: GroupSession | Appointment, people: list[Enrolment], random: Random, *, is_late: bool, by: Hat
) -> None:
    paused = people[PAUSED].pk if len(people) > PAUSED else people[-1].pk
    entries, marked_at = {}, _over(meeting)
    for each in attending.expected_at(by, meeting).order_by("person_name", "pk"):
        entry = random.choice(USUAL)
        entry = Entry(entry.mark, entry.minutes_late, random.choice(LINES))
        misses = each.pk == paused and (is_late or not isinstance(meeting, GroupSession))
        if each.state != S.PAUSED:
            entries[each.pk] = Entry(Mark.NO_WORD) if misses else entry
    if entries:
        marking.mark_register(meeting, entries, seen_version=meeting.version, by=by, at=marked_at)
    if isinstance(meeting, GroupSession):
        noting.note(
            meeting,
            content="Check-in, last week's task, the cycle of a quarrel.",
            debrief="Good pace. Two to be spoken with before next week.",
            by=by,
            at=marked_at + dt.timedelta(minutes=20),
        )


def _end(people: list[Enrolment], house: House, *, at: dt.datetime) -> None:
    """Whoever came to enough has completed, after a last conversation; the one who stayed away has left."""
    by = house.caseworker
    with acting_as(by):
        for each in people:
            case = open_case(Case.objects.get(pk=each.case_id), by=by, at=at)
            if Enrolment.objects.get(pk=each.pk).state == S.PAUSED:
                deciding.end_place(each, **LEFT, by=by, at=at)
                moving.close(case, ending="withdrew", reason=LEFT["reason"], by=by, at=at)
                continue
            try:
                deciding.end_place(each, **CAME | {"exit_review_on": at.date()}, by=by, at=at)
            except NotComplete:
                deciding.end_place(each, **CAME_TO_SOME, by=by, at=at)
