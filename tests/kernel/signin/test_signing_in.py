"""At the door: the right people come in, and nobody learns who the right people are."""

import datetime as dt
import re

import pytest
from django.contrib.auth.hashers import get_hasher
from django.core import mail
from django.utils import timezone

from chrysalis.agencies.models import Agency
from chrysalis.delivery.models import AccountMessage
from tests.kernel.signin.door import PASSWORD, Visitor


pytestmark = pytest.mark.usefixtures("noted")


def leaves_the_agency(visitor: Visitor) -> None:
    visitor.worker.memberships.update(ends_on=timezone.localdate())


def is_disabled(visitor: Visitor) -> None:
    visitor.worker.is_active = False
    visitor.worker.save()


def signs_in_through_the_agency_only(visitor: Visitor) -> None:
    Agency.objects.update(password_sign_in=False)


def has_no_password(visitor: Visitor) -> None:
    visitor.worker.set_unusable_password()
    visitor.worker.save()


def has_another_address(visitor: Visitor) -> None:
    visitor.worker.email = "nobody@example.org"


SHUT_OUT = [
    leaves_the_agency,
    is_disabled,
    signs_in_through_the_agency_only,
    has_no_password,
    has_another_address,
]


def test_the_sergeant_comes_in_and_lands_on_the_page_asked_for(sergeant):
    assert sergeant.get("/").headers["Location"] == "/sign-in/?next=%2F"
    response = sergeant.signs_in(then="/referrals/new/")
    assert response.headers["Location"] == "/referrals/new/"
    assert sergeant.is_in


def test_the_address_may_be_typed_in_capitals(sergeant):
    sergeant.tries(PASSWORD, email=sergeant.worker.email.upper())
    assert sergeant.is_in


def test_nobody_is_sent_to_another_site(sergeant):
    response = sergeant.signs_in(then="https://elsewhere.example/")
    assert "elsewhere" not in response.headers["Location"]


@pytest.mark.parametrize("why", SHUT_OUT)
def test_every_refusal_reads_the_same(sergeant, why):
    wrong = sergeant.tries("not the right password")
    why(sergeant)
    right = sergeant.elsewhere().tries(PASSWORD)
    assert right.status_code == wrong.status_code == 200
    assert plain(right) == plain(wrong)
    assert not sergeant.is_in


@pytest.mark.parametrize("why", [*SHUT_OUT, lambda visitor: None])
def test_every_try_costs_one_hash(sergeant, why, monkeypatch):
    """What makes an answer slow is the hash: it is run once, whoever is asked for."""
    why(sergeant)
    hashed = []
    kind = type(get_hasher())
    run = kind.encode
    monkeypatch.setattr(kind, "encode", lambda self, *args: hashed.append(1) or run(self, *args))
    monkeypatch.setattr(kind, "verify", lambda self, *args: hashed.append(1) or False)
    sergeant.tries(PASSWORD)
    assert len(hashed) == 1


def test_there_is_no_signing_up(client, db):
    for address in ("/sign-in/signup/", "/accounts/signup/", "/sign-in/email/"):
        assert client.get(address).status_code == 404


def test_the_session_gets_a_new_name_at_the_door(sergeant):
    sergeant.opens("account_login")
    session = sergeant.browser.session
    session["planted"] = "by somebody else"
    session.save()
    before = sergeant.browser.session.session_key
    sergeant.signs_in()
    assert sergeant.browser.session.session_key != before


def test_a_session_that_was_left_opens_nothing(sergeant):
    sergeant.signs_in()
    cookies = sergeant.browser.cookies.copy()
    sergeant.sends("account_logout")
    sergeant.browser.cookies = cookies
    assert not sergeant.is_in


def test_signing_out_leaves_nothing_in_the_browser(sergeant):
    sergeant.signs_in()
    response = sergeant.sends("account_logout")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert sergeant.opens("signin:signed_out").status_code == 200
    assert sergeant.get("/").headers["Cache-Control"] == "no-store, private"


