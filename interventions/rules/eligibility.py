"""Which programme fits whom, and why: facts of a person and the terms of a programme in, reasons out.

Nothing here decides: a person does, and may decide otherwise with a reason. What is not known is said
as such and never counted as met or as not met.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from interventions.catalogue.terms import (
    Abuse,
    Earlier,
    Exclusion,
    Mode,
    Proceedings,
    Programme,
    Relationship,
    Residence,
    SexRule,
    Terms,
)
from interventions.rules.days import add_months


class Standing(Enum):
    MET = "Met"
    NOT_KNOWN = "Not known"
    NOT_MET = "Not met"


class Verdict(Enum):
    MAY = "May take part"
    ASK = "Ask first"
    NOT_NOW = "Not suitable now"


@dataclass(frozen=True)
class Facts:
    """What is known of a person on one day. "" and "not_known" are what nobody has asked yet."""

    on: dt.date
    youngest: int | None = None  # the least and the greatest age that the date of birth allows
    oldest: int | None = None
    is_young: bool = False  # on the pathway of somebody under 16, whatever the date of birth says since
    sex: str = "not_known"
    needs_interpreter: bool = False
    grade: str = ""
    is_asked: bool = False  # whether anybody has asked what follows
    abuse_types: tuple[str, ...] = ()
    relationships: tuple[str, ...] = ()
    acknowledges: str = "not_known"
    consents: str = "not_known"
    has_children: str = "not_known"
    fits_group: str = "not_known"
    lives_in_scheme: str = "not_known"
    criminal: str = "not_known"
    public_family: str = "not_known"
    private_family: str = "not_known"
    expert_assessed: str = "not_known"
    previous: str = "not_known"
    previous_ended_on: dt.date | None = None
    exclusions: tuple[str, ...] = ()
    begun: frozenset[str] = frozenset()  # programmes, by slug
    completed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reason:
    standing: Standing
    sentence: str


@dataclass(frozen=True)
class Offered:
    """One programme as one provider runs it."""

    programme: Programme
    name: str
    terms: Terms
    is_offered: bool = True


@dataclass(frozen=True)
class Finding:
    reasons: tuple[Reason, ...]

    @property
    def verdict(self) -> Verdict:
        standings = {reason.standing for reason in self.reasons}
        if Standing.NOT_MET in standings:
            return Verdict.NOT_NOW
        return Verdict.ASK if Standing.NOT_KNOWN in standings else Verdict.MAY

    def those(self, standing: Standing) -> list[str]:
        return [reason.sentence for reason in self.reasons if reason.standing is standing]


def check(offered: Offered, facts: Facts, others: Mapping[str, Offered]) -> Finding:
    """`others` are the programmes offered beside it, by slug."""
    found = [*_own(offered, facts), *_after(offered.programme, facts, others)]
    if first := others.get(offered.programme.instead_of):
        found.append(_instead(first, Finding(tuple(_own(first, facts)))))
    order = list(Standing)
    return Finding(tuple(sorted(found, key=lambda reason: -order.index(reason.standing))))


def _own(offered: Offered, facts: Facts) -> Iterator[Reason]:
    """What its own terms ask, rule by rule."""
    terms = offered.terms
    if not offered.is_offered:
        yield Reason(Standing.NOT_MET, "It takes nobody on at the moment.")
    yield from _sex(terms, facts)
    yield from _age(terms, facts)
    yield from _one_of(
        terms.abuse_types, facts.abuse_types, "It is for", Abuse, "Ask what kinds of abuse they speak of."
    )
    yield from _one_of(
        terms.relationships,
        facts.relationships,
        "It is for abuse towards a",
        Relationship,
        "Ask whom they speak of having harmed.",
    )
    yield from _grade(terms, facts)
    yield from _yes_where(
        terms.needs_acknowledgement,
        facts.acknowledges,
        "They speak of having been abusive.",
        "It asks people to speak of having been abusive, and they do not yet.",
        "Ask whether they can speak of having been abusive, and of particular times.",
    )
    yield from _yes_where(
        terms.needs_consent,
        facts.consents,
        "They agree to take part.",
        "They do not agree to take part.",
        "Ask whether they agree to take part.",
    )
    yield from _yes_where(
        terms.needs_children,
        facts.has_children,
        "They are a parent.",
        "It is for parents.",
        "Ask whether they are a parent.",
    )
    yield from _yes_where(
        terms.mode in (Mode.GROUP, Mode.MIXED),
        facts.fits_group,
        "They can take part in a group.",
        "It is a group, and a group does not fit them.",
        "Decide whether they can take part in a group.",
    )
    yield from _yes_where(
        terms.residence is Residence.IN_SCHEME,
        facts.lives_in_scheme,
        "They live in the area of the scheme.",
        "It is for people who live in the area of the scheme.",
        "Ask whether they live in the area of the scheme.",
    )
    yield from _interpreter(terms, facts)
    yield from _proceedings(terms, facts)
    yield from _previous(terms, facts)
    yield from _exclusions(terms, facts)


ONLY = {SexRule.MEN: ("men", "male"), SexRule.WOMEN: ("women", "female")}


def _sex(terms: Terms, facts: Facts) -> Iterator[Reason]:
    if terms.sex is SexRule.ANY:
        return
    whom, sex = ONLY[terms.sex]
    if facts.sex == sex:
        yield Reason(Standing.MET, f"It is for {whom}.")
    elif facts.sex in ("male", "female"):
        yield Reason(Standing.NOT_MET, f"It is for {whom} only, and they are recorded as {facts.sex}.")
    else:
        yield Reason(Standing.NOT_KNOWN, f"It is for {whom} only, and their sex is not recorded.")


ADULT_LAW = 16


def _age(terms: Terms, facts: Facts) -> Iterator[Reason]:
    span = f"{terms.min_age} or over" if terms.max_age is None else f"{terms.min_age} to {terms.max_age}"
    if facts.is_young and terms.min_age >= ADULT_LAW:
        yield Reason(
            Standing.NOT_MET, f"It is for people aged {span}, and they are on a young person’s pathway."
        )
        return
    if facts.youngest is None or facts.oldest is None:
        yield Reason(Standing.NOT_KNOWN, f"It is for people aged {span}, and their age is not recorded.")
        return
    limit = 200 if terms.max_age is None else terms.max_age
    if facts.oldest < terms.min_age or facts.youngest > limit:
        yield Reason(Standing.NOT_MET, f"It is for people aged {span}, and they are {_years(facts)}.")
    elif terms.min_age <= facts.youngest and facts.oldest <= limit:
        yield Reason(Standing.MET, f"It is for people aged {span}.")
    else:
        yield Reason(Standing.NOT_KNOWN, f"It is for people aged {span}, and they are {_years(facts)}.")


def _years(facts: Facts) -> str:
    both = facts.youngest, facts.oldest
    return f"{both[0]}" if both[0] == both[1] else f"between {both[0]} and {both[1]}"


def _one_of(
    wanted: tuple[str, ...],
    given: tuple[str, ...],
    sentence: str,
    words: type[Abuse] | type[Relationship],
    ask: str,
) -> Iterator[Reason]:
    if not wanted:
        return
    said = f"{sentence} {_listed([words(word).label for word in wanted])}."
    if not given:
        yield Reason(Standing.NOT_KNOWN, f"{said} {ask}")
    elif set(given) & set(wanted):
        yield Reason(Standing.MET, said)
    else:
        yield Reason(Standing.NOT_MET, f"{said} They speak of something else.")


def _listed(labels: list[str]) -> str:
    """ "abuse of a child, stalking or harassment": as it stands inside a sentence."""
    # "A partner of the same sex" goes without saying beside "a partner".
    wide = [each for each in labels if not any(each != other and each.startswith(other) for other in labels)]
    small = [label[:1].lower() + label[1:] for label in wide]
    return " or ".join(filter(None, [", ".join(small[:-1]), small[-1]]))


def _grade(terms: Terms, facts: Facts) -> Iterator[Reason]:
    if not terms.grades:
        return
    said = f"It is for people graded {_listed([grade.replace('_', ' ') for grade in terms.grades])}"
    if not facts.grade:
        yield Reason(Standing.NOT_KNOWN, f"{said}, and nobody has set a grade yet.")
    elif facts.grade in terms.grades:
        yield Reason(Standing.MET, f"{said}.")
    else:
        yield Reason(Standing.NOT_MET, f"{said}, and the grade is {facts.grade.replace('_', ' ')}.")


def _yes_where(is_wanted: bool, answer: str, met: str, not_met: str, ask: str) -> Iterator[Reason]:
    if not is_wanted:
        return
    if answer == "yes":
        yield Reason(Standing.MET, met)
    elif answer == "no":
        yield Reason(Standing.NOT_MET, not_met)
    else:
        yield Reason(Standing.NOT_KNOWN, ask)


def _interpreter(terms: Terms, facts: Facts) -> Iterator[Reason]:
    if not facts.needs_interpreter:
        return
    if terms.interpreter:
        yield Reason(Standing.MET, "It can be given with an interpreter.")
    else:
        yield Reason(Standing.NOT_MET, "It cannot be given with an interpreter, and they need one.")


KINDS = {
    "criminal": "criminal",
    "public_family": "public family",
    "private_family": "private family",
}


def _proceedings(terms: Terms, facts: Facts) -> Iterator[Reason]:
    for name, kind in KINDS.items():
        yield from _of_kind(getattr(terms, name), getattr(facts, name), kind, facts.expert_assessed)


def _of_kind(rule: Proceedings, stage: str, kind: str, expert: str) -> Iterator[Reason]:
    if rule is Proceedings.ANY:
        return
    if stage == "not_known":
        yield Reason(Standing.NOT_KNOWN, f"Ask whether there are {kind} proceedings.")
    elif stage == "none" or (stage == "prepared" and rule is not Proceedings.NONE):
        yield Reason(Standing.MET, f"No {kind} proceedings stand in the way.")
    elif rule is Proceedings.EXPERT:
        yield from _yes_where(
            True,
            expert,
            f"An expert has assessed the risk for the {kind} proceedings.",
            f"{kind.capitalize()} proceedings are ongoing, and no expert has assessed the risk.",
            f"{kind.capitalize()} proceedings are ongoing: ask whether an expert has assessed the risk.",
        )
    else:
        until = "are ongoing" if stage == "ongoing" else "are being prepared"
        yield Reason(Standing.NOT_MET, f"{kind.capitalize()} proceedings {until}.")


def _previous(terms: Terms, facts: Facts) -> Iterator[Reason]:
    """How long ago is counted to the day; the first day on which it no longer stands in the way is one."""
    if not terms.previous_months:
        return
    gap = f"{terms.previous_months} months"
    if facts.previous == "no":
        yield Reason(Standing.MET, f"They have completed no similar programme within {gap}.")
    elif facts.previous == "not_known" or facts.previous_ended_on is None:
        yield Reason(Standing.NOT_KNOWN, f"Ask whether they completed a similar programme within {gap}.")
    elif facts.on < (free_on := add_months(facts.previous_ended_on, terms.previous_months)):
        yield Reason(
            Standing.NOT_MET,
            f"They completed a similar programme less than {gap} ago: from {_spoken(free_on)} on.",
        )
    else:
        yield Reason(Standing.MET, f"They completed a similar programme more than {gap} ago.")


def _spoken(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _exclusions(terms: Terms, facts: Facts) -> Iterator[Reason]:
    if not terms.exclusions:
        return
    applies = [Exclusion(word).label for word in terms.exclusions if word in facts.exclusions]
    if applies:
        yield Reason(Standing.NOT_MET, f"It is not for people with: {_listed(applies)}.")
    elif facts.is_asked:
        yield Reason(Standing.MET, "Nothing else stands in the way.")
    else:
        yield Reason(Standing.NOT_KNOWN, "Ask what else could stand in the way.")


def _after(programme: Programme, facts: Facts, others: Mapping[str, Offered]) -> Iterator[Reason]:
    if not programme.after:
        return
    far_enough = facts.completed if programme.earlier is Earlier.COMPLETED else facts.begun
    names = " or ".join(f"“{others[slug].name}”" for slug in programme.after if slug in others)
    said = f"It is for somebody who {programme.earlier.label} {names or 'an earlier programme'}."
    is_met = bool(far_enough & set(programme.after))
    yield Reason(Standing.MET if is_met else Standing.NOT_MET, said)


def _instead(first: Offered, finding: Finding) -> Reason:
    """For whom another programme does not fit; and that one's reasons are what makes this one fit."""
    if finding.verdict is Verdict.NOT_NOW:
        why = " ".join(finding.those(Standing.NOT_MET))
        return Reason(Standing.MET, f"“{first.name}” does not fit: {why[:1].lower()}{why[1:]}")
    if finding.verdict is Verdict.MAY:
        return Reason(
            Standing.NOT_MET, f"It is for people whom “{first.name}” does not fit, and that one does."
        )
    return Reason(
        Standing.NOT_KNOWN, f"It is for people whom “{first.name}” does not fit: ask about that first."
    )
