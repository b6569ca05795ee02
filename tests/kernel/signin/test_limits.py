"""How long a session holds, stepped over each edge; and nothing typed is lost."""

import datetime as dt
import uuid

import pytest

from chrysalis.drafts.models import Draft
from chrysalis.signin import limits
from chrysalis.signin.limits import Standing
from tests.kernel.signin.door import PASSWORD


NOON = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


def after(**time: int) -> dt.datetime:
    return NOON + dt.timedelta(**time)


@pytest.fixture
def session() -> dict:
    session: dict = {"idle_minutes": 10}
    limits.begin(session, at=NOON)
    return session


def test_idleness_locks_at_the_limit_and_not_before(session):
    assert limits.standing(session, at=after(minutes=10) - SECOND) is Standing.OPEN
    assert limits.standing(session, at=after(minutes=10)) is Standing.LOCKED


def test_twelve_hours_end_it_however_busy(session):
    for minutes in range(0, 12 * 60, 5):
        assert limits.standing(session, at=after(minutes=minutes)) is Standing.OPEN
        limits.touch(session, at=after(minutes=minutes))
    assert limits.standing(session, at=after(hours=12) - SECOND) is Standing.OPEN
    assert limits.standing(session, at=after(hours=12)) is Standing.ENDED


def test_a_lock_does_not_outlive_the_twelve_hours(session):
    limits.lock(session)
    assert limits.standing(session, at=after(hours=11)) is Standing.LOCKED
    assert limits.standing(session, at=after(hours=12)) is Standing.ENDED


def test_activity_is_written_every_half_minute_at_most(session):
    limits.touch(session, at=after(seconds=29))
    assert session["seen_at"] == NOON.timestamp()
    limits.touch(session, at=after(seconds=30))
    assert session["seen_at"] == after(seconds=30).timestamp()


def test_a_session_of_unknown_age_is_worth_nothing():
    assert limits.standing({}, at=NOON) is Standing.ENDED


def test_before_a_hat_is_chosen_ten_minutes():
    assert limits.idle_minutes({}) == 10


def test_the_custody_desk_locks_after_ten_minutes_and_the_office_after_twenty(sergeant, caseworker, clock):
    for visitor in (sergeant, caseworker):
        visitor.signs_in()
        assert visitor.is_in
    clock.passes(minutes=10)
    assert sergeant.get("/").headers["Location"] == "/sign-in/unlock/?next=%2F"
    assert caseworker.is_in
    clock.passes(minutes=20)
    assert not caseworker.is_in


def test_staying_keeps_it_open(sergeant, clock):
    sergeant.signs_in()
    sergeant.get("/")
    for _ in range(3):
        clock.passes(minutes=9)
        assert sergeant.sends("signin:stay").status_code == 204
    assert sergeant.is_in


def test_the_sergeant_unlocks_and_is_on_the_same_page(sergeant, clock):
    sergeant.signs_in()
    sergeant.get("/")
    clock.passes(minutes=11)
    locked = sergeant.get("/referrals/new/")
    page = sergeant.get(locked.headers["Location"])
    assert b"This screen is locked" in page.content
    wrong = sergeant.sends("signin:unlock", password="something else", next="/referrals/new/")
    assert b"The password is not right." in wrong.content
    assert not sergeant.is_in
    right = sergeant.sends("signin:unlock", password=PASSWORD, next="/referrals/new/")
    assert right.headers["Location"] == "/referrals/new/"
    assert sergeant.is_in


def test_a_colleague_cannot_unlock_with_their_own_password(sergeant, caseworker):
    sergeant.signs_in()
    sergeant.sends("signin:lock")
    caseworker.worker.set_password("copper kettle beside the ferry")
    caseworker.worker.save()
    sergeant.sends("signin:unlock", password="copper kettle beside the ferry")
    assert not sergeant.is_in


def test_unlocking_is_guessing_like_any_other(sergeant):
    sergeant.signs_in()
    sergeant.sends("signin:lock")
    answers = [sergeant.sends("signin:unlock", password=f"guess {n}").status_code for n in range(12)]
    assert answers == [200] * 9 + [429] * 3
    assert sergeant.sends("signin:unlock", password=PASSWORD).status_code == 429


