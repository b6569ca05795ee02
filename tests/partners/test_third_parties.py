"""What is found in a text, however it is written; and what is the person's own, and let be."""

import pytest

from partners.rules.third_parties import Protected, search, strangers


OWN = (
    "Darnell Kestrel",
    "07700 900123",
    "12 Teasel Row, Oldbury, B69 2AB",
    "CHR-7K3M9-2QFTX-4",
    "Threshold Centre",
    "0121 496 0010",
)
NAME = Protected("name", "Maren Alder-Kestrel")
NUMBER = Protected("way", "07700 900777")
HOME = Protected("way", "4 Sallow Wharf, Tipton, DY4 7QX")


@pytest.mark.parametrize(
    ("text", "protected"),
    [
        ("He says that maren rang.", NAME),
        ("MAREN was there", NAME),
        ("Alder-Kestrel was there", NAME),
        ("Ring 07700900777", NUMBER),
        ("Ring +44 7700 900777", NUMBER),
        ("Ring +44 (0)7700 900 777 now", NUMBER),
        ("Ring 07700-900-777", NUMBER),
        ("waits outside 4 Sallow Wharf", HOME),
        ("waits outside 4, SALLOW  wharf", HOME),
        ("somewhere in DY47QX", HOME),
        ("somewhere in dy4 7qx", HOME),
        ("Marén was there", NAME),
    ],
)
def test_what_is_a_survivors_is_found_however_it_is_written(text, protected):
    (found, *_) = search(text, [protected], OWN)
    assert found.around == text


@pytest.mark.parametrize(
    ("text", "protected"),
    [
        ("Darnell Kestrel rang", NAME),  # a name they share tells nothing
        ("marengo was there", NAME),
        ("Ring 07700 900778", NUMBER),
        ("waits outside 14 Sallow Wharf", HOME),
    ],
)
def test_what_is_nobodys_is_let_be(text, protected):
    assert search(text, [protected], OWN) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Ring 0121 496 0333.", "A telephone number"),
        ("Lives near SW1A 1AA.", "A postcode"),
        ("Write to somebody@elsewhere.example.", "An e-mail address"),
        ("Stays at 31 Bittern Rise.", "An address"),
        ("Stays at 31b, Old Osier Walk.", "An address"),
    ],
)
def test_what_is_not_the_persons_own_is_found(text, what):
    assert [found.what for found in strangers(text, OWN)] == [what]


def test_the_persons_own_is_let_be():
    text = "\n".join((*OWN, "+447700900123", "B692AB", "12 teasel  row", "22 November 2026 at 09:30"))
    assert strangers(text, OWN) == []


def test_the_words_around_are_cut_to_what_is_needed():
    (found,) = search("x " * 200 + "Maren " + "y " * 200, [NAME], OWN)
    assert found.around.startswith("…")
    assert len(found.around) < 200
