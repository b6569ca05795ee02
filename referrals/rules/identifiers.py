"""The numbers by which police, courts, prisons and health know a person, a case or a place.

A check warns and never stops anybody: aliases and old records are real, a force may number as it
likes, and at three in the morning a referral with a doubtful number is worth more than none. What
was typed is kept as it was typed; `tidy` is the one form that lists show and that matching compares.
Prison, probation, CRO and URN patterns are what the field uses, not a published standard: that is why
they say "usually".
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import phonenumbers

from chrysalis.registry import Registry


# The police's check letters. I, O and S are left out, since they look like 1, 0 and 5.
CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
SEPARATORS = r"[-./\\()‐-―−]"
LONGEST_FORCE_NUMBER = 40
BRITISH = 44  # the country's calling code

LEAVE_IT = "Look again at the number, or leave it as it is: aliases and old records exist."
ALL_THERE_IS = "Look again, or leave it as it is if this is all there is."
NO_ADDRESS = "Leave it empty if there is no fixed address, or as it is if this is all there is."
WRONG_LETTER = f"The check letter does not fit. {LEAVE_IT}"
WRONG_DIGIT = f"The last digit does not fit the others. {LEAVE_IT}"
TOO_LONG = f"This is longer than {LONGEST_FORCE_NUMBER} characters. Is it the number alone?"
NO_SUCH_NUMBER = "No such number is in use. Look again for a digit missing or one too many."


@dataclass(frozen=True)
class Checked:
    raw: str
    tidy: str
    warning: str | None = None


Check = Callable[[str], Checked]


@dataclass(frozen=True)
class Identifier:
    """One kind of number: what forms, lists and the documentation know of it."""

    slug: str
    label: str
    hint: str
    check: Check


def check_pnc(raw: str) -> Checked:
    """Year and serial number of the Police National Computer, modulo 23.

    The tidy form has two digits of the year, as on custody screens and as the letter is worked out;
    what was typed keeps the century where one was given.
    """
    # The century is tried last (`??`): without a slash, 20394773 is of the year 20, not of 2039.
    found = _match(r"(?:19|20)??(\d\d)/?(\d{1,7})([A-Z])", _slashed(raw))
    if not found:
        return _unlike(raw, "12/394773H: year, slash, up to seven digits and a letter")
    year, serial, letter = found[1], found[2].zfill(7), found[3]
    if letter != check_letter(year + serial):
        return _doubtful(raw, WRONG_LETTER)
    return Checked(raw, f"{year}/{serial}{letter}")


def check_cro(raw: str) -> Checked:
    """Criminal Records Office number. Shape alone: the older files follow several rules."""
    tidy = _slashed(raw)
    if _match(r"\d{1,6}/\d\d[A-Z]", tidy) or _match(r"SF\d\d/\d{1,6}[A-Z]", tidy):
        return Checked(raw, tidy)
    return _unlike(raw, "123456/12X, or SF12/123456X for an older file")


def check_asn(raw: str) -> Checked:
    """Arrest summons number: the letter is over force, system, year and serial, not over the unit."""
    found = _match(r"(\d\d)([A-Z\d]{2})([A-Z\d]{2})([A-Z\d]{2})(\d{1,11})([A-Z])", _bare(raw))
    if not found:
        return _unlike(raw, "12/01AB/01/123456Z: year, force and unit, system, serial number and a letter")
    year, force, unit, system, serial, letter = found.groups()
    serial = serial.zfill(11)
    summed = "".join(part for part in (force, system, year, serial) if part.isdigit())
    if letter != check_letter(summed):
        return _doubtful(raw, WRONG_LETTER)
    return Checked(raw, f"{year}/{force}{unit}/{system}/{serial}{letter}")


def check_urn(raw: str) -> Checked:
    return _shaped(raw, r"[A-Z\d]{4}\d{7}", "01AB1234526: force, unit, five digits and the year")


def check_noms(raw: str) -> Checked:
    return _shaped(raw, r"[A-Z]\d{4}[A-Z]{2}", "A1234BC")


def check_crn(raw: str) -> Checked:
    return _shaped(raw, r"[A-Z]\d{6}", "X123456")


def check_uprn(raw: str) -> Checked:
    return _shaped(raw, r"\d{1,12}", "100012345678: up to twelve digits, and nothing else", ALL_THERE_IS)


def check_force_number(raw: str) -> Checked:
    """Custody record, crime and incident numbers: each force has its own pattern, so none is asked for."""
    tidy = " ".join(unicodedata.normalize("NFKC", raw).upper().split())
    if len(tidy) <= LONGEST_FORCE_NUMBER:
        return Checked(raw, tidy)
    return Checked(
        raw, tidy, f"This is longer than {LONGEST_FORCE_NUMBER} characters. Is it the number alone?"
    )


def check_nhs(raw: str) -> Checked:
    """Ten digits, weighted from ten down to one: a true number adds up to a multiple of eleven."""
    digits = _bare(raw)
    if not _match(r"\d{10}", digits):
        return _unlike(raw, "999 000 0018: ten digits")
    total = sum(weight * int(digit) for weight, digit in zip(range(10, 0, -1), digits, strict=True))
    if total % 11:
        return _doubtful(raw, WRONG_DIGIT)
    return Checked(raw, f"{digits[:3]} {digits[3:6]} {digits[6:]}")


def check_postcode(raw: str) -> Checked:
    """The shape alone; whether the place exists is for the table of areas to say."""
    bare = _bare(raw)
    if _match(r"[A-Z]{1,2}\d[A-Z\d]?\d[ABD-HJLNP-UW-Z]{2}", bare):
        return Checked(raw, f"{bare[:-3]} {bare[-3:]}")
    return _unlike(raw, "B1 1AA", NO_ADDRESS)


def check_telephone(raw: str) -> Checked:
    """Numbers without a country are read as British."""
    try:
        number = phonenumbers.parse(raw, "GB")
    except phonenumbers.NumberParseException:
        return _unlike(raw, "07700 900123, or +353 1 234 5678 for another country", ALL_THERE_IS)
    if not (phonenumbers.is_valid_number(number) or _is_invented(number)):
        return _doubtful(raw, NO_SUCH_NUMBER)
    return Checked(raw, phonenumbers.format_number(number, _style(number)))


IDENTIFIERS: Registry[Identifier] = Registry("identifier", key=lambda kind: kind.slug)

for _kind in (
    Identifier("pnc", "PNC ID", "For example 12/394773H", check_pnc),
    Identifier("cro", "CRO number", "For example 123456/12X", check_cro),
    Identifier("asn", "Arrest summons number", "For example 12/01AB/01/123456Z", check_asn),
    Identifier("urn", "Case URN", "For example 01AB1234526", check_urn),
    Identifier("custody-record", "Custody record number", "As your force writes it", check_force_number),
    Identifier("crime", "Crime number", "As your force writes it", check_force_number),
    Identifier("incident", "Incident or log number", "As your force writes it", check_force_number),
    Identifier("nhs", "NHS number", "For example 999 000 0018", check_nhs),
    Identifier("noms", "Prison number (NOMS)", "For example A1234BC", check_noms),
    Identifier("crn", "Probation CRN", "For example X123456", check_crn),
    Identifier("uprn", "Property number (UPRN)", "Up to 12 digits", check_uprn),
    Identifier("postcode", "Postcode", "For example B1 1AA", check_postcode),
    Identifier("telephone", "Telephone number", "For example 07700 900123", check_telephone),
):
    IDENTIFIERS.add(_kind)


def check_letter(digits: str) -> str:
    """The letter that belongs to these digits."""
    return CHECK_LETTERS[int(digits) % len(CHECK_LETTERS)]


def _shaped(raw: str, pattern: str, example: str, advice: str = LEAVE_IT) -> Checked:
    tidy = _bare(raw)
    return Checked(raw, tidy) if _match(pattern, tidy) else _unlike(raw, example, advice)


def _unlike(raw: str, example: str, advice: str = LEAVE_IT) -> Checked:
    return _doubtful(raw, f"This usually looks like {example}. {advice}")


def _doubtful(raw: str, warning: str) -> Checked:
    """Shown as typed, since to tidy it would be to guess. An empty box is not doubtful."""
    typed = raw.strip()
    return Checked(raw, typed, warning if typed else None)


def _match(pattern: str, text: str) -> re.Match[str] | None:
    return re.fullmatch(pattern, text, re.ASCII)


def _squeeze(raw: str) -> str:
    """Capitals without spaces, in plain characters where a paste brought typographic ones."""
    return "".join(unicodedata.normalize("NFKC", raw).upper().split())


def _slashed(raw: str) -> str:
    """The same with a slash for whatever separator was used."""
    return re.sub(SEPARATORS, "/", _squeeze(raw))


def _bare(raw: str) -> str:
    """The same without separators."""
    return re.sub(SEPARATORS, "", _squeeze(raw))


def _style(number: phonenumbers.PhoneNumber) -> int:
    formats = phonenumbers.PhoneNumberFormat
    return formats.NATIONAL if number.country_code == BRITISH else formats.INTERNATIONAL


def _is_invented(number: phonenumbers.PhoneNumber) -> bool:
    """Ofcom keeps 07700 900000 to 900999 for invented people; training and the demonstration use them."""
    return number.country_code == BRITISH and bool(_match(r"7700900\d{3}", str(number.national_number)))
