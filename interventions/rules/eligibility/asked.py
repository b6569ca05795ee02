"""What a programme asks to be answered with yes, where its terms ask it at all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from interventions.catalogue.terms import Mode, Residence, Terms
from interventions.rules.eligibility.finding import Facts, Reason, Standing


@dataclass(frozen=True)
class Asked:
    is_asked: Callable[[Terms], bool]
    answer: str  # which of the facts
    met: str
    not_met: str
    ask: str


ASKED = (
    Asked(
        lambda terms: terms.needs_acknowledgement,
        "acknowledges",
        "They speak of having been abusive.",
        "It asks people to speak of having been abusive, and they do not yet.",
        "Ask whether they can speak of having been abusive, and of particular times.",
    ),
    Asked(
        lambda terms: terms.needs_consent,
        "consents",
        "They agree to take part.",
        "They do not agree to take part.",
        "Ask whether they agree to take part.",
    ),
    Asked(
        lambda terms: terms.needs_children,
        "has_children",
        "They are a parent.",
        "It is for parents.",
        "Ask whether they are a parent.",
    ),
    Asked(
        lambda terms: terms.mode in (Mode.GROUP, Mode.MIXED),
        "fits_group",
        "They can take part in a group.",
        "It is a group, and a group does not fit them.",
        "Decide whether they can take part in a group.",
    ),
    Asked(
        lambda terms: terms.residence is Residence.IN_SCHEME,
        "lives_in_scheme",
        "They live in the area of the scheme.",
        "It is for people who live in the area of the scheme.",
        "Ask whether they live in the area of the scheme.",
    ),
)


def answers(terms: Terms, facts: Facts) -> Iterator[Reason]:
    for each in ASKED:
        if each.is_asked(terms):
            yield answered(getattr(facts, each.answer), each.met, each.not_met, each.ask)


def answered(answer: str, met: str, not_met: str, ask: str) -> Reason:
    if answer == "yes":
        return Reason(Standing.MET, met)
    return Reason(Standing.NOT_MET, not_met) if answer == "no" else Reason(Standing.NOT_KNOWN, ask)
