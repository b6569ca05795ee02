"""What the pages of this app say of a person, a referral and a case: labelled facts, in reading order.

"None recorded" stands where nothing is known, so that an empty place is never taken for a fault.
"""

import datetime as dt
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.utils import timezone

from chrysalis.access.hat import Hat
from chrysalis.risk.cards import badges, grade_fact
from chrysalis.ui.dates import PartialDate
from chrysalis.ui.lists import Cell
from chrysalis.ui.templatetags.ui import day, moment
from referrals import queries
from referrals.actions.pausing import running
from referrals.models import (
    OVER,
    AgePath,
    Case,
    Circumstances,
    Client,
    Decision,
    GlassBreak,
    Handover,
    HandoverState,
    Identifier,
    LegProgress,
    Pause,
    PersonDetails,
    Question,
    Referral,
    ReferralStatus,
    Release,
    Restriction,
    WrittenDown,
)
from referrals.rules.ages import age
from referrals.rules.clocks import standing
from referrals.rules.identifiers import IDENTIFIERS
from referrals.views.came_with import cards_of_door
from referrals.views.of_force import deadline_fact
from referrals.views.rows import Card, Row, row, spoken


BESIDE = ("id", "referral", "referring_agency", "provider_agency")


def facts_of_referral(referral: Referral, now: dt.datetime) -> list[tuple[str, str]]:
    clock = running(referral).standing(now, nation=referral.provider_agency.nation)
    due = clock.words if referral.decided_at is None else referral.get_state_display()
    due_on, expected = referral.disposal_due_on, referral.release_expected_at
    return [
        ("Born", _born(referral, now)),
        *path_fact(referral),
        ("First contact", due),
        *([deadline_fact(due_on, timezone.localdate(now))] if due_on else []),
        *([_leaves(expected, now, is_certain=False)] if expected else []),
        ("From", referral.sender),
    ]


def header_of_case(hat: Hat, case: Case, now: dt.datetime) -> dict[str, Any]:
    """What every page of a case has at its top."""
    return header(case, queries.releases(hat, case).first(), now)


def header(case: Case, release: Release | None, now: dt.datetime) -> dict[str, Any]:
    """The same, for whoever has read the latest release."""
    facts = facts_of_case(case, now)
    if release:
        facts.append(_leaves(release.released_at, now, is_certain=release.is_certain))
    return {
        "case": case,
        "client": case.client,
        "facts": facts,
        "badges": badges(case.grade or case.tool_grade),
    }


def _leaves(released_at: dt.datetime, now: dt.datetime, *, is_certain: bool) -> tuple[str, str]:
    when = f"{spoken(released_at)}{'' if is_certain else ', expected'}"
    return ("Leaves custody" if released_at > now else "Left custody"), when


def facts_of_case(case: Case, now: dt.datetime) -> list[tuple[str, str]]:
    """Who, what next, by when, who holds it: what the top of every page of a case says."""
    today, due_on = timezone.localdate(now), case.disposal_due_on
    soonest, other = case.soonest, (case.next_action, case.next_due_at)
    if soonest == other:
        other = case.also_due, case.also_due_at
    also = _due(case, *other, now) if other[0] else ""
    return [
        ("Born", _born(case.client, now)),
        *([("Be ready for", case.be_ready_for)] if case.be_ready_for else []),
        *path_fact(case.client),
        ("Next", _due(case, *soonest, now)),
        *([("Also due", also)] if also else []),
        grade_fact(case.grade, case.grade_review_on, today=today, by_tool=case.tool_grade),
        *([deadline_fact(due_on, today)] if due_on and case.state not in OVER else []),
        ("Stage", case.get_state_display()),
        ("Caseworker", case.allocated_worker.full_name if case.allocated_worker else ""),
    ]


def _due(case: Case, what: str, due_at: dt.datetime | None, now: dt.datetime) -> str:
    when = standing(due_at, now, case.provider_agency.nation).words if due_at else "Nothing due"
    return f"{what}. {when}" if what else when


