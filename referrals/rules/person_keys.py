"""The keys by which a person may be found: each a word that can be compared for equality or beginning.

Plain equality is what an index answers under row security, and what takes as long for a name that
another agency knows as for one that nobody does.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from referrals.rules.identifiers import IDENTIFIERS
from referrals.rules.names import LONGEST, sounds, words


class Kind(StrEnum):
    NAME = "name"
    ENDING = "ending"  # the same word from its last letter to its first
    SOUND = "sound"
    BORN = "born"
    PHONE = "phone"
    POSTCODE = "postcode"  # of where the person stays, where one is written there
    NUMBER = "number"
    REFERENCE = "reference"


# What a correction of the person replaces; the others belong to the referral.
OF_PERSON = (Kind.NAME, Kind.ENDING, Kind.SOUND, Kind.BORN, Kind.PHONE, Kind.POSTCODE)
LOOKALIKES = str.maketrans("OIL", "011")  # no handle has these letters, so they are misread digits
LENGTH_OF_HANDLE = 11
ABROAD_OR_AT_HOME = r"^(?:0044|44|0)"
IN_AN_ADDRESS = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Key:
    """`text` is compared; `shown` is what the person's own record says there."""

    kind: Kind
    value: str
    shown: str

    @property
    def text(self) -> str:
        return text_of(self.kind, self.value)


def text_of(kind: Kind, value: str) -> str:
    return f"{kind}:{value}"


def keys_of_person(
    *, name: str, known_as: str, date_of_birth: str, telephone: str, staying_at: str = ""
) -> set[Key]:
    named = _keys_of_name(known_as, ", the name the person goes by") | _keys_of_name(name, "")
    keys = set(named.values())
    if date_of_birth:
        keys.add(Key(Kind.BORN, date_of_birth, date_of_birth))
    if dialled := dialled_backwards(telephone):
        keys.add(Key(Kind.PHONE, dialled, telephone))
    if found := IN_AN_ADDRESS.search(staying_at):
        outward, inward = found[1].upper(), found[2].upper()
        keys.add(Key(Kind.POSTCODE, f"{outward}{inward}", f"{outward} {inward}"))
    return keys


def word_of(text: str) -> str:
    """The word of a name, from either of its keys."""
    kind, _, value = text.partition(":")
    return value[::-1] if kind == Kind.ENDING else value


def key_of_number(kind: str, raw: str) -> Key:
    """A number of a registered kind, in whatever punctuation; a doubtful one as it was typed."""
    identifier = IDENTIFIERS[kind]
    tidy = identifier.check(raw).tidy
    return Key(Kind.NUMBER, bare(tidy), f"{identifier.label} {tidy}")


def key_of_reference(reference: str) -> Key:
    return Key(Kind.REFERENCE, handle(reference), reference)


def bare(number: str) -> str:
    """Letters and digits alone: how people write the rest differs."""
    return re.sub(r"[^A-Z0-9]", "", unicodedata.normalize("NFKC", number).upper())[:LONGEST]


def handle(typed: str) -> str:
    """A reference as it is compared; empty where it cannot be one."""
    body = bare(typed).removeprefix("CHR").translate(LOOKALIKES)
    return body if len(body) == LENGTH_OF_HANDLE else ""


def dialled_backwards(telephone: str) -> str:
    """The digits from the last to the first, so that "ends in 900123" is a beginning."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", telephone))
    return re.sub(ABROAD_OR_AT_HOME, "", digits)[::-1][:LONGEST]


def _keys_of_name(name: str, remark: str) -> dict[str, Key]:
    """By text, so that a word that stands in both names is a key once."""
    keys = []
    for word in words(name):
        shown = f"{word.shown}{remark}"
        keys += [Key(Kind.NAME, word.key, shown), Key(Kind.ENDING, word.key[::-1], shown)]
        keys += [Key(Kind.SOUND, code, shown) for code in sounds(word.key)]
    return {key.text: key for key in keys}
