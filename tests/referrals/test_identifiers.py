import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.rules import identifiers
from referrals.rules.identifiers import (
    IDENTIFIERS,
    NO_SUCH_NUMBER,
    WRONG_DIGIT,
    WRONG_LETTER,
    check_asn,
    check_letter,
    check_nhs,
    check_pnc,
    check_telephone,
)


TWO_DIGITS = st.integers(0, 99).map("{:02}".format)
UNITS = st.from_regex(r"[A-Z0-9]{2}", fullmatch=True)
SERIALS = st.integers(0, 9_999_999).map("{:07}".format)
ASN_SERIALS = st.integers(0, 10**11 - 1).map("{:011}".format)


@pytest.mark.parametrize(
    ("slug", "typed", "tidy"),
    [
        ("pnc", "12/394773H", "12/0394773H"),
        ("pnc", "03/11985X", "03/0011985X"),
        ("pnc", "12/52494Q", "12/0052494Q"),
        ("pnc", " 2012/0394773h ", "12/0394773H"),
        ("pnc", "12394773H", "12/0394773H"),
        ("pnc", "2012394773H", "12/0394773H"),
        ("pnc", "20394773E", "20/0394773E"),  # of 2020, not of 2039
        ("pnc", "12–394773H", "12/0394773H"),
        ("cro", "123456/12x", "123456/12X"),
        ("cro", "SF12-123456X", "SF12/123456X"),
        ("asn", "1101ZD0100000448754K", "11/01ZD/01/00000448754K"),
        ("asn", "11/01zd/01/448754k", "11/01ZD/01/00000448754K"),
        ("urn", "01 AB 12345 26", "01AB1234526"),
        ("custody-record", " ob / 04417/26 ", "OB / 04417/26"),
        ("crime", "20/123456/26", "20/123456/26"),
        ("incident", "log  1432\u00a0of 14/11/26", "LOG 1432 OF 14/11/26"),
        ("nhs", "9990000018", "999 000 0018"),
        ("nhs", "999-000-0018", "999 000 0018"),
        ("noms", "a1234 bc", "A1234BC"),
        ("crn", "x123456", "X123456"),
        ("uprn", "100 0123 45678", "100012345678"),
        ("postcode", "b11aa", "B1 1AA"),
        ("postcode", "CV1 2WT", "CV1 2WT"),
        ("postcode", "ec1a 1bb", "EC1A 1BB"),
        ("telephone", "07700900123", "07700 900123"),
        ("telephone", "+44 (0)121 496 0100", "0121 496 0100"),
        ("telephone", "+353 1 234 5678", "+353 1 234 5678"),
        ("telephone", "0121 496 0100 ext 12", "0121 496 0100 x12"),
    ],
)
def test_a_sound_number_is_tidied_without_a_word(slug, typed, tidy):
    checked = IDENTIFIERS[slug].check(typed)
    assert (checked.raw, checked.tidy, checked.warning) == (typed, tidy, None)


@pytest.mark.parametrize(
    ("slug", "typed", "words"),
    [
        ("pnc", "12/394773J", "check letter does not fit"),
        ("pnc", "12/394773", "usually looks like 12/394773H"),
        ("pnc", "1812/394773H", "usually looks like"),
        ("pnc", "not known", "aliases and old records exist"),
        ("cro", "CRO pending", "usually looks like 123456/12X"),
        ("asn", "11/01ZD/01/448754L", "check letter does not fit"),
        ("asn", "11/01ZD/448754K", "check letter does not fit"),
        ("asn", "11/01ZD/K", "usually looks like"),
        ("urn", "01AB12345", "usually looks like 01AB1234526"),
        ("custody-record", "A" * 41, "longer than 40 characters"),
        ("nhs", "999 000 0019", "last digit does not fit"),
        ("nhs", "999 000 001", "ten digits"),
        ("noms", "AB1234C", "usually looks like A1234BC"),
        ("crn", "1234567", "usually looks like X123456"),
        ("uprn", "1234567890123", "up to twelve digits"),
        ("postcode", "B1", "Leave it empty if there is no fixed address"),
        ("telephone", "0121 496", "No such number is in use"),
        ("telephone", "with his mother", "usually looks like 07700 900123"),
    ],
)
def test_a_doubtful_number_is_warned_of_and_shown_as_typed(slug, typed, words):
    checked = IDENTIFIERS[slug].check(typed)
    assert words in checked.warning
    assert checked.raw == checked.tidy == typed


