"""What the pages of this app say of a slip and of a survivor: labelled facts, in reading order."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from chrysalis.risk.cards import grade_fact
from chrysalis.ui.dates import PartialDate
from chrysalis.ui.templatetags.ui import day, moment
from partners.models import ClientLink, SafeContact, Slip, SlipDetails, Survivor
from referrals.gates.references import CameWith


Row = dict[str, str]


def rows_of_slip(slip: Slip, details: SlipDetails, came_with: CameWith | None) -> list[Row]:
    referral = f"{came_with.reference}, with {came_with.provider}" if came_with else "None that may be told"
    return [
        _row("Person harmed", details.name),
        _row("The person in custody is their", details.get_relationship_display()),
        _row("Telephone", details.telephone),
        _row("Safe to ring, as told", details.get_safe_to_ring_display()),
        _row("Area", details.area.name if details.area else ""),
        _row("Where they live or can be reached", details.address),
        _row("Person in custody", details.person_held),
        _row("Also", details.anything_else),
        _row("Told by", f"{slip.sent_by.full_name}, {slip.sending_agency.name}"),
        _row("Told on", moment(slip.sealed_at)),
        _row("Came with the referral", referral),
    ]


def facts_of_survivor(survivor: Survivor) -> list[tuple[str, str]]:
    return [
        grade_fact(survivor.grade, survivor.grade_review_on, today=timezone.localdate()),
        ("Name to use", survivor.name_to_use),
        ("Born", _spoken(survivor.date_of_birth)),
        ("Interpreter", survivor.language),
        ("Link worker", survivor.link_worker.full_name),
    ]


@dataclass(frozen=True)
class WayCard:
    """The rules of a way first; the number or address is opened once they are read."""

    title: str
    tag: str
    colour: str
    rules: list[Row]
    summary: str
    value: str


def card_of_way(way: SafeContact, *, on: dt.date) -> WayCard:
    tag, colour, advice = _standing(way, on)
    rules = [
        _row("What to do", advice),
        _row("Safe days and hours", way.hours),
        _row("Phrase that confirms who is speaking", way.code_phrase),
        _row("Learnt", f"{day(way.recorded_at)}, {way.by.full_name}"),
    ]
    shown = "I have read this: show it"
    return WayCard(way.get_channel_display(), tag, colour, rules, shown, way.value)


def _standing(way: SafeContact, on: dt.date) -> tuple[str, str, str]:
    """SAFETY: a number rung at the wrong hour, or answered by the wrong person, tells that somebody spoke."""
    if way.has_expired(on=on):
        return "Ask again", "orange", f"It was safe until {day(way.expires_on)}. Ask again before you use it."
    if way.state == SafeContact.State.CONFIRMED:
        message = "A message may be left." if way.voicemail else "Leave no message."
        return "Confirmed safe", "green", f"Safe until {day(way.expires_on)}. {message}"
    if way.state == SafeContact.State.STATED:
        once = "One live call, and first make sure who is speaking. No message, no text, no letter."
        return "Stated safe", "yellow", f"{way.stated_by} said that it is safe. {once}"
    return "Unsafe", "red", "Do not use it. It is unsafe, or nobody has said that it is safe."


def rows_of_link(link: ClientLink) -> list[Row]:
    return [
        _row("Person referred", link.client_name),
        _row("Is to the survivor", link.get_relationship_display()),
        _row("Since", _spoken(link.since)),
        _row("Case", f"{link.case_reference}, with {link.provider}"),
    ]


def _spoken(date: str) -> str:
    return PartialDate.read(date).spoken if date else ""


def _row(key: str, value: str) -> Row:
    return {"key": key, "value": value, "href": ""}
