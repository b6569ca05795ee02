"""What went before, or goes on beside it: proceedings, an earlier programme, what a programme is not for."""

import datetime as dt
from collections.abc import Iterator

from interventions.catalogue.terms import Exclusion, Proceedings, Terms
from interventions.rules.days import add_months
from interventions.rules.eligibility.asked import answered
from interventions.rules.eligibility.finding import Facts, Reason, Standing
from interventions.rules.eligibility.person import listed


KINDS = {
    "criminal": "criminal",
    "public_family": "public family",
    "private_family": "private family",
}


def proceedings(terms: Terms, facts: Facts) -> Iterator[Reason]:
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
        yield answered(
            expert,
            f"An expert has assessed the risk for the {kind} proceedings.",
            f"{kind.capitalize()} proceedings are ongoing, and no expert has assessed the risk.",
            f"{kind.capitalize()} proceedings are ongoing: ask whether an expert has assessed the risk.",
        )
    else:
        until = "are ongoing" if stage == "ongoing" else "are being prepared"
        yield Reason(Standing.NOT_MET, f"{kind.capitalize()} proceedings {until}.")


def previous(terms: Terms, facts: Facts) -> Iterator[Reason]:
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


def exclusions(terms: Terms, facts: Facts) -> Iterator[Reason]:
    if not terms.exclusions:
        return
    applies = [Exclusion(word).label for word in terms.exclusions if word in facts.exclusions]
    if applies:
        yield Reason(Standing.NOT_MET, f"It is not for people with: {listed(applies)}.")
    elif facts.is_asked:
        yield Reason(Standing.MET, "Nothing else stands in the way.")
    else:
        yield Reason(Standing.NOT_KNOWN, "Ask what else could stand in the way.")
