"""What is typed is kept, only for whoever typed it; what is sent is sent once."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from chrysalis.drafts import actions
from chrysalis.drafts.models import Draft, FormKey
from referrals.models import Referral
from tests.referrals.test_custody_referral import DARNELL, refers


SAVE = "/drafts/save/"


def typing(key: str, **fields) -> dict[str, str]:
    return {"draft": key, "draft_form": "custody-referral", "draft_subject": ""} | fields


@pytest.fixture
def key() -> str:
    return str(uuid.uuid4())


def test_half_a_form_comes_back_as_it_was_typed(world, key):
    saved = world.sergeant.post(SAVE, typing(key, family_name="Kestrel"), Accept="application/json")
    assert set(saved.json()) == {"saved_at"}
    home = world.sergeant.opens("home").content.decode()
    assert f"?draft={key}" in home
    assert f"?draft={key}" in world.sergeant.opens("referrals:submit").content.decode()
    page = world.sergeant.opens("referrals:submit", draft=key).content.decode()
    assert 'value="Kestrel"' in page
    assert "It has not been sent" in page
    assert "Enter the given names" not in page, "an unfinished form is not told off"


def test_without_script_the_button_saves_and_goes_home(world, key):
    assert world.sergeant.post(SAVE, typing(key, family_name="Kestrel")).headers["Location"] == reverse(
        "home"
    )


def test_a_draft_is_its_authors_alone(world, key):
    world.sergeant.post(SAVE, typing(key, family_name="Kestrel"))
    assert "Kestrel" in world.sergeant.opens("referrals:submit", draft=key).content.decode()
    for other in (world.colleague, world.sergeant_elsewhere):
        assert "Kestrel" not in other.opens("referrals:submit", draft=key).content.decode()
        assert key not in other.opens("home").content.decode()
        assert other.post(SAVE, typing(key, family_name="Mine")).status_code == 409
        assert other.opens("drafts:discard", key).status_code == 404
    assert "Kestrel" in world.sergeant.opens("referrals:submit", draft=key).content.decode()


def test_a_draft_rests_encrypted(world, key):
    world.sergeant.post(SAVE, typing(key, family_name="Kestrel"))
    assert b"Kestrel" not in bytes(Draft.objects.get(pk=key).sealed)


def test_sending_ends_the_draft_and_late_saving_does_not_bring_it_back(world, key):
    world.sergeant.post(SAVE, typing(key, family_name="Kestrel"))
    assert refers(world.sergeant, draft=key).status_code == 302
    assert bytes(Draft.objects.get(pk=key).sealed) == b"", "nothing of it rests after sending"
    assert world.sergeant.post(SAVE, typing(key, family_name="Kestrel")).status_code == 409
    assert key not in world.sergeant.opens("home").content.decode()


def test_a_draft_can_be_discarded(world, key):
    world.sergeant.post(SAVE, typing(key, family_name="Kestrel"))
    assert world.sergeant.opens("drafts:discard", key).status_code == 200
    world.sergeant.sends("drafts:discard", key)
    assert key not in world.sergeant.opens("home").content.decode()


@pytest.mark.parametrize(
    "broken", [{"draft": "x"}, {"draft_form": "no-such-form"}, {"anything_else": "x" * 200_001}]
)
def test_what_cannot_be_kept_is_said_so(world, key, broken):
    assert world.sergeant.post(SAVE, typing(key)).status_code == 302
    assert world.sergeant.post(SAVE, typing(key) | broken).status_code == 409


def test_passwords_are_never_kept(world, key):
    world.sergeant.post(SAVE, typing(key, family_name="Kestrel", new_password="hunter2"))
    page = world.sergeant.opens("referrals:submit", draft=key).content.decode()
    assert "Kestrel" in page
    assert "hunter2" not in page


def test_old_drafts_and_sent_keys_are_swept_and_no_others(world, key):
    """The sweep runs as a persona that sees nothing but what is due."""
    world.sergeant.post(SAVE, typing(key, family_name="Kestrel"))
    refers(world.colleague)
    actions.sweep()
    assert (Draft.objects.count(), FormKey.objects.count()) == (1, 1)
    long_ago = timezone.now() - dt.timedelta(days=1)
    Draft.objects.update(sweep_after=long_ago)
    FormKey.objects.update(sweep_after=long_ago)
    actions.sweep()
    assert (Draft.objects.count(), FormKey.objects.count()) == (0, 0)


def test_a_form_that_could_not_be_sent_may_be_sent_again(world, key):
    """The key is used up by success alone."""
    assert refers(world.sergeant, draft=key, agrees="").status_code == 200
    assert refers(world.sergeant, draft=key).status_code == 302
    assert Referral.objects.count() == 1


def test_one_persons_key_is_nothing_to_another(world, key):
    refers(world.sergeant, draft=key)
    refers(world.sergeant_at_tipton, draft=key)
    assert Referral.objects.count() == 2
    assert DARNELL["family_name"] in {referral.family_name for referral in Referral.objects.all()}
