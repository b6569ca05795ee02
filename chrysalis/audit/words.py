"""The words of the log. Each is registered beside the action that writes it; an unknown one raises.

`operation` is one of those that the Data Protection Act 2018, section 62, asks a law-enforcement
system to log, or `account` / `refusal` for what is about workers. We log for everyone.
"""

from dataclasses import dataclass
from typing import Literal

from chrysalis.access.barriers import Side
from chrysalis.registry import Registry


Operation = Literal[
    "collection", "alteration", "consultation", "disclosure", "combination", "erasure", "account", "refusal"
]


@dataclass(frozen=True)
class Word:
    slug: str
    side: Side
    operation: Operation
    english: str

    @property
    def sentence(self) -> str:
        return self.english[0].upper() + self.english[1:]


WORDS: Registry[Word] = Registry("audit word", key=lambda word: word.slug)


def word(slug: str, side: Side, operation: Operation, english: str) -> str:
    """Register a word and give back its slug, for the module that writes it."""
    return WORDS.add(Word(slug, side, operation, english)).slug
