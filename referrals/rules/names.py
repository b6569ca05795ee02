"""Names as they are compared: in Latin letters, without marks, by spelling and by sound.

Nobody's name is "normal". What is made here is for comparing alone and is never shown: a name is
shown as it was written.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

import jellyfish
from anyascii import anyascii


LONGEST = 60
BETWEEN_WORDS = r"[\s\-‐-―_/.,;:()]+"
# What forms ask people to write where a name is not known: no key to anybody.
NO_NAME = {"not known", "unknown", "not given"}
# "O Brien" and "OBrien", "De Souza" and "Desouza" are one name: a particle also joins what follows.
PARTICLE = 3
FROM_HERE_TWO_SLIPS, SHORTEST_WITH_SLIPS, BOTH_SELDOM_MET = 8, 4, 3


@dataclass(frozen=True)
class Word:
    """One word of a name: as it is compared, and as it was written."""

    key: str
    shown: str


def words(name: str) -> list[Word]:
    """The words of a name, each also with the particle before it."""
    if name.strip().casefold() in NO_NAME:
        return []
    found = [Word(plain(part), part) for part in re.split(BETWEEN_WORDS, name) if plain(part)]
    return list(dict.fromkeys(found + _joined(found)))


def plain(text: str) -> str:
    """ "Siân" and "SIAN", "Наталія" and "Nataliya", "O’Brien" and "obrien" are each the same."""
    latin = anyascii(unicodedata.normalize("NFKC", text)).casefold()
    return re.sub(r"[^a-z]", "", latin)[:LONGEST]


def sounds(word: str) -> set[str]:
    """How a word may sound. Two codes, since each hears what the other misses: Metaphone knows that
    Catherine is Kathryn, NYSIIS that Sean is Shaun and Lukasz is Lucas."""
    return {code for code in (jellyfish.metaphone(word), jellyfish.nysiis(word)) if len(code) > 1}


def slips_forgiven(word: str) -> int:
    """How many letters may be wrong, missing, doubled or swapped before it is another word."""
    if len(word) < SHORTEST_WITH_SLIPS:
        return 0
    return 2 if len(word) >= FROM_HERE_TWO_SLIPS else 1


def letters_kept(word: str) -> int:
    """So many letters at its beginning, or as many at its end, are the same in every word that is near: a
    slip falls into one half or the other, unless it swaps the two letters in the middle. Of two slips, one is
    seldom among the first three letters and one among the last three."""
    return BOTH_SELDOM_MET if len(word) >= FROM_HERE_TWO_SLIPS else len(word) // 2


def swapped(word: str) -> set[str]:
    """The word with each two letters that stand together the other way about."""
    return {f"{word[:n]}{word[n + 1]}{word[n]}{word[n + 2 :]}" for n in range(len(word) - 1)}


def is_near(word: str, other: str) -> bool:
    return jellyfish.damerau_levenshtein_distance(word, other) <= slips_forgiven(word)


def _joined(found: list[Word]) -> list[Word]:
    return [
        Word((first.key + second.key)[:LONGEST], f"{first.shown} {second.shown}")
        for first, second in pairwise(found)
        if len(first.key) <= PARTICLE
    ]
