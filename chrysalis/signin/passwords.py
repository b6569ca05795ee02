"""Which passwords are good enough.

Length is what stops a machine; the rest stops a person who knows something: the words everybody
uses, the keyboard's rows, and what a colleague or an abuser can look up (a name, an agency, a town, a
season and a year). Nothing is asked of digits or capitals, and nothing expires: such rules make
people write passwords on the desk.

A password is first made plain (small letters, 0 for o, endings of digits off), so that a weak word in
disguise is still the weak word. Nothing leaves the machine.
"""

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError

from chrysalis.agencies.models import Worker
from chrysalis.signin import factors


HELP = (
    "15 characters or more; 12 are enough once you have a passkey or an authenticator app. Three or four "
    "words that have nothing to do with each other are easy to keep and hard to guess. Spaces are fine. "
    "Leave out names, places, dates and your work: they are what somebody would try first."
)
LEET = str.maketrans("01!34@5$789|€£", "oiieaasstbglel")
ROWS = (
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "1qaz2wsx3edc4rfv5tgb6yhn",
)
SEASONS = (
    "spring|summer|autumn|winter|christmas|easter|january|february|march|april|may|june|july|august|"
    "september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)
WORK = {
    *("chrysalis", "police", "custody", "constable", "sergeant", "officer", "referral", "caseworker"),
    *("probation", "council", "password", "welcome", "secret", "letmein", "changeme", "admin", "login"),
}
LONG_ENOUGH_TO_COUNT = 4  # a shorter piece is found in any good password
SHARE = 0.5  # of a password, that known words and runs may make up


class Rule:
    def get_help_text(self) -> str:
        return HELP


class Length(Rule):
    def validate(self, password: str, user: Worker | None = None) -> None:
        least = settings.PASSWORD_LEAST
        if user is not None and factors.is_enrolled(user):
            least = settings.PASSWORD_LEAST_WITH_SECOND_FACTOR
        if len(password) < least:
            raise ValidationError(f"The password is too short: use {least} characters or more.", code="short")
        if len(password) > settings.PASSWORD_MOST:
            raise ValidationError(
                f"The password is longer than {settings.PASSWORD_MOST} characters.", code="long"
            )


class Pattern(Rule):
    """Repeats, runs and keyboard rows."""

    def validate(self, password: str, user: Worker | None = None) -> None:
        text = password.lower()
        if len(set(text)) < 6 or _repeats(text):
            raise ValidationError("The password repeats itself: use different words.", code="repeats")
        if _run_share(text) > SHARE:
            raise ValidationError("The password follows the keyboard or the alphabet.", code="runs")


class Common(Rule):
    """Passwords that many people use, alone or stuck together, in disguise or not."""

    def validate(self, password: str, user: Worker | None = None) -> None:
        found = common_words()
        if any(form in found or _made_of(form, found) for form in plain_forms(password)):
            raise ValidationError("Many people use this password, or one like it.", code="common")


class Guessable(Rule):
    """What somebody who knows the person, the agency or the work would try."""

    def validate(self, password: str, user: Worker | None = None) -> None:
        words = {*WORK, *_words_about(user)} if user is not None else WORK
        if any(_covered(form, words) > SHARE for form in plain_forms(password)):
            raise ValidationError(
                "The password is made of names, places or words of your work.", code="guessable"
            )
        if _season_and_year(password):
            raise ValidationError("The password is a season or month and a year.", code="season")


class Breached(Rule):
    """The operator's own file of leaked passwords, if there is one: sorted SHA-1, one a line."""

    def validate(self, password: str, user: Worker | None = None) -> None:
        path = settings.BREACHED_PASSWORDS
        if path and is_listed(hashlib.sha1(password.encode()).hexdigest().upper(), Path(path)):  # noqa: S324 - the file's hash
            raise ValidationError("This password is in a list of leaked passwords.", code="breached")


def check(password: str, worker: Worker) -> None:
    """Raises ValidationError with every reason at once."""
    validate_password(password, worker)


def plain_forms(password: str) -> set[str]:
    """The password without its disguises: letters swapped back, digits and signs off the ends, signs out."""
    small = password.lower()
    ends = [end for end in range(5) if not re.search(r"[^\W\d_]", small[len(small) - end :])]
    starts = [start for start in range(3) if not re.search(r"[^\W\d_]", small[:start])]
    trimmed = {small[start : len(small) - end] for start in starts for end in ends}
    bare = trimmed | {re.sub(r"^[\d\W_]+|[\d\W_]+$", "", small)}
    forms = bare | {re.sub(r"[\W_]+", "", form) for form in bare}
    return {form for form in forms | {form.translate(LEET) for form in forms} if form}


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Django's list of common passwords, and each of them plain."""
    words = CommonPasswordValidator().passwords
    return frozenset(words | {word.translate(LEET) for word in words if len(word) >= LONG_ENOUGH_TO_COUNT})


def is_listed(digest: str, path: Path) -> bool:
    """Halves a sorted file until the line is found or is not there. The file is never read whole."""
    wanted = digest.encode()
    with path.open("rb") as file:
        low, high = 0, file.seek(0, 2)
        while low < high:
            middle = (low + high) // 2
            start, line = _line_from(file, middle)
            if start >= high or line[:40].upper() >= wanted:
                high = middle
            else:
                low = start + len(line)
        return _line_from(file, low)[1][:40].upper() == wanted


def _line_from(file: BinaryIO, offset: int) -> tuple[int, bytes]:
    """The first line that begins at the offset or after it, and where it begins."""
    file.seek(max(offset - 1, 0))
    if offset:
        file.readline()
    return file.tell(), file.readline()


def _repeats(text: str) -> bool:
    """One piece over and over: abcabcabc, aaaabbbbcccc."""
    whole = re.fullmatch(r"(.{1,8}?)\1+.{0,3}", text)
    return bool(whole) or len(re.sub(r"(.)\1+", r"\1", text)) <= len(text) // 2


def _run_share(text: str) -> float:
    """How much of the text follows a row of the keyboard or the alphabet, either way, four keys or more."""
    rows = [row for forward in ROWS for row in (forward, forward[::-1])]
    return _covered(text, {row[i : i + 4] for row in rows for i in range(len(row) - 3)})


def _covered(text: str, words: set[str] | frozenset[str]) -> float:
    """The share of the text that lies within any of the words."""
    marked = [False] * len(text)
    for word in words:
        for found in re.finditer(f"(?={re.escape(word)})", text):
            marked[found.start() : found.start() + len(word)] = [True] * len(word)
    return sum(marked) / len(text)


def _made_of(text: str, words: frozenset[str]) -> bool:
    """Whether the text is one or two common passwords stuck together."""
    return any(text[:cut] in words and text[cut:] in words for cut in range(4, len(text) - 3))


def _words_about(worker: Worker) -> set[str]:
    """The person's name and address, and the agencies they work in, word by word."""
    agencies = worker.memberships.values_list("agency__name", flat=True)
    texts = [worker.full_name, worker.email, *agencies]
    return {
        word
        for text in texts
        for word in re.split(r"[\W_]+", text.lower())
        if len(word) >= LONG_ENOUGH_TO_COUNT
    }


def _season_and_year(password: str) -> bool:
    return bool(re.fullmatch(rf"\W*({SEASONS})\W*(19|20)?\d\d\W*\w{{0,4}}", password.lower()))
