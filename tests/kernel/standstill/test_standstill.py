"""While nothing can be saved: people read, their words come back to them, and a look at a person that
cannot be recorded does not happen."""

import re
import uuid
from html import unescape

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from chrysalis.audit.models import ChangeEntry
from chrysalis.standstill import causes, switch
from chrysalis.standstill.causes import Cause
from referrals.models import Referral
from tests.referrals.test_custody_referral import DARNELL, refers


WRITABLE = (Cause.SWITCH, Cause.DISK)


def words(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def field(response, name: str) -> str:
    return re.search(rf'name="{name}"[^>]* value="([^"]*)"', words(response))[1]


@pytest.mark.parametrize("cause", Cause)
def test_a_form_says_so_and_whom_to_ring(world, comes, cause):
    assert "Nothing can be saved" not in words(world.sergeant.opens("referrals:submit"))
    comes(cause)
    page = world.sergeant.opens("referrals:submit")
    assert page.status_code == 200
    assert "Nothing can be saved at the moment" in words(page)
    assert "Threshold Centre on 0121 496 0010" in words(page)
    assert "0121 496 0100" in words(page)


@pytest.mark.parametrize("cause", Cause)
def test_what_was_sent_is_not_saved_and_stays_in_its_fields(world, comes, cause):
    world.sergeant.opens("home")
    comes(cause)
    refused = refers(world.sergeant)
    assert refused.status_code == 503
    assert "What you sent was not saved" in words(refused)
    assert field(refused, "given_names") == "Darnell"
    assert field(refused, "custody_record_number") == "OL/2210/26"
    assert re.search(r'value="male"[^>]* checked', words(refused))
    assert not Referral.objects.exists()


@pytest.mark.parametrize("cause", WRITABLE)
def test_it_ends_by_itself_and_the_same_form_goes_through(world, comes, cause, settings):
    comes(cause)
    key = "6f1c0e8a-1111-4222-8333-444455556666"
    assert refers(world.sergeant, draft=key).status_code == 503
    switch.turn_off()
    settings.DISK_FULL_PERCENT = 101
    causes.ask_again()
    assert refers(world.sergeant, draft=key).status_code == 302
    assert Referral.objects.count() == 1


@pytest.mark.parametrize("cause", WRITABLE)
def test_where_a_look_can_be_recorded_a_person_can_be_read(world, comes, cause):
    refers(world.sergeant)
    comes(cause)
    page = world.caseworker.opens("referrals:referral", Referral.objects.get().pk)
    assert page.status_code == 200
    assert "Kestrel" in words(page)
    assert ChangeEntry.objects.filter(word="person.read").count() == 1
    assert world.caseworker.sends("referrals:search", sought="Kestrel").status_code == 200


def test_where_it_cannot_a_person_is_not_shown(world, comes):
    refers(world.sergeant)
    key = Referral.objects.get().pk
    assert "Kestrel" in words(world.caseworker.opens("referrals:referral", key))
    comes(Cause.DATABASE)
    world.caseworker.browser.raise_request_exception = False
    page = world.caseworker.opens("referrals:referral", key)
    assert page.status_code == 503
    assert "A look at a person is always recorded" in words(page)
    assert "Threshold Centre on 0121 496 0010" in words(page)
    assert "Kestrel" not in words(page)


def test_nothing_about_anybody_is_typed_back_where_it_was_no_form_of_drafts(world, comes):
    """A button carries no words: the plain page says so, and offers the button again."""
    refers(world.sergeant)
    key = Referral.objects.get().pk
    comes(Cause.SWITCH)
    page = world.caseworker.sends("referrals:accept", key, remark="Rang twice, no answer " * 5, step="accept")
    assert page.status_code == 503
    assert "<textarea" in words(page)
    assert "Rang twice" in words(page)
    assert f'action="/referrals/{key}/accept/"' in words(page)
    assert 'type="hidden" name="step" value="accept"' in words(page)
    assert "Threshold Centre on" in words(page)


def test_a_draft_that_saves_itself_is_told_that_it_was_not_kept(world, comes):
    typed = {"draft_form": "custody-referral", "draft": "6f1c0e8a-1111-4222-8333-444455556666"}
    assert world.sergeant.post("/drafts/save/", typed, Accept="application/json").status_code == 200
    comes(Cause.DISK)
    refused = world.sergeant.post("/drafts/save/", typed, Accept="application/json")
    assert refused.status_code == 503
    assert refused.json() == {"message": "Nothing can be saved at the moment."}


def test_what_is_not_theirs_is_still_not_there(world, comes):
    caseworker = world.caseworker
    comes(Cause.SWITCH)
    assert caseworker.sends("referrals:record_contact", uuid.uuid4(), account="Rang").status_code == 404


@pytest.mark.parametrize("cause", Cause)
def test_the_page_of_an_address_that_does_not_exist_says_it_too(world, comes, cause):
    assert world.sergeant.opens("home").status_code == 200
    assert "Nothing can be saved" not in words(world.sergeant.get("/nowhere/"))
    comes(cause)
    page = world.sergeant.get("/nowhere/")
    assert page.status_code == 404
    assert "Nothing can be saved at the moment" in words(page)
    assert "0121 496 0100" in words(page)


@pytest.mark.parametrize("cause", WRITABLE)
def test_pages_that_say_what_went_wrong_say_it_too(world, comes, cause, monkeypatch):
    sergeant = world.sergeant
    assert sergeant.opens("home").status_code == 200
    comes(cause)
    for path in ("/nowhere/", "/referrals/sent/CHR-00000-00000-0/"):
        page = sergeant.get(path)
        assert page.status_code == 404
        assert "Nothing can be saved at the moment" in words(page)
        assert "0121 496 0100" in words(page)
    refused = sergeant.opens("referrals:inbox")
    assert refused.status_code == 403
    assert "Nothing can be saved at the moment" in words(refused)
    sergeant.browser.raise_request_exception = False
    monkeypatch.setattr("chrysalis.home.render", lambda *given: 1 / 0)
    broken = sergeant.opens("home")
    assert broken.status_code == 500
    assert "Something went wrong on our side" in words(broken)
    assert "Nothing can be saved at the moment" in words(broken)


@pytest.mark.parametrize("cause", WRITABLE)
def test_sessions_open_lock_and_shut_where_they_can_be_kept(world, comes, cause):
    comes(cause)
    assert world.sergeant.sends("signin:lock").headers["Location"].startswith("/sign-in/unlock/")
    assert world.sergeant.opens("home").status_code == 302
    assert world.colleague.sends("account_logout").headers["Location"] == "/sign-in/signed-out/"


@pytest.mark.parametrize("way_out", ["signin:lock", "account_logout"])
def test_where_they_cannot_whoever_walks_away_is_forgotten_by_the_browser(world, comes, way_out):
    assert world.sergeant.opens("home").status_code == 200
    comes(Cause.DATABASE)
    assert world.sergeant.opens("home").status_code == 200
    left = world.sergeant.sends(way_out)
    assert left.status_code == 503
    assert "This browser has forgotten your session" in words(left)
    assert left.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert world.sergeant.opens("home").headers["Location"].startswith("/sign-in/")


def test_nobody_signs_in_and_no_password_comes_back(world, comes, client):
    comes(Cause.DATABASE)
    assert "nobody can sign in" in words(client.get("/sign-in/"))
    typed = {"login": "sergeant@oldbury-custody.example", "password": "a secret word"}
    refused = client.post("/sign-in/", typed)
    assert refused.status_code == 503
    assert "secret word" not in words(refused)
    assert "sergeant@" not in words(refused)


def test_the_switch_is_a_file_that_needs_no_database(capsys):
    call_command("read_only")
    call_command("read_only", "on")
    assert switch.is_on()
    call_command("read_only", "off")
    assert not switch.is_on()
    assert capsys.readouterr().out.splitlines() == [
        "Read-only is off.",
        "Read-only is on: nothing can be saved.",
        "Read-only is off.",
    ]


def test_the_switch_is_a_setting_too(settings):
    assert not switch.is_on()
    settings.READ_ONLY = True
    assert switch.is_on()


@pytest.mark.django_db
def test_the_question_is_asked_once_in_a_few_seconds(monkeypatch):
    asked = []
    monkeypatch.setattr(switch, "is_on", lambda: asked.append(1))
    for _ in range(5):
        causes.current()
    assert len(asked) == 1


@pytest.mark.django_db
def test_the_disks_watched_are_those_named(settings, tmp_path):
    settings.DISKS = [str(tmp_path), "/nowhere/at/all"]
    assert causes.disks() == [tmp_path]
    assert 0 < causes.percent_full(tmp_path) < 100


def test_the_tests_database_really_refuses(world, comes):
    comes(Cause.DATABASE)
    with pytest.raises(DatabaseError), transaction.atomic():
        Referral.objects.update(known_as=DARNELL["given_names"])
