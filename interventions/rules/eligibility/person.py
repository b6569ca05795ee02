"""What a programme asks of who somebody is: sex, age, what they did to whom, their grade, their language."""

from collections.abc import Iterator

from interventions.catalogue.terms import Abuse, Relationship, SexRule, Terms
from interventions.rules.eligibility.finding import Facts, Reason, Standing


ONLY = {SexRule.MEN: ("men", "male"), SexRule.WOMEN: ("women", "female")}


def sex(terms: Terms, facts: Facts) -> Iterator[Reason]:
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


def age(terms: Terms, facts: Facts) -> Iterator[Reason]:
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


def abuse(terms: Terms, facts: Facts) -> Iterator[Reason]:
    ask = "Ask what kinds of abuse they speak of."
    yield from _one_of(terms.abuse_types, facts.abuse_types, "It is for", Abuse, ask)


def relationships(terms: Terms, facts: Facts) -> Iterator[Reason]:
    towards, ask = "It is for abuse towards a", "Ask whom they speak of having harmed."
    yield from _one_of(terms.relationships, facts.relationships, towards, Relationship, ask)


def _one_of(
    wanted: tuple[str, ...],
    given: tuple[str, ...],
    sentence: str,
    words: type[Abuse] | type[Relationship],
    ask: str,
) -> Iterator[Reason]:
    if not wanted:
        return
    said = f"{sentence} {listed([words(word).label for word in wanted])}."
    if not given:
        yield Reason(Standing.NOT_KNOWN, f"{said} {ask}")
    elif set(given) & set(wanted):
        yield Reason(Standing.MET, said)
    else:
        yield Reason(Standing.NOT_MET, f"{said} They speak of something else.")


def listed(labels: list[str]) -> str:
    """ "abuse of a child, stalking or harassment": as it stands inside a sentence."""
    # "A partner of the same sex" goes without saying beside "a partner".
    wide = [each for each in labels if not any(each != other and each.startswith(other) for other in labels)]
    small = [label[:1].lower() + label[1:] for label in wide]
    return " or ".join(filter(None, [", ".join(small[:-1]), small[-1]]))


def grade(terms: Terms, facts: Facts) -> Iterator[Reason]:
    if not terms.grades:
        return
    said = f"It is for people graded {listed([each.replace('_', ' ') for each in terms.grades])}"
    if not facts.grade:
        yield Reason(Standing.NOT_KNOWN, f"{said}, and nobody has set a grade yet.")
    elif facts.grade in terms.grades:
        yield Reason(Standing.MET, f"{said}.")
    else:
        yield Reason(Standing.NOT_MET, f"{said}, and the grade is {facts.grade.replace('_', ' ')}.")


def interpreter(terms: Terms, facts: Facts) -> Iterator[Reason]:
    if not facts.needs_interpreter:
        return
    if terms.interpreter:
        yield Reason(Standing.MET, "It can be given with an interpreter.")
    else:
        yield Reason(Standing.NOT_MET, "It cannot be given with an interpreter, and they need one.")
