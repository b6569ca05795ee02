"""How far two descriptions may be of one person: points with their reasons, in words a caseworker would use.

Arithmetic, and no more than a suggestion: whatever it says, somebody looks and decides. What speaks against
is said as well as what speaks for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from referrals.rules.birth_likeness import SAME_DAY, Said, of_birth
from referrals.rules.identifiers import IDENTIFIERS
from referrals.rules.names import is_near, sounds, words
from referrals.rules.person_keys import Kind


# By these a person is known for life; other numbers are of one arrest, one crime, one custody.
OF_PERSON = ("pnc", "cro", "nhs", "noms", "crn")
SAME_NUMBER, OTHER_NUMBER, SAME_EVENT = 60, -20, 15
SAME_PHONE, SAME_POSTCODE = 15, 6
MOST_WORDS = 6  # of a name: hostile ones have hundreds


class Strength(StrEnum):
    STRONG = "strong"
    POSSIBLE = "possible"
    WEAK = "weak"
    TWIN = "twin"  # a warning, and no match


@dataclass(frozen=True)
class Bars:
    """From how many points on a likeness is strong, possible, or worth a line at all."""

    strong: int
    possible: int
    weak: int

    def strength(self, points: int) -> Strength | None:
        steps = (
            (self.strong, Strength.STRONG),
            (self.possible, Strength.POSSIBLE),
            (self.weak, Strength.WEAK),
        )
        return next((strength for bar, strength in steps if points >= bar), None)


@dataclass(frozen=True)
class Described:
    """A person as a record describes them: the name in its two parts, and the keys, each with what is
    recorded there."""

    family: str
    given: str
    keys: Mapping[str, str]

    def of(self, kind: Kind) -> dict[str, str]:
        return {text: shown for text, shown in self.keys.items() if text.startswith(f"{kind}:")}

    @property
    def born(self) -> str:
        return next((text.partition(":")[2] for text in sorted(self.of(Kind.BORN))), "")

    @property
    def family_words(self) -> list[str]:
        return _words(self.family)

    @property
    def given_words(self) -> list[str]:
        """With the name that the person goes by, which is among the keys alone."""
        goes_by = [
            text.partition(":")[2] for text, shown in self.of(Kind.NAME).items() if ", the name" in shown
        ]
        return [*_words(self.given), *sorted(goes_by)]


@dataclass(frozen=True)
class Likeness:
    points: int
    strength: Strength | None
    why: str  # "Same PNC ID; surname sounds alike; born the same day"


def likeness(one: Described, other: Described, bars: Bars) -> Likeness:
    names, is_other_forename = _of_names(one, other)
    born = of_birth(one.born, other.born)
    numbers = list(_of_numbers(one, other))
    said = [*numbers, *names, born, *_of_places(one, other)]
    points = sum(each.points for each in said)
    strength = bars.strength(points)
    has_number = any(each.points == SAME_NUMBER for each in numbers)
    if is_other_forename and born.points == SAME_DAY and not has_number and names[0].points > 0:
        said.append(Said(0, "may be a twin, or a brother or sister"))
        strength = Strength.TWIN
    elif has_number and strength in (Strength.WEAK, None):
        strength = Strength.POSSIBLE  # whatever else differs, somebody has to look
    return Likeness(points, strength, _sentence(each.words for each in said))


def _sentence(reasons: Iterable[str]) -> str:
    said = "; ".join(reason for reason in reasons if reason)
    return said[:1].upper() + said[1:]


def _of_numbers(one: Described, other: Described) -> Iterable[Said]:
    ours, theirs = one.of(Kind.NUMBER), other.of(Kind.NUMBER)
    shared = {text: _kind(ours[text]) for text in ours.keys() & theirs.keys()}
    for _text, kind in sorted(shared.items()):
        yield Said(SAME_NUMBER if kind in OF_PERSON else SAME_EVENT, f"same {_label(kind)}")
    for kind in OF_PERSON:
        both = any(_kind(shown) == kind for shown in ours.values()) and any(
            _kind(shown) == kind for shown in theirs.values()
        )
        if both and kind not in shared.values():
            yield Said(OTHER_NUMBER, f"another {_label(kind)}")


def _kind(shown: str) -> str:
    """Of a number as it is shown: "PNC ID 12/394773H"."""
    return next((kind.slug for kind in IDENTIFIERS if shown.startswith(f"{kind.label} ")), "")


def _label(kind: str) -> str:
    label = IDENTIFIERS[kind].label if kind else "number"
    return label if label.split()[0].isupper() else label[0].lower() + label[1:]


def _of_places(one: Described, other: Described) -> Iterable[Said]:
    if one.of(Kind.PHONE).keys() & other.of(Kind.PHONE).keys():
        yield Said(SAME_PHONE, "same telephone number")
    if one.of(Kind.POSTCODE).keys() & other.of(Kind.POSTCODE).keys():
        yield Said(SAME_POSTCODE, "same postcode")


def _of_names(one: Described, other: Described) -> tuple[list[Said], bool]:
    """What the surname says, and the forename; and whether the forenames are known and have nothing in
    common."""
    ours, theirs = one.family_words, other.family_words
    own, their_own = one.given_words, other.given_words
    if set(ours) & set(their_own) and set(own) & set(theirs) and not set(ours) & set(theirs):
        return [Said(22, "same names the other way round")], False
    surname = _surname(ours, theirs)
    forename = _alike(own, their_own, "forename", (12, 9, 6, -15))
    return [surname, forename], forename.points < 0


def _surname(ours: list[str], theirs: list[str]) -> Said:
    if set(ours) & set(theirs) and set(ours) != set(theirs):
        return Said(10, "part of the surname is the same")
    return _alike(ours, theirs, "surname", (15, 11, 8, -10))


def _alike(ours: list[str], theirs: list[str], what: str, worth: tuple[int, int, int, int]) -> Said:
    if not ours or not theirs:
        return Said(0, "")
    same, near, sound, other = worth
    if set(ours) & set(theirs):
        return Said(same, f"same {what}")
    if any(is_near(*pair) for pair in product(ours, theirs)):
        return Said(near, f"{what} spelt nearly alike")
    if any(sounds(mine) & sounds(yours) for mine, yours in product(ours, theirs)):
        return Said(sound, f"{what} sounds alike")
    return Said(other, f"another {what}")


def _words(name: str) -> list[str]:
    return [word.key for word in words(name)][:MOST_WORDS]
