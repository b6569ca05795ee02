"""Finding in a text what is somebody else's: names, numbers and addresses of survivors, and any number,
postcode or address that is not the person's own. Arithmetic on words; whoever reads decides.

It compares as people write: with or without spaces and capitals, 0 or +44, "SW1A 1AA" or "sw1a1aa".
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


AROUND = 90  # characters shown on each side
SHORTEST_NAME = 3
SHORTEST_LINE = 6
TELEPHONE = re.compile(r"(?<![\w-])(?:\+\s?44|0)(?:[\s().-]{0,2}\d){9,10}(?!\d)")
POSTCODE = re.compile(r"(?<![\w-])[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}(?![\w-])", re.IGNORECASE)
STREETS = (
    "street|st|road|rd|lane|ln|avenue|ave|drive|close|court|place|row|rise|walk|way|terrace|gardens|crescent|"
    "grove|square|hill|mews|park|green|view|wharf|steps|house|flats"
)
ADDRESS = re.compile(
    rf"(?<![\w/-])\d{{1,4}}[a-z]?,?\s+(?:[^\W\d][\w’'-]*\s+){{1,3}}(?:{STREETS})\b", re.IGNORECASE
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+\w")
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


@dataclass(frozen=True)
class Protected:
    """Something of a survivor: a name, or a way to reach them, as it was written."""

    kind: str  # "name" or "way"
    value: str


@dataclass(frozen=True)
class Found:
    """Something in the text, and the words around it, for whoever decides."""

    what: str
    around: str


def search(text: str, protected: Iterable[Protected], own: Iterable[str]) -> list[Found]:
    """All that stands in the text and belongs to a survivor, each once."""
    mine = list(own)
    found: dict[tuple[str, str], Found] = {}
    for each in protected:
        places = _names(text, each.value, mine) if each.kind == "name" else _ways(text, each.value, mine)
        what = "A name" if each.kind == "name" else "A number or an address"
        for start, end in places:
            hit = Found(what, _around(text, start, end))
            found.setdefault((hit.what, hit.around), hit)
    return list(found.values())


def strangers(text: str, own: Iterable[str]) -> list[Found]:
    """Numbers, postcodes, e-mail and street addresses in the text that are not among the person's own."""
    mine = "\n".join(own)
    numbers, plain = {_digits(each.group()) for each in TELEPHONE.finditer(mine)}, _plain(mine)
    found: dict[str, Found] = {}
    for what, pattern in (
        ("A telephone number", TELEPHONE),
        ("A postcode", POSTCODE),
        ("An e-mail address", EMAIL),
        ("An address", ADDRESS),
    ):
        for place in pattern.finditer(text):
            is_number = pattern is TELEPHONE
            is_own = _digits(place.group()) in numbers if is_number else _plain(place.group()) in plain
            if not is_own:
                hit = Found(what, _around(text, place.start(), place.end()))
                found.setdefault(f"{hit.what}{hit.around}", hit)
    return list(found.values())


def _names(text: str, name: str, own: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Each part of the name by itself, where it is not also a part of the person's own name."""
    mine = {_plain(word) for each in own for word in WORD.findall(each)}
    parts = {_plain(word) for word in WORD.findall(name)}
    wanted = {part for part in parts if len(part) >= SHORTEST_NAME} - mine
    for word in WORD.finditer(text):
        if _plain(word.group()) in wanted:
            yield word.span()


def _ways(text: str, value: str, own: Iterable[str]) -> Iterator[tuple[int, int]]:
    """A number however it is written; of an address its first line, its postcode, or all of it. A line that
    is the person's own too still counts: they may live together, and somebody has to look."""
    for number in TELEPHONE.finditer(value):
        for place in TELEPHONE.finditer(text):
            if _digits(place.group()) == _digits(number.group()):
                yield place.span()
    lines = [line for line in re.split(r"[,\n]", value) if len(_plain(line)) >= SHORTEST_LINE]
    for line in [*lines[:1], *(found.group() for found in POSTCODE.finditer(value))]:
        if not TELEPHONE.search(line):
            yield from _anywhere(text, line)


def _anywhere(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Where the letters and digits of `wanted` stand in the text, whatever stands between them."""
    letters = [re.escape(letter) for letter in _plain(wanted)]
    pattern = r"[\W_]*".join(letters)
    folded = _folded(text)
    for place in re.finditer(rf"(?<!\w){pattern}(?!\w)", folded):
        yield place.span()


def _digits(number: str) -> str:
    """As dialled in this country."""
    digits = re.sub(r"\D", "", number)
    return f"0{digits[2:].removeprefix('0')}" if digits.startswith("44") else digits


def _folded(text: str) -> str:
    """Small letters without their marks, one for each letter of the text, so that places stay."""
    return "".join(unicodedata.normalize("NFKD", letter)[0] for letter in text).lower() if text else ""


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", _folded(text))


def _around(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    begun, goes_on = "…" if start > AROUND else "", "…" if end + AROUND < len(text) else ""
    return f"{begun}{before}{text[start:end]}{after}{goes_on}"
