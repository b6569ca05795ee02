"""What a cell says, as the form of a referral reads it: a day, a moment, a word of a list, several words."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable

from chrysalis.ui.dates import MONTHS


NUMERIC = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})(?:[ ,T]+(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?)?")
ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[ T]+(\d{1,2}):(\d{2})(?::\d{2})?)?)?")
WORDED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?[ \-])?([a-z]+)[ \-](\d{4})", re.IGNORECASE)
MONTH = re.compile(r"(\d{1,2})/(\d{4})")
YEAR = re.compile(r"\d{4}")
NINE = "09:00"  # of a day without an hour: in office hours, so that it counts from that day
YES_AND_NO = {"y": "yes", "n": "no", "true": "yes", "false": "no", "1": "yes", "0": "no"}
SHORT = {"m": "male", "f": "female", "man": "male", "woman": "female"}
NOT_KNOWN = {"unknown", "not known", "n/k", "nk", "not stated", "don't know", "?"}
Parts = tuple[str, str, str]  # day, month and year, as a form asks for them


def day_of(text: str) -> Parts | None:
    """Day, month and year, each as far as it is said; None where it is no date. Days come before months."""
    if found := NUMERIC.fullmatch(text):
        return found[1], found[2], found[3]
    if found := ISO.fullmatch(text):
        return found[3] or "", found[2], found[1]
    if found := MONTH.fullmatch(text):
        return "", found[1], found[2]
    if (found := WORDED.fullmatch(text)) and found[2].casefold() in MONTHS:
        return found[1] or "", str(MONTHS[found[2].casefold()]), found[3]
    return ("", "", text) if YEAR.fullmatch(text) else None


def moment_of(text: str, *, now: dt.datetime) -> str:
    """A day, with its hour where one is said, as "14/11/2026 21:40"; empty where it is none."""
    parts = day_of(text)
    if parts is None or not all(parts):
        return ""
    found = NUMERIC.fullmatch(text) or ISO.fullmatch(text)
    hour, minute = (found[4], found[5]) if found else (None, None)
    if hour and (hour, minute) not in {("0", "00"), ("00", "00")}:
        return f"{'/'.join(parts)} {hour}:{minute}"
    is_early_today = f"{now:%d/%m/%Y}" == "/".join(part.zfill(2) for part in parts) and f"{now:%H:%M}" < NINE
    return f"{'/'.join(parts)} {'00:00' if is_early_today else NINE}"


def word_of(text: str, choices: Iterable[tuple[str, str]]) -> str:
    """The word of a closed list that a cell means, by its key or its label; the cell itself where none fits,
    for the form to refuse."""
    given = _bare(text)
    words = {_bare(key): key for key, _ in choices} | {_bare(label): key for key, label in choices}
    for meant in (given, YES_AND_NO.get(given), SHORT.get(given)):
        if meant in words:
            return words[meant]
    if given in NOT_KNOWN and "not_known" in words.values():
        return "not_known"
    return text


def words_of(text: str, choices: Iterable[tuple[str, str]]) -> list[str]:
    """Several of a list in one cell, parted by commas, semicolons, slashes or lines."""
    known = list(choices)
    whole = word_of(text, known)
    if whole != text or not text:
        return [whole] if whole else []
    parts = (part.strip() for part in re.split(r"[,;/|\n+&]| and ", text))
    return [word_of(part, known) for part in parts if part]


def row_key(*parts: str) -> str:
    """By which a row is known again, and nobody can be read from."""
    told = "\x1f".join(" ".join(part.casefold().split()) for part in parts)
    return hashlib.blake2b(told.encode(), digest_size=20).hexdigest()


def _bare(text: str) -> str:
    return " ".join(text.replace("_", " ").casefold().split())
