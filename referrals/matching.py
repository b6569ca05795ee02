"""Who of those whom the own agency works with may be the person of a referral: looked for on its page, said
with reasons, and never decided here.

As a search does, it asks the own agency's part of one index and nothing else, so that neither the answer nor
the time it takes can tell of anybody else. What is restricted, and whom the worker knows, is no part of it.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.conf import settings
from django.db.models import Case as Whether
from django.db.models import IntegerField, QuerySet, Sum, Value, When

from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from referrals import queries
from referrals.models import Case, NotSamePerson, Referral, ReferralState
from referrals.rules.birth_dates import BirthDate
from referrals.rules.birth_likeness import mistyped
from referrals.rules.likeness import MOST_WORDS, Bars, Described, Likeness, Strength, likeness
from referrals.rules.names import is_near, sounds, words
from referrals.rules.person_keys import Kind, text_of, word_of
from referrals.search import alike, standing


# Those with the most in common, before they are compared closely; and how many a page shows.
CANDIDATES, SHOWN = 20, 4
# How much each kind of key says when nobody has looked closely yet.
WEIGHTS = {Kind.NUMBER: 20, Kind.BORN: 10, Kind.PHONE: 10, Kind.POSTCODE: 4, Kind.NAME: 4, Kind.SOUND: 2}
NEARLY, SWAPPED, MISTYPED, LESS_KNOWN = 3, 8, 6, 4
COMPARED = tuple(f"{kind}:" for kind in (Kind.NUMBER, Kind.BORN, Kind.PHONE, Kind.POSTCODE, Kind.NAME))
BEST = {strength: place for place, strength in enumerate(Strength)}

Thing = Case | Referral


@dataclass(frozen=True)
class Candidate:
    """Somebody known who may be the person, and what came of each referral of theirs, the latest last."""

    like: Likeness
    times: tuple[Thing, ...]

    @property
    def thing(self) -> Thing:
        return self.times[-1]

    @property
    def case(self) -> Case | None:
        return self.thing if isinstance(self.thing, Case) else None


def referral_of(thing: Thing) -> UUID:
    """The referral by whose keys a person is found."""
    return thing.first_referral_id if isinstance(thing, Case) else thing.pk


def came_at(thing: Thing) -> dt.datetime:
    return thing.opened_at if isinstance(thing, Case) else thing.received_at


def candidates(hat: Hat, referral: Referral) -> list[Candidate]:
    """Who may be the person of a referral that is open, the likeliest first. Nobody for one that is
    restricted: whoever compares people sees many, and it is for few to see."""
    return [] if referral.is_restricted else _candidates(hat, referral)


def other_records(hat: Hat, case: Case) -> list[Candidate]:
    """Whose record may be a second one of the person of an open case: with its referral open as well, so that
    whoever is known to be another person is left out."""
    if case.is_restricted:
        return []
    return [
        each
        for each in _candidates(hat, case)
        if each.case is not None and each.case.person_id != case.person_id
    ]


def _candidates(hat: Hat, thing: Thing) -> list[Candidate]:
    key = referral_of(thing)
    own = _keys_of(hat, [key]).get(key, {})
    sought = _described(thing, own)
    people = _people(hat, thing, _likely(hat, key, _texts(hat, sought, own)))
    said = {each.other_id if each.referral_id == key else each.referral_id for each in not_same(hat)}
    others = [times for times in people if not said & {referral_of(one) for one in times}]
    return _ranked(hat, sought, others)


def not_same(hat: Hat) -> QuerySet[NotSamePerson]:
    """What was said of the open referral and others, and not taken back."""
    return visible(hat, NotSamePerson.objects.filter(taken_back_at=None))


def _ranked(hat: Hat, sought: Described, people: list[tuple[Thing, ...]]) -> list[Candidate]:
    keys = _keys_of(hat, [referral_of(thing) for times in people for thing in times])
    bars = Bars(*settings.MATCH_POINTS)
    found = [_compare(sought, times, keys, bars) for times in people]
    worth = [each for each in found if each.like.strength is not None]
    if any(each.like.strength in (Strength.STRONG, Strength.POSSIBLE) for each in worth):
        worth = [each for each in worth if each.like.strength is not Strength.WEAK]
    return sorted(worth, key=_place)[:SHOWN]


def _place(each: Candidate) -> tuple[int, int, bool, float]:
    """The likeliest first; of those alike, whoever can be joined, and whoever came last."""
    came = came_at(each.thing).timestamp()
    return BEST[each.like.strength or Strength.WEAK], -each.like.points, each.case is None, -came


def _compare(
    sought: Described, times: tuple[Thing, ...], keys: Mapping[UUID, dict[str, str]], bars: Bars
) -> Candidate:
    """As the likeliest of what was ever recorded of them."""
    likes = [likeness(sought, _described(thing, keys.get(referral_of(thing), {})), bars) for thing in times]
    return Candidate(max(likes, key=lambda like: like.points), times)


def _described(thing: Thing, keys: Mapping[str, str]) -> Described:
    if isinstance(thing, Case):
        family, _, given = thing.person_name.partition(", ")
        return Described(family, given, keys)
    return Described(thing.family_name, thing.given_names, keys)


def _keys_of(hat: Hat, referrals: Iterable[UUID]) -> dict[UUID, dict[str, str]]:
    rows = standing(hat).filter(referral_id__in=list(referrals)).values_list("referral_id", "text", "shown")
    found: dict[UUID, dict[str, str]] = {}
    for referral_id, text, shown in rows:
        if text.startswith(COMPARED):
            found.setdefault(referral_id, {})[text] = shown
    return found


def _texts(hat: Hat, sought: Described, own: Mapping[str, str]) -> dict[str, int]:
    """The keys by which somebody alike would be found, and how much each says."""
    named = [word.key for word in words(f"{sought.given} {sought.family}")][: 2 * MOST_WORDS]
    named = [word for word in named if len(word) > 1]
    near = {word_of(text) for text in alike(hat, named)}
    alike_too = [word for word in near if any(is_near(word, ours) for ours in named)]
    texts = {text_of(Kind.NAME, word): NEARLY for word in alike_too}
    texts |= {text_of(Kind.SOUND, code): WEIGHTS[Kind.SOUND] for word in named for code in sounds(word)}
    if len(sought.born) == len("1990-03-14"):
        born = BirthDate(*map(int, sought.born.split("-")))
        dates = dict.fromkeys(mistyped(sought.born), MISTYPED) | dict.fromkeys(born.less_known, LESS_KNOWN)
        dates |= {born.swapped: SWAPPED} if born.swapped else {}
        texts |= {text_of(Kind.BORN, date): worth for date, worth in dates.items()}
    return texts | {text: WEIGHTS[Kind(text.partition(":")[0])] for text in own}


def _likely(hat: Hat, key: UUID, texts: Mapping[str, int]) -> list[UUID]:
    """The referrals with the most in common with this one."""
    by_weight = groupby(sorted(texts, key=lambda text: (texts[text], text)), key=lambda text: texts[text])
    weights = [When(text__in=list(same), then=Value(weight)) for weight, same in by_weight]
    if not weights:
        return []
    found = (
        standing(hat)
        .filter(text__in=sorted(texts))
        .exclude(referral_id=key)
        .values("referral_id")
        .annotate(weight=Sum(Whether(*weights, output_field=IntegerField())))
        .order_by("-weight", "referral_id")
        .values_list("referral_id", flat=True)
    )
    return list(found[:CANDIDATES])


def _people(hat: Hat, thing: Thing, likely: list[UUID]) -> list[tuple[Thing, ...]]:
    """What may be seen of them in the scheme: each person's cases together, and referrals without one."""
    if not likely:
        return []
    here = queries.cases(hat).filter(scheme_id=thing.scheme_id)
    found = {case.person_id for case in here.filter(first_referral_id__in=likely)}
    theirs = sorted(
        queries.of_person(here, *found), key=lambda case: (case.person_id, came_at(case), case.pk)
    )
    people: list[tuple[Thing, ...]] = [
        tuple(cases) for _, cases in groupby(theirs, key=lambda case: case.person_id)
    ]
    without = queries.referrals(hat).filter(pk__in=likely, scheme_id=thing.scheme_id)
    return people + [
        (found,) for found in without.exclude(state=ReferralState.ACCEPTED).order_by("received_at", "id")
    ]