def test_a_page_still_on_its_way_when_the_screen_is_locked_does_not_sign_out(sergeant):
    sergeant.signs_in()
    late = sergeant.elsewhere()
    late.browser.cookies = sergeant.browser.cookies.copy()
    sergeant.sends("signin:lock")
    answer = late.browser.post("/drafts/save/", {}, headers={"Accept": "application/json"})
    assert answer.status_code == 302
    assert "sessionid" not in answer.cookies
    sergeant.sends("signin:unlock", password=PASSWORD)
    assert sergeant.is_in


def test_another_person_switches_and_the_first_session_is_over(sergeant, caseworker):
    sergeant.signs_in()
    sergeant.sends("signin:lock")
    left = sergeant.browser.cookies.copy()
    caseworker.browser = sergeant.browser
    caseworker.sends("account_logout")
    caseworker.signs_in()
    assert caseworker.is_in
    sergeant.browser = type(sergeant.browser)()
    sergeant.browser.cookies = left
    assert sergeant.get("/").headers["Location"].startswith("/sign-in/?")


def test_locking_remembers_the_page_it_was_pressed_on(sergeant):
    sergeant.signs_in()
    page = {"Referer": "http://testserver/referrals/sent/?sort=state"}
    response = sergeant.browser.post("/sign-in/lock/", headers=page)
    assert response.headers["Location"] == "/sign-in/unlock/?next=%2Freferrals%2Fsent%2F%3Fsort%3Dstate"
    away = sergeant.browser.post("/sign-in/lock/", headers={"Referer": "http://elsewhere.example/x/"})
    assert away.headers["Location"] == "/sign-in/unlock/?next=%2F"


def test_nothing_but_the_way_out_answers_while_locked(sergeant):
    sergeant.signs_in()
    sergeant.sends("signin:lock")
    for address in (
        "/",
        "/referrals/new/",
        "/sign-in/sessions/",
        "/sign-in/password/",
        "/sign-in/working-as/",
    ):
        assert sergeant.get(address).headers["Location"].startswith("/sign-in/unlock/")


def test_unlocking_leads_to_no_other_site(sergeant):
    sergeant.signs_in()
    sergeant.sends("signin:lock")
    for away in ("https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"):
        assert sergeant.sends("signin:unlock", password=PASSWORD, next=away).headers["Location"] == "/"


@pytest.mark.parametrize(("minutes", "leads_to"), [(11, "/sign-in/unlock/"), (12 * 60, "/sign-in/")])
def test_what_is_sent_too_late_is_kept(sergeant, clock, minutes, leads_to):
    sergeant.signs_in()
    sergeant.get("/")
    clock.passes(minutes=minutes)
    draft = str(uuid.uuid4())
    response = sergeant.sends(
        "referrals:submit", draft=draft, draft_form="custody-referral", given_names="Darnell"
    )
    assert response.headers["Location"] == f"{leads_to}?next=%2Freferrals%2Fnew%2F%3Fdraft%3D{draft}"
    assert Draft.objects.get(pk=draft).worker_id == sergeant.worker.pk


def test_what_a_forger_sends_to_a_locked_session_is_not_kept(sergeant):
    sergeant.signs_in()
    sergeant.sends("signin:lock")
    sergeant.browser.handler.enforce_csrf_checks = True
    response = sergeant.sends("referrals:submit", draft=str(uuid.uuid4()), draft_form="custody-referral")
    assert response.status_code == 403
    assert not Draft.objects.exists()


def test_a_page_asked_for_by_a_script_shows_nobody_is_there(sergeant, clock, monkeypatch):
    from chrysalis import home

    sergeant.signs_in()
    sergeant.get("/")
    monkeypatch.setattr(home.home, "passive", True, raising=False)
    for _ in range(9):
        clock.passes(minutes=1)
        assert sergeant.is_in
    clock.passes(minutes=1)
    assert not sergeant.is_in
