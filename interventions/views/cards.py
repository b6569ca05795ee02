"""What the pages of this app say: labelled facts, in reading order, and programmes with their reasons."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model
from django.utils import timezone

from chrysalis.ui.templatetags.ui import day, moment
from interventions.catalogue.terms import Intake
from interventions.forms.programme import EDITED, SEVERAL, ChangeProgramme
from interventions.models import (
    Capacity,
    ClientAgreement,
    Enrolment,
    EnrolmentStep,
    ProgrammeVersion,
    Suitability,
)
from interventions.queries import Choice
from interventions.rules.eligibility import Standing, Verdict
from referrals.timeline import Happening


Row = dict[str, str]
Card = tuple[str, list[Row]]
COLOURS = {Verdict.MAY: "green", Verdict.ASK: "yellow", Verdict.NOT_NOW: "grey"}
STEPS = {
    "wait": "Put on the waiting list",
    "book": "Place booked",
    "give_back": "Place given back",
    "leave": "Left the waiting list",
    "take_off": "Taken off the waiting list",
    "override": "A manager let it begin before the checks",
    "start": "First session attended",
    "pause": "Paused",
    "resume": "Goes on",
    "withdraw": "Place ended by the service",
    "end_completed": "Completed",
    "end_part_completed": "Part completed",
    "end_withdrew": "Left the programme",
    "end_withdrawn_by_service": "Place ended by the service",
    "end_handed_over": "Handed over",
    "hand_over": "Ended: another provider took the person on",
}


@dataclass(frozen=True)
class ChoiceCard:
    """One programme in front of one person, as a page shows it."""

    name: str
    about: str
    provider: str  # where another agency gives it
    verdict: str
    colour: str
    why_not: list[str]
    to_ask: list[str]
    met: str
    met_summary: str
    places: str
    next_start: str
    place: Enrolment | None
    may_wait: bool
    slug: str


def choice_card(choice: Choice, *, case_is_over: bool = False) -> ChoiceCard:
    version, finding = choice.version, choice.finding
    return ChoiceCard(
        name=version.name,
        about=version.declared.about,
        provider="" if choice.is_own else version.provider_agency.name,
        verdict=finding.verdict.value,
        colour=COLOURS[finding.verdict],
        why_not=finding.those(Standing.NOT_MET),
        to_ask=finding.those(Standing.NOT_KNOWN),
        met="\n".join(finding.those(Standing.MET)),
        met_summary=f"Grounds for {version.name}",
        places=_places(choice),
        next_start=_next_start(version),
        place=choice.place,
        may_wait=choice.is_own and version.is_offered and choice.place is None and not case_is_over,
        slug=version.programme,
    )


def _places(choice: Choice) -> str:
    if not choice.is_own:
        return f"Ask {choice.version.provider_agency.name}"
    if not choice.capacities:
        return "Not counted"
    return ", ".join(f"{each.left} of {each.places} ({each.stream.name})" for each in choice.capacities)


NEXT = {
    Intake.ROLLING: "Any week",
    Intake.ENTRY_POINTS: "When the next module begins",
    Intake.CLOSED: "With the next group",
}


def _next_start(version: ProgrammeVersion) -> str:
    return NEXT[Intake(version.intake)]


def gate_words(is_open: bool) -> tuple[str, str]:
    """SAFETY: these two and no others, whatever lies behind them."""
    return ("Can book", "green") if is_open else ("Not yet", "grey")


FEW = 4  # set times that are told one by one


def when_asked_again(set_times: Sequence[dt.time]) -> str:
    """When “Not yet” may change.

    SAFETY: the times are the installation's, and the sentence is the same of everybody, whether anybody
    harmed is known or not: nothing of the person goes into it.
    """
    if len(set_times) > FEW:
        return "Answers come at set times, every day. Look again later."
    times = " and ".join(f"{each:%H:%M}" for each in sorted(set_times))
    return f"Answers come every day at {times}, and never in between. Look again after that."


def rows_of_place(place: Enrolment) -> list[Row]:
    paid = (
        f"{place.capacity.stream.name}, until {day(place.capacity.stream.ends_on)}" if place.capacity else ""
    )
    return [
        _row("Programme", place.programme_version.name),
        _row("State", place.get_state_display()),
        _row("Waiting since", day(timezone.localtime(place.waiting_since))),
        _row("Waits for", place.waits_for),
    ] + ([_row("First day", day(place.starts_on)), _row("Paid by", paid)] if place.starts_on else [])


def rows_of_suitability(known: Suitability | None) -> list[Row]:
    if known is None:
        return []
    return [_row(_label(known, name), _shown(known, name)) for name in _questions(known)] + [
        _row("Recorded", f"{moment(known.at)}, {known.by.full_name}")
    ]


def _questions(known: Suitability) -> list[str]:
    kept = {"id", "case", "provider_agency", "number", "by", "at"}
    return [field.name for field in known._meta.concrete_fields if field.name not in kept]


def rows_of_agreement(taken: ClientAgreement) -> list[Row]:
    return [
        _row("Answer", taken.get_answer_display()),
        _row("Day", day(taken.answered_on)),
        _row("How", taken.get_way_display() if taken.way else ""),
        _row("Interpreted in", taken.interpreted_in),
        _row("Has a copy", "Yes" if taken.copy_given else "No"),
        _row("Why not", taken.refusal),
        _row("Text", f"Number {taken.text.number}"),
        _row("Recorded by", taken.by.full_name),
    ]


def cards_of_version(version: ProgrammeVersion) -> list[Card]:
    """Every rule, in the sections of the page that changes them."""
    sections = [
        (title, [name for name in names if name in EDITED]) for title, names in ChangeProgramme.sections
    ]
    return [
        (title, [_row(_label(version, name), _shown(version, name) or _nothing(name)) for name in names])
        for title, names in sections
        if names
    ]


def changed_rows(version: ProgrammeVersion, before: ProgrammeVersion | None) -> list[Row]:
    """What a version says otherwise than the one before it."""
    if before is None:
        return []
    changed = [name for name in EDITED if getattr(version, name) != getattr(before, name)]
    return [
        _row(
            _label(version, name),
            f"{_shown(version, name) or _nothing(name)}\nbefore: {_shown(before, name) or _nothing(name)}",
        )
        for name in changed
    ]


def _nothing(name: str) -> str:
    """What an empty rule means: no rule."""
    if name in SEVERAL and name != "exclusions":
        return "Any"
    return EMPTY.get(name, "None set")


EMPTY = {"max_age": "No limit", "sessions_total": "As many as it takes", "exclusions": "Nobody is left out"}


def timeline(steps: list[EnrolmentStep]) -> list[Happening]:
    return [
        Happening(
            step.at,
            f"{STEPS.get(step.transition, step.transition)}: {step.enrolment.programme_version.name}",
            step.by.full_name,
            " ".join(
                filter(None, [f"First day {day(step.starts_on)}." if step.starts_on else "", step.reason])
            ),
        )
        for step in steps
    ]


@dataclass(frozen=True)
class Bar:
    """How much of something is taken, drawn and said."""

    label: str
    taken: int
    places: int

    @property
    def percent(self) -> int:
        return round(100 * self.taken / self.places) if self.places else 0

    @property
    def sentence(self) -> str:
        return f"{self.label}: {self.taken} of {self.places} taken, {self.places - self.taken} left"


def bar_of(capacity: Capacity, name: str) -> Bar:
    return Bar(name, capacity.taken, capacity.places)


def _label(thing: Model, name: str) -> str:
    label = str(thing._meta.get_field(name).verbose_name)
    return label[0].upper() + label[1:]


def _shown(thing: Model, name: str) -> str:
    value = getattr(thing, name)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        field = thing._meta.get_field(name)
        words = dict(SEVERAL.get(name, ())) or dict(field.base_field.choices or ())
        return ", ".join(str(words.get(each, each)) for each in value)
    if isinstance(value, dt.date):
        return day(value)
    if value is None:  # a column with choices would say so in a word of Python's
        return ""
    shown = getattr(thing, f"get_{name}_display", None)
    return str(shown() if shown else value)


def _row(key: str, value: str) -> Row:
    return {"key": key, "value": value, "href": ""}
