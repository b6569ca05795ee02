"""Names for very many people: the given names of the demonstration, and family names like its own.

Some family names are common and most are rare, as in life. Each name comes with the keys by which a
person of that name is found, made by the same rule as everybody's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from chrysalis.agencies.matching import name_key
from chrysalis.demo.people import FAMILY_NAMES, MEN, WOMEN
from referrals.models import Sex
from referrals.rules.person_keys import keys_of_person


BEGINNINGS = (
    "Tindle", "Marlo", "Dunnock", "Ash", "Merrow", "Canal", "Anvil", "Reed", "Apple", "Moor", "Starling",
    "Lark", "Quill", "Thistle", "Bracken", "Otter", "Ivel", "Hazel", "Fenni", "Wren", "Gorse", "Linnet",
    "Sorrel", "Heron", "Rush", "Bramble", "Clover", "Fern", "Willow", "Harrier", "Osier", "Teal", "Sedge",
    "Juniper", "Mallow", "Sparrow", "Barley", "Cobble", "Dapple", "Ember",
)  # fmt: skip
ENDINGS = (
    "brook", "wick", "by", "whistle", "dale", "side", "ham", "water", "garth", "hen", "ford", "hollow",
    "feather", "combe", "stone", "holt", "moor", "field", "worth", "bourne", "gate", "leigh", "mere",
    "thorpe", "well",
)  # fmt: skip
MOST = 40_000


@dataclass(frozen=True)
class Name:
    given: str
    family: str
    known_as: str
    sex: str

    @property
    def row(self) -> tuple[object, ...]:
        """For the staging table: with the key for comparing, and the texts of the keys to search by."""
        keys = keys_of_person(
            name=f"{self.given} {self.family}", known_as=self.known_as, date_of_birth="", telephone=""
        )
        texts = sorted((key.text, key.shown) for key in keys)
        key = name_key(self.given, self.family)
        found, shown = [text for text, _ in texts], [said for _, said in texts]
        return (self.given, self.family, self.known_as, self.sex, key, found, shown)


def compound(random: Random) -> str:
    return random.choice(BEGINNINGS) + random.choice(ENDINGS)


def invent_names(random: Random, people: int) -> Iterator[Name]:
    """As many as there are people, or as a large town has."""
    families = list(FAMILY_NAMES) + [begin + end for begin in BEGINNINGS for end in ENDINGS]
    for _ in range(min(people, MOST)):
        sex = random.choice((Sex.MALE, Sex.MALE, Sex.FEMALE))
        given = random.choice(MEN if sex == Sex.MALE else WOMEN)
        # Squaring leans towards the beginning of the list: the commonest is some three in a hundred.
        family = families[int(random.random() ** 2 * len(families))]
        yield Name(given, family, given[:3] if random.random() < 0.1 else "", sex)