def cards_of_referral(
    referral: Referral,
    of_force: queries.OfForce | None = None,
    told: WrittenDown | None = None,
    lives: Circumstances | None = None,
) -> list[Card]:
    return [
        *([("Who told it", _told(told))] if told else []),
        (f"The {called(referral)}", _person(referral)),
        (f"Reaching the {called(referral)}", _reaching(referral)),
        *cards_of_door(referral, of_force),
        *([("More about them", _lives(lives))] if lives else []),
        ("Sent", _sent(referral)),
    ]


def cards_of_case(client: Client, identifiers: list[Identifier]) -> list[Card]:
    numbers = [row(IDENTIFIERS[found.kind].label, found.tidy, found.warning) for found in identifiers]
    who = called(client)
    return [(f"Reaching the {who}", _reaching(client)), (f"The {who}", _person(client) + numbers)]


def called(person: Referral | Client) -> str:
    """In words on screen: somebody under 16 is a young person."""
    return "young person" if person.age_path == AgePath.YOUNG else "person"


def path_fact(person: Referral | Client) -> list[tuple[str, str]]:
    """Of whoever is no adult."""
    is_adult = person.age_path == AgePath.ADULT
    return [] if is_adult else [("Pathway", person.get_age_path_display())]


def rows_of_questions(asked: Iterable[Question]) -> list[list[Row]]:
    return [_of_question(question) for question in asked]


def _of_question(question: Question) -> list[Row]:
    found = getattr(question, "answer", None)
    by = f"{question.asked_by.full_name}, {spoken(question.asked_at)}"
    back = "No answer yet" if question.closed_at is None else "Decided without an answer"
    how = f"{found.get_how_display()}, {spoken(found.at)}" if found else ""
    return [
        row("Asked", f"{question.get_kind_display()}: {question.words}", by),
        row("Answer", found.words if found else back, how),
    ]


def rows_of_pauses(found: Iterable[Pause]) -> list[list[Row]]:
    return [_of_pause(pause) for pause in found]


def _of_pause(pause: Pause) -> list[Row]:
    by = f"{pause.by.full_name}, {spoken(pause.at)}"
    until = day(pause.until_on)
    if pause.ended_by:
        until = f"{day(pause.ended_at)}, by {pause.ended_by.full_name}"
    return [
        row("Why", f"{pause.said}: {pause.words}", by),
        row("Until", until),
        *(
            [row("Asked for longer", day(pause.wanted_until_on), _answer(pause))]
            if pause.wanted_until_on
            else []
        ),
    ]


def _answer(pause: Pause) -> str:
    if pause.answered_by is None:
        return "A manager has not answered" if pause.waits_for_answer else ""
    said = "Agreed" if pause.is_agreed else "Not agreed"
    return f"{said}, {pause.answered_by.full_name}, {spoken(pause.answered_at)}. {pause.remark}".strip()


def rows_of_decision(decision: Decision | None) -> list[Row]:
    if decision is None:
        return []
    service = decision.next_service
    where = [row("Service", service.name, service.telephone)] if service else []
    return [
        row("Decided", decision.get_kind_display(), f"{decision.by.full_name}, {spoken(decision.at)}"),
        *where,
        row("Why", decision.said, decision.explanation),
    ]


def rows_of_handover(handover: Handover, now: dt.datetime) -> list[Row]:
    to_do = [Handover.ToDo(each).label for each in handover.to_do]
    due = standing(handover.due_at, now, handover.to_agency.nation).words
    born = PartialDate.read(handover.date_of_birth).spoken if handover.date_of_birth else ""
    waits = handover.state == HandoverState.OFFERED
    return [
        row("Person", handover.person_name, f"Born {born}" if born else ""),
        row(
            "From",
            handover.from_agency.name,
            f"{handover.offered_by.full_name}, {spoken(handover.offered_at)}",
        ),
        row("To", handover.to_agency.name),
        row("Stands", handover.get_state_display(), due if waits else _settled(handover)),
        row("Still to do", "\n".join(to_do)),
        *([row("Disposal deadline", day(handover.disposal_due_on))] if handover.disposal_due_on else []),
        row("What there is to know", handover.summary),
    ]


