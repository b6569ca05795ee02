"""Nothing that somebody typed is lost: not by a lock, a long day, a closed browser or a server that dies."""

import datetime as dt
import re

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from tests.browser.stock import PASSWORD, Stock
from tests.chromium import PATIENCE


WORDS = "Siân O’Brien — „Ōtsuka“, <b>李</b> & 50 % + more=1; at the end a space: "
FORM = "/referrals/new/"
_SAVED = re.compile(r"^Saved \d\d:\d\d$")


@pytest.fixture(scope="module")
def stock(live) -> Stock:
    stock = Stock(live)
    for who in ("sergeant", stock.someone_new("next_sergeant", ("oldbury-custody", "custody-officer"))):
        stock.password(who)
    return stock


@pytest.fixture
def typing(desk, stock) -> Page:
    """The sergeant, halfway through a form."""
    page = desk()
    _signs_in(page, stock, "sergeant")
    page.goto(FORM)
    page.get_by_label("Given names").fill(WORDS)
    page.get_by_label("Family name").fill("Kestrel")
    page.get_by_role("group", name="Sex").get_by_label("Male", exact=True).check()
    page.get_by_text("More, if there is time").click()
    page.get_by_label("Where the person will stay").fill("No fixed\naddress")
    return page


def test_a_lock_returns_to_the_same_page_with_every_character(typing, stock):
    _time_passes(stock, "sergeant", seen_at=dt.timedelta(minutes=11))
    typing.get_by_role("button", name="Send referral").click()
    expect(typing.get_by_role("heading", level=1)).to_have_text("This screen is locked")
    assert "Kestrel" not in typing.content()
    typing.get_by_label("Password", exact=True).fill(PASSWORD)
    typing.get_by_role("button", name="Unlock", exact=True).click()
    _has_every_word(typing)


def test_what_is_being_saved_goes_before_the_form_and_not_after_it(typing):
    saving, sent = [], []
    _is_saved(typing)
    typing.route("**/drafts/save/", lambda route: saving.append(route))
    typing.on("request", lambda request: sent.append(request.url.endswith(FORM)))
    typing.get_by_label("Family name").fill("Kestrel-Larkspur")
    with typing.expect_request("**/drafts/save/"):
        typing.get_by_role("button", name="Send referral").dblclick(no_wait_after=True)
    assert typing.title() == "Refer someone – Chrysalis"
    assert not any(sent), "the form overtook its own words"
    saving[0].continue_()
    expect(typing).to_have_title("Error: Refer someone – Chrysalis")
    assert sent.count(True) == 1
    assert typing.get_by_label("Family name").input_value() == "Kestrel-Larkspur"


def test_the_last_words_before_locking_are_kept_too(typing):
    typing.get_by_label("Given names").press("Alt+L")
    expect(typing.get_by_role("heading", level=1)).to_have_text("This screen is locked")
    typing.get_by_label("Password", exact=True).fill(PASSWORD)
    with typing.expect_navigation():
        typing.get_by_role("button", name="Unlock", exact=True).click()
    typing.goto("/")
    typing.get_by_role("link", name="Referral", exact=False).first.click()
    _has_every_word(typing)


def test_the_end_of_the_day_returns_to_the_same_page_with_every_character(typing, stock):
    _time_passes(stock, "sergeant", signed_in_at=dt.timedelta(hours=12))
    typing.get_by_role("button", name="Send referral").click()
    expect(typing.get_by_role("heading", level=1)).to_have_text("Sign in")
    _fills_in_the_door(typing, stock, "sergeant")
    _has_every_word(typing)


def test_what_somebody_else_left_is_not_shown_to_the_next_person(typing, stock):
    _time_passes(stock, "sergeant", signed_in_at=dt.timedelta(hours=12))
    typing.get_by_role("button", name="Send referral").click()
    _fills_in_the_door(typing, stock, "next_sergeant")
    expect(typing).to_have_title("Refer someone – Chrysalis")
    assert typing.get_by_label("Given names").input_value() == ""
    typing.goto("/")
    assert typing.get_by_role("link", name="Referral", exact=True).count() == 0


def test_a_closed_browser_loses_nothing(typing, desk, stock):
    _is_saved(typing)
    typing.context.close()
    another = desk()
    _signs_in(another, stock, "sergeant")
    _goes_on(another)
    _has_every_word(another)


def test_a_server_that_dies_loses_nothing_saved(typing, desk, live):
    _is_saved(typing)
    typing.get_by_label("Custody record number").press_sequentially("OL/22")
    live.crash()
    typing.get_by_label("Custody record number").press_sequentially("10/26")
    another = desk("sergeant")
    _goes_on(another)
    _has_every_word(another)
    _is_saved(typing, last="10%2F26")
    another.reload()
    assert another.get_by_label("Custody record number").input_value() == "OL/2210/26"


def test_without_a_server_the_page_says_that_nothing_is_saved(typing):
    typing.route("**/drafts/save/", lambda route: route.abort())
    typing.get_by_label("Custody record number").fill("OL/2210/26")
    typing.get_by_label("PNC ID").focus()
    expect(typing.locator("[data-saved]")).to_contain_text("Not saved yet")
    assert typing.get_by_label("Custody record number").input_value() == "OL/2210/26"


def _has_every_word(page: Page) -> None:
    expect(page).to_have_title("Refer someone – Chrysalis")
    assert page.get_by_label("Given names").input_value() == WORDS
    assert page.get_by_label("Family name").input_value() == "Kestrel"
    assert page.get_by_role("group", name="Sex").get_by_label("Male", exact=True).is_checked()
    assert page.get_by_label("Where the person will stay").input_value() == "No fixed\naddress"


def _is_saved(page: Page, last: str = "No+fixed") -> None:
    """The page saves on its own: when a field is left, and every ten seconds."""
    with page.expect_response(lambda answer: last in (answer.request.post_data or ""), timeout=PATIENCE):
        page.get_by_label("Given names").focus()
    expect(page.locator("[data-saved]")).to_have_text(_SAVED)


def _goes_on(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Referral", exact=True).first.click()


def _signs_in(page: Page, stock: Stock, who: str) -> None:
    page.goto("/sign-in/")
    _fills_in_the_door(page, stock, who)
    expect(page).to_have_title("Home – Chrysalis")


def _fills_in_the_door(page: Page, stock: Stock, who: str) -> None:
    page.get_by_label("Work e-mail address").fill(stock.email(who))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def _time_passes(stock: Stock, who: str, **ago: dt.timedelta) -> None:
    """As if the sessions of this person had begun, or been used last, that long ago."""
    with stock.live.committed():
        for row in Session.objects.all():
            held = row.get_decoded()
            if held.get("_auth_user_id") != str(stock.live.people[who]):
                continue
            store = SessionStore(row.session_key)
            for name, age in ago.items():
                store[name] = held[name] - age.total_seconds()
            store.save()
