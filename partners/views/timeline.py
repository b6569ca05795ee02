"""What was done for a survivor, the newest first: contacts, tellings, what they wanted, slips and links."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from chrysalis.access.hat import Hat
from partners import queries
from partners.models import (
    ClientLink,
    Engagement,
    SlipFiling,
    Survivor,
    SurvivorContact,
    Telling,
)


MOST = 100  # of each; what is older is in the copy that a survivor may ask for


@dataclass(frozen=True)
class Item:
    at: dt.datetime
    title: str
    by: str
    text: str = ""
    href: str = ""


def timeline(hat: Hat, survivor: Survivor, links: list[ClientLink]) -> list[Item]:
    """Of a survivor who is open."""
    return sorted(_items(hat, survivor, links), key=lambda item: item.at, reverse=True)


def _items(hat: Hat, survivor: Survivor, links: list[ClientLink]) -> Iterator[Item]:
    yield from map(_of_contact, queries.contacts(hat, survivor)[:MOST])
    yield from map(_of_telling, queries.tellings(hat, survivor)[:MOST])
    yield from map(_of_engagement, queries.engagements(hat, survivor)[:MOST])
    yield from map(_of_filing, queries.filings(hat, survivor)[:MOST])
    yield from map(_of_link, links)


def _of_contact(made: SurvivorContact) -> Item:
    return Item(
        made.made_at,
        f"{made.get_channel_display()}: {_begun_small(made.get_outcome_display())}",
        made.by.full_name,
        made.account,
    )


def _of_telling(made: Telling) -> Item:
    came = f"Told, {_begun_small(made.get_channel_display())}" if made.was_told else "Not told"
    why = "" if made.was_told else f": {_begun_small(made.get_why_not_display())}"
    said = [f"{came}{why}.", made.words]
    return Item(
        made.answered_at,
        made.news.get_kind_slug_display(),
        made.by.full_name,
        "\n".join(filter(None, said)),
        reverse("partners:tell", args=[made.news_id]),
    )


def _of_engagement(made: Engagement) -> Item:
    wanted = f"Support wanted: {_begun_small(made.get_tier_display())}"
    return Item(
        made.recorded_at, wanted, made.by.full_name, "\n".join(filter(None, (made.service, made.reason)))
    )


def _of_filing(made: SlipFiling) -> Item:
    told = f"Slip from {made.slip.sender} filed"
    along = "With a document" if made.slip.with_document else ""
    return Item(
        made.filed_at, told, made.by.full_name, along, href=reverse("partners:slip", args=[made.slip_id])
    )


def _of_link(made: ClientLink) -> Item:
    return Item(made.linked_at, f"Linked to {made.client_name}", made.by.full_name, made.case_reference)


def _begun_small(words: str) -> str:
    return words[:1].lower() + words[1:]
