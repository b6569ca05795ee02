"""How people read on a list, and what tells two of them apart who would read the same."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import count
from typing import Protocol
from uuid import UUID


FEWEST = 4  # characters of a reference: as many as two people hardly ever share


class Named(Protocol):
    """Whoever stands on a list: a place, with the name and the reference of its case."""

    pk: UUID
    person_name: str
    reference: str


def short(person_name: str) -> str:
    """ "Kestrel, Darnell James" is "Darnell K." on paper that lies about in a hall."""
    family, _, given = person_name.partition(", ")
    return f"{given.split()[0] if given.split() else given} {family[:1]}."


def names_on_screen(people: Iterable[Named], *, reads: Callable[[str], str] = str) -> dict[UUID, str]:
    """The whole name; behind it the end of the reference, of those who would read the same. A register asks
    how they read on paper, which is what it is entered from."""
    found = list(people)
    ends = endings(found, reads=reads)
    return {
        each.pk: f"{each.person_name} ({ends[each.pk]})" if ends[each.pk] else each.person_name
        for each in found
    }


def names_on_paper(people: Iterable[Named]) -> list[str]:
    """SAFETY: paper lies about. Whose name is short for two carries the few letters that tell them apart, and
    nobody else's carries any."""
    found = list(people)
    ends = endings(found, reads=short)
    return [f"{short(each.person_name)} {ends[each.pk]}".rstrip() for each in found]


def endings(people: Iterable[Named], *, reads: Callable[[str], str]) -> dict[UUID, str]:
    """The end of the reference, of each of those who would read the same; nothing for anybody else."""
    alike: dict[str, list[Named]] = defaultdict(list)
    for each in people:
        alike[reads(each.person_name).casefold()].append(each)
    return {
        each.pk: each.reference[-_enough(same) :] if len(same) > 1 else ""
        for same in alike.values()
        for each in same
    }


def _enough(same: list[Named]) -> int:
    """How many characters tell all of these references apart."""
    references = {each.reference for each in same}
    return next(
        size for size in count(FEWEST) if len({each[-size:] for each in references}) == len(references)
    )
