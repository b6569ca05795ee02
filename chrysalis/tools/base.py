"""What a tool is made of. Values in, consequences out: no clock, no database, no Django.

We ship short labels of our own and the answers, never the wording of a questionnaire whose licence does
not allow it: whoever completes a tool has its manual beside them, and has been trained in it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from chrysalis.access.barriers import Side
from chrysalis.registry import Registry
from chrysalis.tools.grading import Level


@dataclass(frozen=True)
class Answer:
    value: str
    label: str
    is_missing: bool = False  # nothing is known from it; least of all that the answer is no


@dataclass(frozen=True)
class Scale:
    """The answers that every item of a tool takes."""

    answers: tuple[Answer, ...]

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(answer.value, answer.label) for answer in self.answers]

    @property
    def missing(self) -> frozenset[str]:
        return frozenset(answer.value for answer in self.answers if answer.is_missing)

    def __contains__(self, value: object) -> bool:
        return any(answer.value == value for answer in self.answers)


# Three ways of not knowing, and none of them is a no.
NOT_ASKED = Answer("not_asked", "Not asked", is_missing=True)
NO_ANSWER = Answer("no_answer", "Did not answer", is_missing=True)
NOT_KNOWN = Answer("not_known", "Don’t know", is_missing=True)


@dataclass(frozen=True)
class Item:
    number: int
    label: str
    is_counted: bool = True


@dataclass(frozen=True)
class Section:
    """Some of the items, under one heading. Victim factors are completed on the safety side, and only
    there: whoever works with the person referred must not hold them."""

    title: str
    side: Side
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Band:
    """From which count on, what it is called, and the grade below which a second person must agree."""

    lowest: int
    name: str
    least: Level | None = None
    is_local: bool = False  # some areas use it; off unless the agency says otherwise


@dataclass(frozen=True)
class Opinion:
    """What the assessor concludes, where the tool asks for a judgement in place of a count."""

    value: str
    label: str
    least: Level | None = None


@dataclass(frozen=True)
class Flag:
    """Answers that matter by themselves, whatever the count: all of `every`, and one of `one_of`."""

    every: tuple[int, ...]
    why: str
    one_of: tuple[int, ...] = ()


@dataclass(frozen=True)
class Example:
    """A worked example, which a practitioner can check by hand and a test checks for every tool."""

    side: Side
    answers: Mapping[int, str]
    expected: "Outcome"
    otherwise: str = ""  # the answer to every item that is not named
    opinion: str = ""
    with_local_bands: bool = False


@dataclass(frozen=True)
class Outcome:
    """What the answers come to. `at_most`: the count if everything that is not known were true."""

    count: int | None = None
    at_most: int | None = None
    band: str = ""
    least: Level | None = None
    flags: tuple[str, ...] = ()
    missing: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Tool:
    slug: str
    version: str
    name: str
    licence: str
    source: str  # where the counts and bands come from
    scale: Scale
    sections: tuple[Section, ...]
    review_days: int  # a default: each agency sets its own
    counted: frozenset[str] = frozenset()  # the answers that count one; none where the tool has no score
    flagging: frozenset[str] = frozenset()  # the answers that a flag looks for
    bands: tuple[Band, ...] = ()
    opinions: Mapping[Side, tuple[Opinion, ...]] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()
    least_age: int = 0
    examples: tuple[Example, ...] = ()
    is_retired: bool = False

    @property
    def key(self) -> str:
        return f"{self.slug}/{self.version}"

    @property
    def title(self) -> str:
        return f"{self.name}, version {self.version}"

    @property
    def is_split(self) -> bool:
        return len({section.side for section in self.sections}) > 1

    def items(self, side: Side) -> list[Item]:
        return [item for section in self.sections if section.side is side for item in section.items]

    def problems(self, answers: Mapping[str, str], *, opinion: str, side: Side) -> list[str]:
        """What keeps these answers from being a completed part of the tool."""
        wanted = {str(item.number) for item in self.items(side)}
        opinions = {found.value for found in self.opinions.get(side, ())}
        found = [f"Item {number} is not answered." for number in sorted(wanted - set(answers), key=int)]
        found += [f"There is no item {number}." for number in sorted(set(answers) - wanted)]
        found += [
            f"Item {number} has an answer that it does not take."
            for number in sorted(wanted & set(answers), key=int)
            if answers[number] not in self.scale
        ]
        if opinion not in (opinions or {""}):
            found.append("The conclusion is missing.")
        return found

    def outcome(
        self, answers: Mapping[str, str], *, side: Side, opinion: str = "", with_local_bands: bool = False
    ) -> Outcome:
        items = self.items(side)
        given = {item.number: answers[str(item.number)] for item in items}
        count, at_most = self._counts(items, given)
        band = self._band(count, with_local_bands) if count is not None else None
        concluded = next((one for one in self.opinions.get(side, ()) if one.value == opinion), None)
        least = concluded.least if concluded else band.least if band else None
        missing = Counter(value for value in given.values() if value in self.scale.missing)
        name = concluded.label if concluded else band.name if band else ""
        return Outcome(count, at_most, name, least, tuple(self._raised(given)), dict(missing))

    def _counts(self, items: list[Item], given: Mapping[int, str]) -> tuple[int | None, int | None]:
        if not self.counted:
            return None, None
        values = [given[item.number] for item in items if item.is_counted]
        count = sum(value in self.counted for value in values)
        return count, count + sum(value in self.scale.missing for value in values)

    def _band(self, count: int, with_local_bands: bool) -> Band | None:
        used = [band for band in self.bands if with_local_bands or not band.is_local]
        reached = [band for band in used if band.lowest <= count]
        return max(reached, key=lambda band: band.lowest, default=None)

    def _raised(self, given: Mapping[int, str]) -> list[str]:
        true = {number for number, value in given.items() if value in self.flagging}
        return [
            flag.why
            for flag in self.flags
            if set(flag.every) <= true and (not flag.one_of or set(flag.one_of) & true)
        ]


TOOLS: Registry[Tool] = Registry("tool", key=lambda tool: tool.key)


def tool_of(slug: str, version: str) -> Tool:
    """The very version that was completed, retired or not."""
    return TOOLS[f"{slug}/{version}"]


def name_of(slug: str) -> str:
    """What a tool is called, whatever its version."""
    return next(tool.name for tool in TOOLS if tool.slug == slug)


def in_use(side: Side) -> list[Tool]:
    """The tools that are completed on a side today."""
    return [tool for tool in TOOLS if tool.items(side) and not tool.is_retired]


def is_for_age(tool: Tool, oldest_possible: int | None) -> bool:
    """Under 16 the law sees no partner abuse, and no adult tool is offered. An age that may be enough, or is
    not known, is left to the assessor."""
    return oldest_possible is None or oldest_possible >= tool.least_age
