"""A backup opens for whoever has a private key, whole, and for nobody else; and for the format's own tool."""

import io
from base64 import b64decode
from itertools import pairwise

import pytest

from chrysalis.backups import age, bech32


ISLA, MARK, STRANGER = (age.KeyPair.make() for _ in range(3))
WORDS = bytes(range(256)) * 700  # nearly three chunks

# Made by rage 0.11, another program for the same format, with the key beside it.
THEIR_KEY = "AGE-SECRET-KEY-1XXLH2M7FUJTVVQQC6P2PLZW2VTNDQ3X0ACVALEFT08D3M4QZXN3QT304E8"
THEIR_FILE = b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBmVXhibjhZOHFEMzdmYXZmNi9PZENTNVRoVkhpTWdydGk3dlowNVcwbVRZ"
    "CjNjVUVEOTJHMEdLNGg5QVBDcEx1OUpkeE5hRlBXelJUeS9wdkRFenpZSTAKLT4gMTZFbUZiWC1ncmVhc2UgKGoyXQpSZEYweGZP"
    "UU1ZdkRmbFU1OGlaUlNsUHcxemlxK0FTTW4zTEgwNkxOazI1cnM0UkRaQ2tWWXIxZlYvNGxTZmpNCnppVQotLS0gWWF4R0g5aVNw"
    "SmNMSmpTVlF0VlErSzltN1U0R0pGSmRyVEVoUVY3SGROOArFNEsFv8K/LYwCLyuvIuNpMl8tYJj/PSp1cKPlNQ91KmX7fpqwAPSb"
    "kQoXB1v1obk/BPKsnFhkPB2oWJH6GzcQ93VM8D/bmmfZJN8="
)


def shut(content: bytes, *to: age.KeyPair) -> bytes:
    pieces = [content[start : start + 5000] for start in range(0, len(content), 5000)]
    return b"".join(age.shut(pieces, to=[age.public_key(pair.public) for pair in to]))


def opened(file: bytes, pair: age.KeyPair) -> bytes:
    return b"".join(age.opened(io.BytesIO(file), by=age.private_key(pair.private)))


@pytest.mark.parametrize("length", [0, 1, age.CHUNK - 1, age.CHUNK, age.CHUNK + 1, 2 * age.CHUNK])
def test_it_opens_with_every_byte(length):
    assert opened(shut(WORDS[:length], ISLA), ISLA) == WORDS[:length]


def test_either_of_two_keepers_opens_it_alone_and_a_stranger_does_not():
    file = shut(WORDS, ISLA, MARK)
    assert opened(file, ISLA) == opened(file, MARK) == WORDS
    with pytest.raises(age.DoesNotOpen):
        opened(file, STRANGER)


def test_what_another_program_shut_opens_here():
    found = b"".join(age.opened(io.BytesIO(THEIR_FILE), by=age.private_key(THEIR_KEY)))
    assert found.decode() == "Written by another program: „Ōtsuka“.\n"


def test_nothing_that_was_changed_opens():
    file = shut(b"Maren Alder", ISLA)
    assert opened(file, ISLA) == b"Maren Alder"
    for place in range(len(file)):
        changed = bytearray(file)
        changed[place] ^= 1
        with pytest.raises(age.DoesNotOpen):
            opened(bytes(changed), ISLA)


def test_nothing_that_was_cut_off_or_put_in_another_order_opens():
    file = shut(WORDS, ISLA)
    start = len(file) - len(WORDS) - 3 * age.TAG
    cuts = [start, start + age.CHUNK + age.TAG, start + 2 * (age.CHUNK + age.TAG), len(file)]
    first, second, third = (file[begin:end] for begin, end in pairwise(cuts))
    head = file[:start]
    assert opened(head + first + second + third, ISLA) == WORDS
    for body in (first + second, second + first + third, first + third, third, b""):
        with pytest.raises(age.DoesNotOpen):
            opened(head + body, ISLA)


@pytest.mark.parametrize("file", [b"", b"age-encryption.org/v1\n", b"\n" * 500, b"-- " + WORDS])
def test_what_is_no_such_file_is_said_not_to_open(file):
    with pytest.raises(age.DoesNotOpen):
        opened(file, ISLA)


def test_without_its_private_key_the_key_of_the_file_is_needed():
    file = shut(b"", ISLA)
    with pytest.raises(age.DoesNotOpen):
        list(age.opened(io.BytesIO(file)))


@pytest.mark.parametrize(
    "slip",
    ["", "age1", ISLA.public[:-1], ISLA.public[:-1] + "b", ISLA.private],
    ids=["nothing", "its beginning", "a letter short", "another letter", "the private one"],
)
def test_a_slip_in_copying_a_key_is_noticed(slip):
    assert age.public_key(f"  {ISLA.public.upper()}\n")
    with pytest.raises(bech32.Misread):
        age.public_key(slip)
    with pytest.raises(bech32.Misread):
        age.private_key(f"{ISLA.private}\n{slip or MARK.private}")
