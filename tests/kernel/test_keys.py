"""Keys tell nothing, and worlds can be built twice alike."""

from hypothesis import given
from hypothesis import strategies as st

from chrysalis import keys


def test_a_reference_is_neutral_and_checks_itself():
    reference = keys.reference()
    prefix, first, second, check = reference.split("-")
    assert (prefix, len(first), len(second)) == ("CHR", 5, 5)
    assert check == keys.check_character(first + second)
    assert not set("ILOU") & set(first + second)


@given(st.integers(0, 9), st.sampled_from(keys.ALPHABET))
def test_one_mistyped_letter_is_seen(place, letter):
    with keys.seeded("mistyping"):
        body = "".join(keys.reference().split("-")[1:3])
    typed = body[:place] + letter + body[place + 1 :]
    differs = (keys.ALPHABET.index(letter) - keys.ALPHABET.index(body[place])) % 31
    assert (keys.check_character(typed) != keys.check_character(body)) == bool(differs)


def test_two_streams_do_not_disturb_each_other():
    client, case = keys.Key("client"), keys.Key("case")
    with keys.seeded("world"):
        alone = [case() for _ in range(3)]
    with keys.seeded("world"):
        beside = []
        for _ in range(3):
            client()
            beside.append(case())
    assert alone == beside


def test_outside_a_seeded_world_no_key_comes_twice():
    assert len({keys.Key("case")() for _ in range(1000)}) == 1000
