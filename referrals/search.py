"""Finding a person among those whom the own agency works with, by whatever somebody remembers.

Three questions, whoever is sought: which words of our own are spelt nearly so; which people's keys
answer; who of them may be seen. The first two ask the own agency's part of one index and nothing
else, so that neither the answer nor the time it takes can tell of anybody another agency knows.

SAFETY: a searcher may be looking for an ex-partner. Whatever is shown is written down by the view.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet

from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from referrals import queries
from referrals.models import Case, PersonKey, Referral, ReferralState
from referrals.rules.matches import match, worth_showing
from referrals.rules.names import is_near, letters_kept, swapped
from referrals.rules.person_keys import Kind, text_of, word_of
from referrals.rules.terms import Probe, Term, read


# Those with the most keys in common, before they are compared closely; and how many a page shows.
CANDIDATES, SHOWN = 200, 50

Keys = dict[str, str]


@dataclass(frozen=True)
class Found:
    """Somebody found: the case, or the referral without one, and why."""

    thing: Case | Referral
    why: str


def search(hat: Hat, typed: str) -> tuple[list[Found], bool]:
    """The people found, the most likely first, and whether there were more than a page shows."""
    terms = _with_near_words(hat, read(typed))
    candidates = _candidates(hat, [probe for term in terms for probe in term.probes])
    things = _things(hat, candidates)
    matches = {key: match(terms, candidates[key]) for key in things}
    ranked = [Found(things[key], matches[key].why) for key in worth_showing(matches)]
    return _with_joined(hat, ranked[:SHOWN]), len(ranked) > SHOWN


def _with_joined(hat: Hat, found: list[Found]) -> list[Found]:
    """Behind whoever was found, what else is with us of the same person, recorded otherwise."""
    people = {each.thing.person_id for each in found if isinstance(each.thing, Case)}
    if not people:
        return found
    shown = [each.thing.first_referral_id for each in found if isinstance(each.thing, Case)]
    held = queries.of_person(queries.cases(hat), *people).exclude(first_referral_id__in=shown)
    latest = {case.first_referral_id: case for case in held.order_by("opened_at")}
    beside: dict[UUID, list[Case]] = {}
    for case in latest.values():
        beside.setdefault(case.person_id, []).append(case)
    told: list[Found] = []
    for each in found:
        told.append(each)
        if isinstance(each.thing, Case):
            why = f"The same person as {each.thing.person_name}, {each.thing.reference}"
            told += [Found(case, why) for case in beside.pop(each.thing.person_id, [])]
    return told


def _candidates(hat: Hat, probes: list[Probe]) -> dict[UUID, Keys]:
    """The keys that answer, by the referral they are of."""
    if not probes:
        return {}
    people = (
        answering(hat, probes)
        .values("referral_id")
        .annotate(answers=Count("text", distinct=True))
        .annotate(texts=ArrayAgg("text", order_by="id"), said=ArrayAgg("shown", order_by="id"))
        .order_by("-answers", "referral_id")
        .values_list("referral_id", "texts", "said")
    )
    return {key: dict(zip(texts, said, strict=True)) for key, texts, said in people[:CANDIDATES]}


def answering(hat: Hat, probes: list[Probe]) -> QuerySet[PersonKey]:
    return standing(hat).filter(one_of(probes))


def one_of(probes: list[Probe]) -> Q:
    """A key that answers one of the probes: by equality or by its beginning, and in no other way."""
    beginnings = {probe.text for probe in probes if probe.is_beginning}
    others = {probe.text for probe in probes if not probe.is_beginning}
    asked = [Q(text__begins=beginning) for beginning in sorted(beginnings)]
    return reduce(or_, asked, Q(text__in=sorted(others)))


def _with_near_words(hat: Hat, terms: list[Term]) -> list[Term]:
    """Each word of a name also as our own people spell it who differ from it by a slip."""
    forgiving = [term.word for term in terms if term.forgives]
    ours = sorted({word_of(text) for text in alike(hat, forgiving)})
    return [
        term.spelt_also(word for word in ours if is_near(term.word, word)) if term.forgives else term
        for term in terms
    ]


def alike(hat: Hat, words: list[str]) -> QuerySet[PersonKey, str]:
    """The own agency's words that begin or end as one of these does: among them is whatever is near.

    Many people share a word: each is told once, and compared by whoever asked.
    """
    if not words:
        return PersonKey.objects.none().values_list("text", flat=True)
    texts = standing(hat).values_list("text", flat=True).order_by()
    first, *more = [texts.filter(asked) for word in words for asked in _alike(word)]
    return first.union(*more)


def _alike(word: str) -> Iterator[Q]:
    """Each a part of the index by itself, whatever the database knows of how many there are."""
    kept = letters_kept(word)
    yield Q(text__begins=text_of(Kind.NAME, word[:kept]))
    yield Q(text__begins=text_of(Kind.ENDING, word[::-1][:kept]))
    yield Q(text__in=[text_of(Kind.NAME, other) for other in sorted(swapped(word))])


def standing(hat: Hat) -> QuerySet[PersonKey]:
    return visible(hat, PersonKey.objects.filter(sweep_after=None))


def _things(hat: Hat, referrals: Iterable[UUID]) -> dict[UUID, Case | Referral]:
    """What may be seen of them: the case, or the referral from which none was opened."""
    keys = list(referrals)
    without_case = queries.referrals(hat).filter(pk__in=keys).exclude(state=ReferralState.ACCEPTED)
    things: dict[UUID, Case | Referral] = {referral.pk: referral for referral in without_case}
    for case in queries.cases(hat).filter(first_referral_id__in=keys).order_by("opened_at"):
        things[case.first_referral_id] = case  # of two legs here, the later one
    return {key: things[key] for key in keys if key in things}