def test_a_leaver_is_out_at_the_next_step(sergeant):
    sergeant.signs_in()
    assert sergeant.is_in
    leaves_the_agency(sergeant)
    assert sergeant.get("/").headers["Location"] == "/sign-in/no-place/"
    assert b"not in use" in sergeant.opens("signin:no_place").content
    assert sergeant.get("/").headers["Location"] == "/sign-in/?next=%2F"


def test_somebody_who_starts_tomorrow_waits_until_tomorrow(sergeant):
    sergeant.worker.memberships.update(starts_on=timezone.localdate() + dt.timedelta(days=1))
    sergeant.signs_in()
    assert not sergeant.is_in


def test_a_fourth_session_ends_the_oldest(sergeant):
    desks = [sergeant.elsewhere() for _ in range(4)]
    for desk in desks:
        desk.signs_in()
    assert [desk.is_in for desk in desks] == [False, True, True, True]


def test_the_sergeant_sees_and_ends_the_other_sessions(sergeant):
    other = sergeant.elsewhere()
    other.signs_in()
    sergeant.signs_in()
    assert b"End the others" in sergeant.opens("usersessions_list").content
    sergeant.sends("usersessions_list")
    assert sergeant.is_in
    assert not other.is_in


@pytest.mark.parametrize(
    ("says", "shown"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0 Safari/537.36 Edg/131.0", "Edge on Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox on Linux"),
        ("a reader of its own", "a reader of its own"),
    ],
)
def test_each_session_is_named_as_a_person_would(sergeant, says, shown):
    there = sergeant.elsewhere(headers={"user-agent": says})
    there.signs_in()
    page = there.opens("usersessions_list").content.decode()
    assert f'<span class="app-empty">{shown}</span>' in page


def test_a_new_password_ends_every_other_session(sergeant):
    other = sergeant.elsewhere()
    other.signs_in()
    sergeant.signs_in()
    new = "copper kettle beside the ferry"
    sergeant.sends("account_change_password", oldpassword=PASSWORD, password1=new, password2=new)
    assert sergeant.is_in
    assert not other.is_in


@pytest.mark.parametrize("why", [*SHUT_OUT, lambda visitor: None])
def test_asking_for_a_link_answers_everybody_alike(sergeant, why, rings):
    why(sergeant)
    response = sergeant.sends("account_reset_password", email=sergeant.worker.email)
    assert response.headers["Location"] == "/sign-in/password/sent/"
    assert rings.asked == ["chrysalis.signin.tasks.answer_requests"]
    assert mail.outbox == []
    assert not AccountMessage.objects.exists()  # not even that there is somebody to write to


def test_asking_again_and_again_fills_no_mailbox(sergeant, rings):
    for _ in range(5):
        sergeant.sends("account_reset_password", email=sergeant.worker.email)
    rings.work()
    assert len(mail.outbox) == 1


def test_a_link_sets_a_new_password_once(sergeant, rings):
    other = sergeant.elsewhere()
    other.signs_in()
    sergeant.sends("account_reset_password", email=sergeant.worker.email)
    link = rings.letter().body.split("http://testserver")[1].split()[0]
    page = sergeant.browser.get(link, follow=True)
    new = "copper kettle beside the ferry"
    sergeant.browser.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    assert sergeant.tries(new).status_code == 302
    assert not other.is_in
    assert b"no longer works" in sergeant.elsewhere().browser.get(link, follow=True).content


@pytest.mark.parametrize("why", SHUT_OUT)
def test_no_link_goes_to_somebody_who_could_not_come_in(sergeant, why, rings):
    why(sergeant)
    sergeant.sends("account_reset_password", email=sergeant.worker.email)
    rings.work()
    assert mail.outbox == []


def test_the_letter_names_no_service_and_no_person(sergeant, rings):
    sergeant.sends("account_reset_password", email=sergeant.worker.email)
    letter = rings.letter()
    text = (letter.subject + letter.body).lower()
    for word in ("chrysalis", "police", "custody", sergeant.worker.full_name.lower()):
        assert word not in text


def plain(response) -> str:
    """The page without what differs from page to page, and without what was typed."""
    page = response.content.decode()
    for changing in (response.wsgi_request.request_id, str(response.context["csrf_token"])):
        page = page.replace(changing, "")
    return re.sub(r'name="login" value="[^"]*"', 'name="login"', page)
