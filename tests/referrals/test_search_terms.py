"""What is typed into the search box means what a person would take it to mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.rules.birth_dates import birth_dates
from referrals.rules.matches import match, worth_showing
from referrals.rules.names import is_near, letters_kept, plain, sounds, swapped, words
from referrals.rules.person_keys import Kind, dialled_backwards, handle, keys_of_person, word_of
from referrals.rules.terms import MOST_TERMS, Probe, Term, read


@pytest.mark.parametrize(
    ("typed", "meant", "rest"),
    [
        ("Kestrel 27/3/1991", ["1991-03-27"], "Kestrel"),
        ("27 Mar 1991", ["1991-03-27"], ""),
        ("27th March 1991", ["1991-03-27"], ""),
        ("27-3-91", ["1991-03-27", "2091-03-27"], ""),
        ("3/27/1991", ["1991-03-27"], ""),
        ("March 1991", ["1991-03"], ""),
        ("3/1991", ["1991-03"], ""),
        ("1991", ["1991"], ""),
        ("31/2/1991", [], "31/2/1991"),
        ("12/01AB/01/123456Z", [], "12/01AB/01/123456Z"),
        ("12/394773H", [], "12/394773H"),
        ("Marchant 4410", [], "Marchant 4410"),
    ],
)
def test_dates_are_told_from_the_rest(typed, meant, rest):
    found, left = birth_dates(typed)
    assert [date.iso for dates in found for date in dates] == meant
    assert left.strip() == rest


@pytest.mark.parametrize(
    ("one", "other"), [("Siân", "SIAN"), ("O’Brien", "obrien"), ("Łukasz", "lukasz"), ("Straße", "strasse")]
)
def test_marks_and_capitals_make_no_difference(one, other):
    assert plain(one) == plain(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("catherine", "kathryn"), ("mohammed", "muhammad"), ("sean", "shaun"), ("lukasz", "lucas"),
     ("smith", "smyth"), ("geoff", "jeff"), ("hussain", "husein")],
)  # fmt: skip
def test_names_that_sound_alike_share_a_sound(one, other):
    assert sounds(one) & sounds(other)


def test_names_that_do_not_sound_alike_share_none():
    assert not sounds("kestrel") & sounds("larkspur")


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [("kestrel", "kestral", True), ("kestrel", "ketsrel", True), ("kestrel", "kestrl", True),
     ("kestrel", "kastral", False), ("larkspurs", "larksprus", True), ("kai", "kay", False)],
)  # fmt: skip
def test_one_slip_in_a_short_word_two_in_a_long_one(one, other, near):
    assert is_near(one, other) is near


LETTERS = "abcdefghijklmnopqrstuvwxyz"


def one_slip(word: str) -> set[str]:
    """Every word that differs from it by one letter left out, put in, or another one; or by two swapped."""
    parts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    left_out = {begin + end[1:] for begin, end in parts if end}
    put_in = {begin + letter + end for begin, end in parts for letter in LETTERS}
    another = {begin + letter + end[1:] for begin, end in parts if end for letter in LETTERS}
    return left_out | put_in | another | swapped(word)


@pytest.mark.parametrize("word", ["john", "maria", "thomas", "kestrel", "larkspur", "featherstone"])
def test_every_word_a_slip_away_begins_or_ends_alike_or_is_the_swapped_one(word):
    kept = letters_kept(word)
    for other in one_slip(word) - {word}:
        assert is_near(word, other)
        is_asked = other[:kept] == word[:kept] or other[-kept:] == word[-kept:] or other in swapped(word)
        assert is_asked, other


def test_a_word_is_known_from_either_of_its_keys():
    keys = keys_of_person(name="Kestrel", known_as="", date_of_birth="", telephone="")
    texts = {key.text for key in keys if key.kind in (Kind.NAME, Kind.ENDING)}
    assert texts == {"name:kestrel", "ending:lertsek"}
    assert {word_of(text) for text in texts} == {"kestrel"}


def test_a_name_that_is_not_known_is_nobodys_key():
    assert words("Not known") == []
    assert keys_of_person(name="Unknown", known_as="", date_of_birth="", telephone="") == set()


def test_a_particle_joins_what_follows():
    assert [word.key for word in words("Maria de Souza")] == ["maria", "de", "souza", "desouza"]


def test_a_reference_forgives_lookalikes_and_punctuation():
    assert handle("chr-7k3m0-2qfti-4") == handle("CHR 7K3MO 2QFT1 4") == "7K3M02QFT14"
    assert handle("7k3m0") == ""


def test_a_telephone_number_is_known_by_its_end():
    assert dialled_backwards("+44 7700 900123") == dialled_backwards("07700900123")
    assert dialled_backwards("07700 900123").startswith(dialled_backwards("900123"))


def test_the_best_way_in_which_a_key_answers_is_the_reason():
    term = Term((Probe("name:kestrel", 10, "named {shown}"), Probe("sound:KSTRL", 6, "sounds like {shown}")))
    keys = {"sound:KSTRL": "Kestrel", "name:kestrel": "Kestrel"}
    assert match([term], keys).why == "Named Kestrel"
    assert match([term], {"sound:KSTRL": "{Castrell}"}).why == "Sounds like {Castrell}"


def test_who_answers_less_than_half_as_well_is_left_out():
    term = Term((Probe("name:a", 10, "a"), Probe("name:b", 4, "b")))
    matches = {text: match([term], {text: ""}) for text in ("name:b", "name:a", "name:c")}
    assert worth_showing(matches) == ["name:a"]
    assert worth_showing({}) == []


@given(st.text(max_size=400))
def test_whatever_is_typed_can_be_read(typed):
    terms = read(typed)
    assert len(terms) <= MOST_TERMS
    assert all(len(probe.text) <= 80 and "\0" not in probe.text for term in terms for probe in term.probes)


@given(st.text(max_size=400), st.text(max_size=60))
def test_whoever_is_recorded_has_keys_that_fit_their_column(name, telephone):
    keys = keys_of_person(name=name, known_as="", date_of_birth="1991-03-27", telephone=telephone)
    assert all(len(key.text) <= 80 and len(key.shown) <= 500 for key in keys)
