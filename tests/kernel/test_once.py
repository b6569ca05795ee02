"""What is sent twice is there once; and a fault is never taken for a second copy."""

import uuid

import pytest
from django.db import IntegrityError
from django.utils import timezone

from chrysalis.agencies.models import Scheme
from chrysalis.once import key_of, only_once
from referrals.actions.enquiring import ask_as_public
from referrals.models import Enquiry


@pytest.fixture
def west(world) -> Scheme:
    return Scheme.objects.get(slug="west")


def tells(west: Scheme, key: uuid.UUID) -> None:
    told = {"about": Enquiry.About.WORRIED, "way": Enquiry.ONLINE, "asked": "Bruises.", "reach": ""}
    told |= {"next_step": Enquiry.NextStep.NOTHING, "advice": "Ring 999 in danger."}
    ask_as_public(west, told, key=key, at=timezone.now())


def test_a_second_copy_of_a_key_is_not_written_and_nobody_is_told(west):
    key = uuid.uuid4()
    for _ in range(2):
        with only_once():
            tells(west, key)
    assert Enquiry.objects.get().pk == key


def test_whatever_else_clashes_is_raised(west):
    with pytest.raises(IntegrityError), only_once():
        Scheme.objects.create(slug=west.slug, name="Another")


def test_a_key_is_of_the_page_and_of_each_word_by_itself():
    page = str(uuid.uuid4())
    assert key_of(page, "a b", "c") == key_of(page, "a b", "c")
    assert len({key_of(page, "a b", "c"), key_of(page, "a", "b c"), key_of(page, "a", "b", "c")}) == 3
    assert key_of(str(uuid.uuid4()), "a") != key_of(page, "a")
    assert key_of("no page", "a") != key_of("no page", "a")
