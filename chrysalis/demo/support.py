"""What the invented officers tell of people harmed, and what link workers make of it.

Its dice are its own: with or without it, everything on the other side is the same to the last key.
"""

import datetime as dt
from dataclasses import dataclass
from random import Random
from uuid import UUID

from chrysalis.access.context import acting_as
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Area, Scheme
from chrysalis.demo.people import FAMILY_NAMES, STREETS
from partners.actions import dropping, filing, finding, people
from partners.actions.reading import open_slip, open_survivor
from partners.models import Relationship, SafeContact, SafeToRing, Slip, Survivor
from partners.queries import inbox


NAMES = (
    "Maren", "Tamsin", "Iwona", "Shanice", "Elowen", "Farida", "Morag", "Linh", "Gwen", "Ayesha",
    "Robin", "Dorota", "Blessing", "Ffion", "Sam", "Noor",
)  # fmt: skip
HOURS = (
    "Weekdays, 10:00 to 14:00",
    "After 20:30, never on a Friday",
    "Only while the children are at school",
)
PHRASES = ("The library has your book", "Is that the dentist?", "About the blue bicycle")
ALSO = (
    "Asked not to be rung at home.",
    "Two children at the address.",
    "Says that the phone is looked through.",
    "Would like to know when the person is released.",
)
EVERY = 3  # one referral in three comes with a slip
SOON = dt.timedelta(minutes=4)
NEXT_MORNING = dt.timedelta(hours=18)


@dataclass(frozen=True)
class Held:
    """The person in custody, as the officer who tells of somebody harmed knows them."""

    name: str
    born: str  # a whole day, or less than that


@dataclass(frozen=True)
class Beside:
    """Where a slip is written: in which scheme, of somebody in which area, beside which form."""

    scheme: Scheme
    area: Area | None
    form: UUID | None


def tell(
    turn: int, random: Random, *, beside: Beside, held: Held, town: str, by: Hat, at: dt.datetime
) -> bool:
    """Seal a slip with some of the referrals. Whether there was one."""
    if turn % EVERY:
        return False
    told = {
        "name": f"{random.choice(NAMES)} {random.choice(FAMILY_NAMES)}",
        "relationship": random.choice(Relationship.values[:2]),
        "telephone": f"07700 900{random.randrange(1000):03}" if random.random() < 0.8 else "",
        "safe_to_ring": random.choice(SafeToRing.values),
        "area": beside.area,
        "address": f"{random.randint(1, 98)} {random.choice(STREETS)}, {town}",
        "person_held": f"{held.name}, {held.born}",
        "anything_else": random.choice(ALSO) if random.random() < 0.5 else "",
    }
    with acting_as(by):
        dropping.seal(told, scheme=beside.scheme, came_with=beside.form, by=by, at=at + SOON)
    return True


def answer(
    turn: int, random: Random, *, held: Held, by: Hat, at: dt.datetime, now: dt.datetime
) -> Survivor | None:
    """File the slip of this turn the next morning, two times in three, and record how they may be reached."""
    filed_at = at + NEXT_MORNING
    if turn % (3 * EVERY) == 0 or filed_at >= now:
        return None
    with acting_as(by):
        slip = _slip_of(by, at + SOON)
        if slip is None:
            return None
        survivor = filing.file(open_slip(slip, by=by, at=filed_at), survivor=None, by=by, at=filed_at)
        open_survivor(survivor, by=by, at=filed_at)
        _confirm(survivor, random, by=by, at=filed_at)
        link(survivor, held, by=by, at=filed_at)
        return survivor


def _slip_of(by: Hat, sealed_at: dt.datetime) -> Slip | None:
    return inbox(by).filter(sealed_at=sealed_at).first()


def _confirm(survivor: Survivor, random: Random, *, by: Hat, at: dt.datetime) -> None:
    way = {
        "channel": SafeContact.Channel.CALL,
        "value": f"07700 900{random.randrange(1000):03}",
        "state": SafeContact.State.CONFIRMED,
        "hours": random.choice(HOURS),
        "code_phrase": random.choice(PHRASES),
        "not_safe_phrase": "We do not need any double glazing",
        "who_else": "The eldest child, who knows nothing of this",
        "if_dropped": "They ring back. Never ring again the same day",
    }
    people.record_way(survivor, way, by=by, at=at)


def link(survivor: Survivor, held: Held, *, by: Hat, at: dt.datetime) -> None:
    """Somebody whose whole birth date is known and whose referral was accepted can be found."""
    if len(held.born) < len("1991-03-27"):
        return
    born = dt.date.fromisoformat(held.born)
    for found in finding.find(held.name, born, survivor=survivor, by=by, at=at)[:1]:
        relationship = Relationship.EX_PARTNER
        finding.link(survivor, found, relationship=relationship, since="", by=by, at=at)
