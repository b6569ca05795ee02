"""How alike two descriptions are, and in which words it is said."""

import pytest

from referrals.rules.birth_likeness import mistyped, of_birth
from referrals.rules.likeness import Bars, Described, Strength, likeness
from referrals.rules.person_keys import key_of_number, keys_of_person


BARS = Bars(50, 35, 22)
DARNELL = {
    "given": "Darnell",
    "family": "Kestrel",
    "born": "1991-03-27",
    "phone": "07700 900123",
    "staying": "4 Teasel Row, Westfield WS1 2AB",
    "pnc": "12/394773H",
}


def described(**changes: str) -> Described:
    who = (
        dict.fromkeys(("given", "family", "known_as", "born", "phone", "staying", "pnc", "crime"), "")
        | changes
    )
    keys = keys_of_person(
        name=f"{who['given']} {who['family']}",
        known_as=who["known_as"],
        date_of_birth=who["born"],
        telephone=who["phone"],
        staying_at=who["staying"],
    )
    keys |= {key_of_number(kind, who[kind]) for kind in ("pnc", "crime") if who[kind]}
    return Described(who["family"], who["given"], {key.text: key.shown for key in keys})


STRONG, POSSIBLE, WEAK, TWIN, NOBODY = (*Strength, None)


@pytest.mark.parametrize(
    ("other", "strength", "why"),
    [
        (
            {},
            STRONG,
            "Same PNC ID; same surname; same forename; born the same day; same telephone number; same",
        ),
        ({"pnc": "", "phone": "", "staying": ""}, STRONG, "Same surname; same forename; born the same day"),
        (
            {"pnc": "", "family": "Kestral", "phone": ""},
            STRONG,
            "Surname spelt nearly alike; same forename; born",
        ),
        (
            {"pnc": "", "phone": "", "staying": "", "born": "1991-03-21"},
            POSSIBLE,
            "birth dates differ by one figure",
        ),
        (
            {"pnc": "", "staying": "", "born": "1991-08-12"},
            WEAK,
            "born on another day; same telephone number",
        ),
        (
            {"pnc": "", "phone": "", "staying": "", "given": "Kestrel", "family": "Darnell"},
            STRONG,
            "other way round",
        ),
        ({"pnc": "", "phone": "", "staying": "", "family": "Castrell"}, STRONG, "Surname sounds alike"),
        ({"pnc": "", "phone": "", "staying": "", "born": ""}, WEAK, "Same surname; same forename"),
        (
            {"pnc": "", "phone": "", "staying": "", "born": "1991"},
            WEAK,
            "born in the same year, as far as is known",
        ),
        ({"pnc": "", "phone": "", "staying": "", "born": "1960-01-01"}, NOBODY, "may be a parent or a child"),
        ({"pnc": "12/52494Q", "phone": "", "staying": ""}, POSSIBLE, "Another PNC ID; same surname"),
        (
            {"given": "Piotr", "family": "Windrush", "born": "1960-01-01", "phone": "", "staying": ""},
            POSSIBLE,
            "Same PNC ID; another surname; another forename; born in another year",
        ),
        (
            {"pnc": "", "phone": "", "given": "Marlon"},
            TWIN,
            "same postcode; may be a twin, or a brother or sister",
        ),
        ({"given": "Marlon"}, STRONG, "Same PNC ID; same surname; another forename"),
        (
            {"pnc": "", "given": "Piotr", "family": "Windrush", "phone": "", "staying": ""},
            NOBODY,
            "Another surname",
        ),
        (
            {"pnc": "", "phone": "", "staying": "", "family": "Kestrel-Windrush"},
            STRONG,
            "part of the surname",
        ),
        (
            {"pnc": "", "phone": "", "staying": "", "given": "Daz", "known_as": "Darnell"},
            STRONG,
            "same forename",
        ),
    ],
)
def test_what_is_alike_is_weighed_and_said(other, strength, why):
    found = likeness(described(**DARNELL), described(**(DARNELL | other)), BARS)
    assert found.strength == strength
    assert why.lower() in found.why.lower()
    assert likeness(described(**(DARNELL | other)), described(**DARNELL), BARS).points == found.points


def test_one_crime_is_no_person():
    two = {"given": "Piotr", "family": "Windrush", "crime": "22/1"}
    found = likeness(described(**(DARNELL | {"crime": "22/1", "pnc": ""})), described(**two), BARS)
    assert (found.strength, found.why) == (None, "Same crime number; another surname; another forename")


def test_the_bars_are_settings():
    one, other = described(given="Darnell", family="Kestrel"), described(given="Darnell", family="Kestral")
    assert likeness(one, other, BARS).strength is Strength.WEAK
    assert likeness(one, other, Bars(20, 10, 5)).strength is Strength.STRONG
    assert likeness(one, other, Bars(90, 80, 70)).strength is None


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("1991-03-07", "1991-07-03", "birth dates differ by swapped day and month"),
        ("1991-03-27", "1991-03-21", "birth dates differ by one figure"),
        ("1991-03-27", "1919-03-27", "birth dates differ by one figure"),
        ("1991-03-27", "1991-03-27", "born the same day"),
        ("1991-03", "1991-03-27", "born in the same month, as far as is known"),
        ("1991", "1991-03-27", "born in the same year, as far as is known"),
        ("1990", "1991-03-27", "born at another time"),
        ("1991-03-27", "1991-08-14", "born on another day"),
        ("", "1991-03-27", ""),
    ],
)
def test_dates_of_birth_are_compared_as_people_mistype_them(one, other, words):
    assert of_birth(one, other).words == words
    assert of_birth(other, one) == of_birth(one, other)


def test_every_day_that_differs_by_one_figure_is_looked_for():
    near = mistyped("1991-03-27")
    assert {"1991-03-21", "1981-03-27", "1919-03-27", "1991-08-27"} <= near
    assert all(of_birth("1991-03-27", each).words == "birth dates differ by one figure" for each in near)
    assert "1991-03-27" not in near
    assert len(near) < 80


@pytest.mark.parametrize(
    "name", ["", "李", "Ω" * 400, " ".join(["Kestrel"] * 80), "‮Kestrel", "🙂", "Not known"]
)
def test_any_name_can_be_compared(name):
    likeness(described(given=name, family=name), described(**DARNELL), BARS)
    likeness(described(given=name, family=name), described(given=name, family=name), BARS)
