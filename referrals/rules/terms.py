"""What somebody typed into the search box, read as everything that it may mean.

Each thing typed is a term: a word of a name, a date, a number. Each term has its probes, the ways in
which a key may answer it, with how much each says and the reason that the page gives for it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby

from referrals.rules.birth_dates import BirthDate, birth_dates
from referrals.rules.identifiers import IDENTIFIERS
from referrals.rules.names import Word, slips_forgiven, sounds, words
from referrals.rules.person_keys import Kind, bare, dialled_backwards, handle, text_of


MOST_TERMS = 8
SHORTEST_BEGINNING = 3
SHORTEST_PHONE = 5


@dataclass(frozen=True)
class Probe:
    """One way in which a key may answer. `{shown}` in the reason is what the record says."""

    text: str
    points: int
    reason: str
    is_beginning: bool = False

    def fits(self, text: str) -> bool:
        return text.startswith(self.text) if self.is_beginning else text == self.text


@dataclass(frozen=True)
class Term:
    probes: tuple[Probe, ...]
    # For a word of a name: the word, of which a slip of the finger is to be forgiven.
    word: str = ""

    @property
    def forgives(self) -> int:
        return slips_forgiven(self.word)

    def spelt_also(self, others: Iterable[str]) -> "Term":
        near = (Probe(text_of(Kind.NAME, other), 7, "spelt nearly like {shown}") for other in others)
        return Term((*self.probes, *near), self.word)


def read(typed: str) -> list[Term]:
    """The terms of a search; none where nothing in it can be a key to anybody."""
    dates, rest = birth_dates(typed)
    terms = [Term(tuple(chain.from_iterable(map(_of_date, meant)))) for meant in dates]
    for is_number, group in groupby(rest.split(), key=_is_number):
        chunks = list(group)
        terms += [_of_number(chunks, rest)] if is_number else _of_names(" ".join(chunks))
    return [term for term in terms if term.probes][:MOST_TERMS]


def _of_names(typed: str) -> list[Term]:
    """A term a word; where a particle comes before it, the two together answer as well."""
    found = words(typed)
    joined = [word for word in found if " " in word.shown]
    alone = [word for word in found if word not in joined and len(word.key) > 1]
    return [_of_word(word, [pair for pair in joined if pair.key.endswith(word.key)]) for word in alone]


def _of_word(word: Word, joined: list[Word]) -> Term:
    probes = [Probe(text_of(Kind.NAME, spelt.key), 10, "named {shown}") for spelt in (word, *joined)]
    if len(word.key) >= SHORTEST_BEGINNING:
        probes.append(Probe(text_of(Kind.NAME, word.key), 8, "named {shown}", is_beginning=True))
    heard = {code for spelt in (word, *joined) for code in sounds(spelt.key)}
    probes += [Probe(text_of(Kind.SOUND, code), 6, "sounds like {shown}") for code in sorted(heard)]
    return Term(tuple(probes), word.key)


def _of_date(date: BirthDate) -> Iterator[Probe]:
    if date.is_whole:
        yield Probe(text_of(Kind.BORN, date.iso), 10, "born the same day")
        if date.swapped:
            yield Probe(text_of(Kind.BORN, date.swapped), 7, "born the same day, with day and month swapped")
    elif date.month:
        yield Probe(text_of(Kind.BORN, date.iso), 6, "born in the same month", is_beginning=True)
    else:
        yield Probe(text_of(Kind.BORN, date.iso), 4, "born in the same year", is_beginning=True)
    for less in date.less_known:
        yield Probe(text_of(Kind.BORN, less), 3, "may be born the same day, of which only part is known")


def _of_number(chunks: list[str], rest: str) -> Term:
    """Numbers that stand together may be one number with spaces; so may all that was typed."""
    spelt = dict.fromkeys((" ".join(chunks), *chunks[:MOST_TERMS], rest))
    probes = dict.fromkeys(probe for spelling in spelt for probe in _of_spelling(spelling))
    return Term(tuple(sorted(probes, key=lambda probe: -probe.points)))


def _of_spelling(spelling: str) -> Iterator[Probe]:
    if reference := handle(spelling):
        yield Probe(text_of(Kind.REFERENCE, reference), 30, "reference {shown}")
    tidied = {bare(found.tidy) for kind in IDENTIFIERS if not (found := kind.check(spelling)).warning}
    for number in sorted({bare(spelling), *tidied} - {""}):
        yield Probe(text_of(Kind.NUMBER, number), 20, "{shown}")
    dialled = dialled_backwards(spelling) if re.fullmatch(r"[\d\s()+./-]+", spelling) else ""
    if len(dialled) >= SHORTEST_PHONE:
        yield Probe(text_of(Kind.PHONE, dialled), 15, "telephone {shown}", is_beginning=True)


def _is_number(chunk: str) -> bool:
    is_reference = bare(chunk).startswith("CHR") and handle(chunk)
    return bool(is_reference) or any(letter.isdecimal() for letter in chunk)
