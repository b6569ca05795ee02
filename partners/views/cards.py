"""What the pages of this app say of a slip and of a survivor: labelled facts, in reading order."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from chrysalis.attachments.cards import about, colour
from chrysalis.notices.kinds import KINDS, NoticeKind
from chrysalis.risk.cards import grade_fact
from chrysalis.ui.dates import PartialDate
from chrysalis.ui.templatetags.ui import day, moment
from partners.models import (
    ClientLink,
    Earlier,
    News,
    Slip,
    SlipDetails,
    SlipDocument,
    Survivor,
    Telling,
    Tracing,
)
from partners.notices import ToTell
from partners.rules.reaching import DIGITS
from partners.rules.telling import Asks
from referrals.gates.clients import FoundClient
from referrals.gates.references import CameWith


Row = dict[str, str]


def rows_of_slip(slip: Slip, details: SlipDetails, came_with: CameWith | None) -> list[Row]:
    return [*_of_harmed(slip, details), row("Told on", moment(slip.sealed_at)), _beside(slip, came_with)]


@dataclass(frozen=True)
class DocumentLine:
    """A document that came with a slip: to be opened once it was checked."""

    title: str
    about: str
    href: str
    tag: str
    colour: str
    why: str


def documents_of_slip(slip: Slip, found: Iterable[SlipDocument]) -> list[DocumentLine]:
    return [
        DocumentLine(
            each.title,
            about(each),
            reverse("partners:slip_document", args=[slip.pk, each.pk]) if each.is_clean else "",
            "" if each.is_clean else each.get_state_display(),
            colour(each),
            each.get_why_display(),
        )
        for each in found
    ]


def _of_harmed(slip: Slip, details: SlipDetails) -> list[Row]:
    whom = "person they are worried about" if _came_alone(slip) else "person referred"
    return [
        row("Person harmed", details.name),
        row(f"The {whom} is their", details.get_relationship_display()),
        row("Telephone", _telephone(details.telephone)),
        row("Safe to ring, as told", details.get_safe_to_ring_display()),
        row("Area", details.area.name if details.area else ""),
        row("Where they live or can be reached", details.address),
        row(f"{whom[0].upper()}{whom[1:]}", details.person_held),
        row("Also", details.anything_else),
        row("Told by", _teller(slip)),
    ]


def _telephone(told: str) -> str:
    return told if not told or DIGITS.search(told) else f"“{told}”: this is no telephone number. Ask for it."


def _beside(slip: Slip, came_with: CameWith | None) -> Row:
    """A slip that came alone was told by somebody harmed, to whoever answered the telephone or the door."""
    alone = "Somebody harmed asked for help. Nobody is referred by it." if _came_alone(slip) else ""
    referral = f"{came_with.reference}, with {came_with.provider}" if came_with else "None that may be told"
    return row("Came with the referral", alone or referral)


def _came_alone(slip: Slip) -> bool:
    """A document may come from a case that began with no form."""
    return not slip.came_with and not slip.with_document


def _teller(slip: Slip) -> str:
    """SAFETY: what somebody says of a partner whom they may have lost sight of is no knowledge, and may be
    bait. Whoever reads it must not go to a door, or ring a number, for it."""
    if slip.told_by:
        return f"{slip.sender}. They have no account: ring them at work to make sure."
    if slip.is_of_the_door and slip.came_with is None:
        return "Somebody harmed, on the public page. Nobody has checked it."
    if slip.is_of_the_door:
        return "The person referred, asking for help themselves. Nobody has checked it."
    if slip.sent_by is None:
        return f"A records system of {slip.sending_agency.name}"
    return f"{slip.sent_by.full_name}, {slip.sending_agency.name}"


def facts_of_survivor(survivor: Survivor) -> list[tuple[str, str]]:
    return [
        grade_fact(survivor.grade, survivor.grade_review_on, today=timezone.localdate()),
        ("Name to use", survivor.name_to_use),
        ("Born", _spoken(survivor.date_of_birth)),
        ("Interpreter", survivor.language),
        ("Support wanted", survivor.get_tier_display()),
        ("Link worker", survivor.link_worker.full_name),
    ]


def rows_of_link(link: ClientLink) -> list[Row]:
    return [
        row("Person referred", link.client_name),
        row("Is to the survivor", link.get_relationship_display()),
        row("Since", _spoken(link.since)),
        row("Case", f"{link.case_reference}, with {link.provider}"),
    ]


def whose(news: News, links: Iterable[ClientLink]) -> str:
    """Who it happened to. SAFETY: for pages inside the survivor's own record alone, where the person is named
    already; never for a list, a notice or a message."""
    names = {link.pk: link.client_name for link in links}
    if news.link_id in names:
        return names[news.link_id]
    if not names:
        return "Whoever the slip that was filed is about. Nobody is linked yet"
    return " or ".join(dict.fromkeys(names.values()))


def rows_of_news(news: News, kind: NoticeKind, links: Iterable[ClientLink]) -> list[Row]:
    rows = [
        row("Person", whose(news, links)),
        row("Why you are told", kind.why),
        row("Heard", moment(news.heard_at)),
        row("Tell by", moment(news.due_at)),
    ]
    if news.until_day:
        rows.insert(1, row("Ends, if nothing falls out", f"About {day(news.until_day)}"))
    if news.on_day:
        rows.insert(1, row("Day", _when(news)))
    if news.detail:
        rows.insert(1, row("More", news.get_detail_display()))
    may_tell = kind.may_tell if isinstance(kind, ToTell) else ""
    return [*rows, row("What may be told", may_tell)] if may_tell else rows


def _when(told: News | Earlier) -> str:
    if told.moment is None:
        return day(told.on_day)
    return f"{moment(told.moment)}. {'The hour is known' if told.is_certain else 'Expected, not certain'}"


def card_of_earlier(part: Earlier) -> dict[str, Any]:
    """One of the things that happened before the survivor was linked."""
    kind = KINDS[part.kind_slug]
    rows = [row("Day", _when(part))] if part.on_day else []
    rows += [row("More", part.says)] if part.detail else []
    may_tell = kind.may_tell if isinstance(kind, ToTell) else ""
    return {"title": kind.title, "rows": [*rows, row("What may be told", may_tell)]}


def wish_of(survivor: Survivor, wanted: Asks) -> str:
    """What the survivor wants, where it is something else than to be told."""
    name = survivor.spoken_name
    return {
        Asks.TELL: "",
        Asks.TELL_ONCE: f"{name} wanted to be told once what the programme is, and no more than that.",
        Asks.TELL_DANGER: (
            f"{name} wants no contact. This may be danger to life: decide with your manager how they are "
            "warned, by police or by the way they agreed to."
        ),
        Asks.NOTHING: f"{name} wants no contact: there is nothing to pass on.",
        Asks.NOT_BY_US: f"Another service supports {name}: what is to tell goes to the worker there.",
        Asks.NOT_SAFE: f"It is unsafe to contact {name}. Ask your manager before you try.",
        Asks.NOBODY: "Nobody is identified who could be told.",
    }[wanted]


def usual_answer(wanted: Asks) -> dict[str, str]:
    usual = {
        Asks.NOTHING: Telling.WhyNot.NO_CONTACT_WANTED,
        Asks.NOT_BY_US: Telling.WhyNot.ANOTHER_TELLS,
        Asks.NOT_SAFE: Telling.WhyNot.UNSAFE_NOW,
    }
    return {"answer": usual[wanted]} if wanted in usual else {}


def rows_of_tracing(tracing: Tracing, person: FoundClient) -> list[Row]:
    return [
        row("Person taken on", person.name),
        row("Case", f"{person.reference}, with {person.provider}"),
        row("Scheme", tracing.scheme.name),
        row("Since", moment(tracing.opened_at)),
        row("How it stands", tracing.get_state_display()),
    ]


def _spoken(date: str) -> str:
    return PartialDate.read(date).spoken if date else ""


def row(key: str, value: str) -> Row:
    return {"key": key, "value": value, "href": ""}
