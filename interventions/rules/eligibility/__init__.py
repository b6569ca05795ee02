"""Which programme fits whom, and why: facts of a person and the terms of a programme in, reasons out.

Nothing here decides: a person does, and may decide otherwise with a reason. What is not known is said
as such and never counted as met or as not met.
"""

from collections.abc import Iterator, Mapping

from interventions.catalogue.terms import Earlier, Programme
from interventions.rules.eligibility import asked, history, person
from interventions.rules.eligibility.finding import Facts, Finding, Offered, Reason, Standing, Verdict


__all__ = ["Facts", "Finding", "Offered", "Reason", "Standing", "Verdict", "check"]
# What the own terms of a programme ask, in the order in which it is said.
RULES = (
    person.sex,
    person.age,
    person.abuse,
    person.relationships,
    person.grade,
    asked.answers,
    person.interpreter,
    history.proceedings,
    history.previous,
    history.exclusions,
)


def check(offered: Offered, facts: Facts, others: Mapping[str, Offered]) -> Finding:
    """`others` are the programmes offered beside it, by slug."""
    found = [*_own(offered, facts), *_after(offered.programme, facts, others)]
    if first := others.get(offered.programme.instead_of):
        found.append(_instead(first, Finding(tuple(_own(first, facts)))))
    order = list(Standing)
    return Finding(tuple(sorted(found, key=lambda reason: -order.index(reason.standing))))


def _own(offered: Offered, facts: Facts) -> Iterator[Reason]:
    if not offered.is_offered:
        yield Reason(Standing.NOT_MET, "It takes nobody on at the moment.")
    for rule in RULES:
        yield from rule(offered.terms, facts)


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
