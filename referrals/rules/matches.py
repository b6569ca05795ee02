"""How well a person's keys answer what was typed, and why: the reasons that the page gives."""

from collections.abc import Iterable
from dataclasses import dataclass

from referrals.rules.terms import Probe, Term


# Whoever answers less than half as well as the best is somebody else.
WORTH_SHOWING = 0.5


@dataclass(frozen=True)
class Match:
    """`why` is one sentence: "Sounds like Kestrel; born the same day"."""

    points: int
    why: str


def match(terms: Iterable[Term], keys: dict[str, str]) -> Match:
    """`keys` are a person's, by text, each with what the record says there."""
    answers = [answer for term in terms if (answer := _best(term, keys))]
    reasons = dict.fromkeys(probe.reason.format(shown=keys[text]) for probe, text in answers)
    why = "; ".join(reasons)
    return Match(sum(probe.points for probe, _ in answers), why[:1].upper() + why[1:])


def worth_showing(matches: dict) -> list:
    """The names of the matches, the best first; without those far behind it."""
    least = max((match.points for match in matches.values()), default=0) * WORTH_SHOWING
    near_enough = [name for name in matches if matches[name].points >= max(least, 1)]
    return sorted(near_enough, key=lambda name: -matches[name].points)


def _best(term: Term, keys: dict[str, str]) -> tuple[Probe, str] | None:
    answers = [(probe, text) for probe in term.probes for text in sorted(keys) if probe.fits(text)]
    return max(answers, key=lambda answer: answer[0].points, default=None)
