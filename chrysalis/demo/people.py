"""The people referred: all invented, and meant to look it.

Family names are birds, plants and rivers. Telephone numbers are those that Ofcom keeps for drama,
streets exist nowhere, and the serial numbers of PNC IDs are far above what any year has used.
"""

import datetime as dt
from random import Random
from typing import Any

from referrals.models import Sex


MEN = (
    "Darnell", "Callum", "Tomasz", "Jaspreet", "Kofi", "Rhodri", "Yusuf", "Liam", "Mateusz", "Ravi",
    "Connor", "Femi", "Stefan", "Idris", "Kai", "Zaheer", "Owain", "Marlon", "Piotr", "Vikram",
)  # fmt: skip
WOMEN = (
    "Priya", "Chantelle", "Agnieszka", "Bethan", "Adaeze", "Shabnam", "Kirsty", "Mei", "Roisin", "Leanne",
    "Harpreet", "Ewa", "Tanisha", "Carys", "Nadia", "Simone",
)  # fmt: skip
FAMILY_NAMES = (
    "Kestrel", "Larkspur", "Bulrush", "Curlew", "Tamarisk", "Windrush", "Goosander", "Hornbeam", "Fieldfare",
    "Bryony", "Dunlin", "Marshwort", "Siskin", "Cherwell", "Whinchat", "Saxifrage", "Lapwing", "Tormentil",
    "Evenlode", "Sanderling", "Teasel", "Wheatear", "Mugwort", "Pipit", "Ravensbourne", "Yarrow", "Nuthatch",
    "Spindle", "Turnstone", "Loosestrife", "Brambling", "Medlar", "Wagtail", "Comfrey", "Shearwater",
    "Samphire", "Hawfinch", "Restharrow", "Dotterel", "Greenshank", "Celandine", "Pochard", "Betony",
    "Godwit", "Bogbean",
)  # fmt: skip
STREETS = (
    "Teasel Row", "Bittern Rise", "Mugwort Lane", "Old Osier Walk", "Pipistrelle Close", "Quince Tree Court",
    "Dabchick Street", "Sallow Wharf", "Cuckooflower Way", "Ninepence Steps",
)  # fmt: skip
# Most need no interpreter.
LANGUAGES = ("",) * 12 + ("Polish", "Punjabi (Pakistan)", "Romanian", "British Sign Language", "Tigrinya")


def invent_person(random: Random, *, towns: tuple[str, ...], youngest: int, on: dt.date) -> dict[str, Any]:
    """The details of one person, as a custody officer would give them on that day."""
    sex = random.choice((Sex.MALE, Sex.MALE, Sex.FEMALE))
    given = random.choice(MEN if sex == Sex.MALE else WOMEN)
    return {
        "given_names": given,
        "family_name": random.choice(FAMILY_NAMES),
        "known_as": given[:3] if random.random() < 0.1 else "",
        "date_of_birth": _birth(random, youngest, on),
        "sex": sex,
        "language": random.choice(LANGUAGES),
        "telephone": f"07700 900{random.randrange(1000):03}" if random.random() < 0.9 else "",
        "telephone_is_safe": random.choice(("yes", "yes", "yes", "not_known", "no")),
        "telephone_held_by_police": random.random() < 0.15,
        "staying_at": _address(random, towns),
    }


def _birth(random: Random, youngest: int, on: dt.date) -> str:
    """Mostly a whole date; now and then only the year is known. Where children are taken, one in five is."""
    is_young = youngest < 18 and random.random() < 0.2
    age = random.randint(youngest, 17) if is_young else random.randint(18, 64)
    born = on - dt.timedelta(days=int(age * 365.25) + random.randrange(1, 364))
    return f"{born:%Y}" if not is_young and random.random() < 0.06 else born.isoformat()


def _address(random: Random, towns: tuple[str, ...]) -> str:
    if random.random() < 0.12:
        return "No fixed address"
    return f"{random.randint(1, 98)} {random.choice(STREETS)}, {random.choice(towns)}"
