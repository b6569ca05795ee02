"""What is refused as a password, and why; and what a sensible person may choose."""

import hashlib

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from chrysalis.agencies.models import Worker
from chrysalis.signin import passwords


GOOD = [
    "brass lantern over quiet water",
    "Nine herons, one kettle",
    "marmalade-tractor-oboe",
    "ffordd gul heibio'r bont",
    "w8#Lq0!vTz2$rPx9",
    "ünter dem roten dach",
]
BAD = {
    "short": ["brass lantern", "a", "Tr0ub4dor&3"],
    "long": ["brass lantern over quiet water " * 5],
    "repeats": ["abcabcabcabcabcabc", "aaaaaaaabbbbbbbb", "zzzzzzzzzzzzzzzzzz", "121212121212121212"],
    "runs": ["qwertyuiopasdfgh", "abcdefghijklmnopq", "poiuytrewqlkjhgf", "1qaz2wsx3edc4rfv5"],
    "common": ["passwordpassword1", "P4ssw0rdP4ssw0rd!", "Sunshine Princess 99", "!!!starwarsdragon"],
    "guessable": ["police custody 22", "Ch4rlie Ferreira!", "threshold centre", "CustodySergeant01"],
    "season": ["september--- 2026", "Winter      2025", "  summer   2026!!"],
}  # fmt: skip


@pytest.fixture
def charlie(db) -> Worker:
    return Worker(
        full_name="Charlie Ferreira", email="c.ferreira@threshold.example", joined_at=timezone.now()
    )


@pytest.mark.parametrize("password", GOOD)
def test_long_and_unlike_anything_is_good(charlie, password):
    passwords.check(password, charlie)


@pytest.mark.parametrize(("code", "password"), [(code, each) for code in BAD for each in BAD[code]])
def test_weak_ones_are_refused_with_the_reason(charlie, code, password):
    charlie.full_name += " Threshold Centre"
    with pytest.raises(ValidationError) as refusal:
        passwords.check(password, charlie)
    assert code in {error.code for error in refusal.value.error_list}
    assert all(error.message.endswith(".") for error in refusal.value.error_list)


def long_common_passwords() -> list[str]:
    """Three thousand that keep to the length: common ones stuck together, and in disguise."""
    words = sorted(word for word in passwords.common_words() if 7 <= len(word) <= 9)
    pairs = [words[n] + words[-n - 1] for n in range(1500)]
    disguises = [pair.capitalize().replace("o", "0").replace("e", "3") + "1!" for pair in pairs]
    return pairs + disguises


def test_three_thousand_long_common_passwords_are_refused(charlie):
    def is_refused(password: str) -> bool:
        with pytest.raises(ValidationError):
            passwords.check(password.ljust(15, "1"), charlie)
        return True

    assert sum(map(is_refused, long_common_passwords())) == 3000


def test_twelve_are_enough_with_a_second_factor(world):
    sergeant = world.sergeant.worker
    with pytest.raises(ValidationError):
        passwords.check("oboe kettle7x", sergeant)
    Authenticator.objects.create(user=sergeant, type=Authenticator.Type.TOTP, data={})
    passwords.check("oboe kettle7x", sergeant)


@hypothesis_settings(max_examples=60)
@given(leaked=st.sets(st.text(min_size=1, max_size=20), min_size=1, max_size=40), asked=st.text(max_size=20))
def test_a_leaked_password_is_found_by_halving(tmp_path_factory, leaked, asked):
    file = tmp_path_factory.mktemp("leaks") / "sorted.txt"
    lines = sorted(digest(password) for password in leaked)
    file.write_text("\n".join(lines) + "\n")
    assert all(passwords.is_listed(line, file) for line in lines)
    assert passwords.is_listed(digest(asked), file) == (asked in leaked)


def test_the_operators_list_counts(charlie, settings, tmp_path):
    file = tmp_path / "leaks.txt"
    file.write_text(digest(GOOD[0]) + ":42\n")
    settings.BREACHED_PASSWORDS = str(file)
    with pytest.raises(ValidationError, match="leaked"):
        passwords.check(GOOD[0], charlie)
    passwords.check(GOOD[1], charlie)


def digest(password: str) -> str:
    return hashlib.sha1(password.encode()).hexdigest().upper()  # noqa: S324 - as such files are