def _settled(handover: Handover) -> str:
    who = f"{handover.settled_by.full_name}, " if handover.settled_by else ""
    why = f". {handover.returned_because}" if handover.returned_because else ""
    return f"{who}{spoken(handover.settled_at)}{why}"


def rows_of_way(legs: Iterable[LegProgress]) -> list[list[Cell]]:
    """A line for each leg of the way: whose, how far, since when."""
    return [
        [
            Cell(leg.provider_agency.name, title="Provider"),
            Cell(leg.get_state_display(), colour="grey" if leg.state in OVER else "blue", title="Stage"),
            Cell(day(leg.began_on), title="Began"),
            Cell(day(leg.changed_on), title="Since"),
        ]
        for leg in legs
    ]


def rows_of_status(status: ReferralStatus) -> list[Row]:
    return [
        row("Status", status.get_word_display()),
        row("Since", day(status.changed_on)),
        row("Sent", moment(timezone.localtime(status.sent_at))),
    ]


def rows_of_restriction(restriction: Restriction) -> list[Row]:
    return [
        row("Reference", restriction.handle),
        row("Works for", restriction.employer.name if restriction.employer else ""),
        row("Why", restriction.reason),
        row("Since", spoken(restriction.since), restriction.by.full_name if restriction.by else ""),
        row("Next", restriction.next_action),
    ]


def rows_of_opening(opening: GlassBreak) -> list[Row]:
    return [
        row("Reference", opening.restriction.handle),
        row("By", opening.worker.full_name),
        row("Opened", spoken(opening.opened_at)),
        row("Why", opening.reason),
    ]


def _person(person: PersonDetails) -> list[Row]:
    return [
        row("Name", person.name),
        row("Goes by", person.known_as),
        row("Date of birth", PartialDate.read(person.date_of_birth).spoken if person.date_of_birth else ""),
        row("Sex", person.get_sex_display()),
        row("Interpreter", person.language),
    ]


def _reaching(person: PersonDetails) -> list[Row]:
    return [
        row("Telephone", person.telephone),
        row("Safe to ring", person.safe_to_ring),
        row("Staying at", person.staying_at),
    ]


def _lives(lives: Circumstances) -> list[Row]:
    """What is known of it alone: there is much to ask, and most of it nobody knows."""
    names = [each.name for each in lives._meta.fields if each.name not in BESIDE]
    said = [(name, getattr(lives, f"get_{name}_display", partial(getattr, lives, name))()) for name in names]
    spoken_as = {"first_on": lambda words: PartialDate.read(words).spoken}
    return [row(_label(lives, name), spoken_as.get(name, str)(words)) for name, words in said if words]


def _label(thing: Circumstances, name: str) -> str:
    label = str(thing._meta.get_field(name).verbose_name)
    return label[0].upper() + label[1:]


def _told(told: WrittenDown) -> list[Row]:
    return [
        row("Told by", f"{told.told_by}, {told.role}"),
        row("Agency", told.agency_name),
        row("How", told.get_way_display(), spoken(told.told_at)),
    ]


def _sent(referral: Referral) -> list[Row]:
    sender = referral.sent_by
    by_machine = f"A records system of {referral.referring_agency.name}" if referral.came_by_machine else ""
    return [
        row(
            "Written down by" if referral.told_from and sender else "By",
            f"{sender.full_name}, {referral.referring_agency.name}"
            if sender
            else by_machine or referral.sender,
        ),
        row("Received", spoken(referral.received_at)),
        row("Scheme", referral.scheme.name),
        row("Held on", referral.get_lawful_basis_display()),
    ]


def _born(person: PersonDetails, now: dt.datetime) -> str:
    if not person.date_of_birth:
        return ""
    born = PartialDate.read(person.date_of_birth)
    years = age(born, on=timezone.localdate(now))
    return f"{born.spoken} ({years})" if years is not None else born.spoken