@pytest.mark.parametrize("kind", IDENTIFIERS, ids=lambda kind: kind.slug)
def test_an_empty_box_says_nothing(kind):
    assert kind.check("  ").warning is None
    assert kind.check("  ").tidy == ""


@pytest.mark.parametrize("kind", IDENTIFIERS, ids=lambda kind: kind.slug)
def test_the_example_in_a_hint_passes_its_own_check(kind):
    _, found, example = kind.hint.partition("For example ")
    assert not found or kind.check(example).warning is None


@given(TWO_DIGITS, SERIALS)
def test_every_pnc_id_made_by_the_rule_passes(year, serial):
    assert check_pnc(f"{year}/{serial}{check_letter(year + serial)}").warning is None


@given(TWO_DIGITS, SERIALS, st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_in_a_pnc_id_is_always_noticed(year, serial, place, step):
    digits = year + serial
    mistyped = _change(digits, place, step)
    checked = check_pnc(f"{mistyped[:2]}/{mistyped[2:]}{check_letter(digits)}")
    assert checked.warning == WRONG_LETTER


@given(TWO_DIGITS, TWO_DIGITS, UNITS, TWO_DIGITS, ASN_SERIALS)
def test_every_asn_made_by_the_rule_passes(year, force, unit, system, serial):
    letter = check_letter(force + system + year + serial)
    assert check_asn(f"{year}/{force}{unit}/{system}/{serial}{letter}").warning is None


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_in_an_asn_is_noticed_except_in_the_unit(place, step):
    sound = "11010001000004487542"
    year, force, unit, system, serial = sound[:2], sound[2:4], sound[4:6], sound[6:8], sound[8:19]
    letter = check_letter(force + system + year + serial)
    mistyped = _change(year + force + system + serial, place, step)
    typed = f"{mistyped[:4]}{unit}{mistyped[4:]}{letter}"
    assert check_asn(typed).warning == WRONG_LETTER
    assert check_asn(f"{year}{force}99{system}{serial}{letter}").warning is None


@given(st.integers(0, 999_999_999).map("{:09}".format), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_in_an_nhs_number_is_always_noticed(nine, place, step):
    sound = next((nine + last for last in "0123456789" if not check_nhs(nine + last).warning), None)
    if sound is None:  # the rule gives no number to these nine digits
        assert 11 - sum(w * int(d) for w, d in zip(range(10, 1, -1), nine, strict=True)) % 11 == 10
    else:
        assert check_nhs(_change(sound, place, step)).warning == WRONG_DIGIT


@given(st.text(max_size=400))
def test_whatever_is_typed_is_kept_and_nothing_breaks(text):
    for kind in IDENTIFIERS:
        assert kind.check(text).raw == text


@given(st.text(alphabet="0123456789/ -.+ABCDEFGHX½٣߀", max_size=30))
def test_what_almost_looks_like_a_number_breaks_nothing(text):
    for kind in IDENTIFIERS:
        assert kind.check(text).raw == text


@given(TWO_DIGITS, SERIALS)
def test_tidying_twice_changes_nothing(year, serial):
    tidy = check_pnc(f"20{year}/{serial}{check_letter(year + serial)}").tidy
    assert check_pnc(tidy).tidy == tidy


def test_invented_people_have_telephones_that_pass():
    assert check_telephone("07700 900999").warning is None
    assert check_telephone("07700 901000").warning == NO_SUCH_NUMBER


def test_every_warning_is_a_whole_sentence():
    for text in (WRONG_LETTER, WRONG_DIGIT, NO_SUCH_NUMBER, identifiers.TOO_LONG):
        assert text[0].isupper()
        assert text[-1] in ".?"


def _change(digits: str, place: int, step: int) -> str:
    """The digits with the one at `place` mistyped."""
    return digits[:place] + str((int(digits[place]) + step) % 10) + digits[place + 1 :]
