"""Sent once however often the button is pressed, and never over somebody else's words."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from chrysalis.agencies.models import Agency, Agreement, Area
from chrysalis.audit.models import TABLES, AlertLimits
from chrysalis.drafts.models import Draft
from chrysalis.notices.models import OpeningHours
from partners.models import Survivor
from referrals.models import Client
from tests.browser.caller import Caller, fields_of
from tests.browser.forms import (
    AS_OFTEN_AS_SENT,
    SENDINGS,
    TODAY,
    Sending,
    Subject,
    _agreement,
    _area,
    _case,
    _survivor,
    date,
    forms_behind_a_hat,
)
from tests.browser.stock import Stock


@pytest.fixture(scope="module")
def stock(live) -> Stock:
    return Stock(live)


def test_every_form_behind_a_hat_is_sent_twenty_times():
    """A new form has a line in `tests/browser/forms.py`."""
    assert {page.name for page in forms_behind_a_hat()} == set(SENDINGS) | set(AS_OFTEN_AS_SENT)


@pytest.mark.parametrize("name", SENDINGS)
def test_twenty_copies_have_one_effect_and_lead_to_one_page(live, stock, name):
    sending = SENDINGS[name]
    subject, caller = sending.subject(stock), Caller(live, sending.who)
    if isinstance(subject, str):
        subject = Subject(subject)
    fields = caller.form(subject.on or subject.to, **dict(subject.typed) | sending.typed)
    before = _counts(live, sending)
    answers = caller.posts_at_once(subject.to, fields)
    led = [answer for answer in answers if answer.status == 302]
    assert led, answers[-1].html
    assert {answer.status for answer in answers} <= sending.again
    assert len({answer.leads_to for answer in led}) == 1 or sending.leads_on
    assert _counts(live, sending) == [count + 1 for count in before]
    assert caller.get(led[0].leads_to).status == 200
    if VERSIONS & fields.keys():
        assert name in EDITINGS or name in CONFIRMED, "two editors would meet here"


VERSIONS = {"version", "seen_version"}
CONFIRMED = {
    "agencies:end_place": "a button without words: the second is shown how it stands",
    "agencies:retire_area": "a button without words: the second is asked to look again",
}


def _counts(live, sending: Sending) -> list[int]:
    with live.committed():
        entries = sum(table.objects.filter(word=sending.word).count() for table in TABLES.values())
        return [entries, sending.makes.objects.count()] if sending.makes else [entries]


@dataclass(frozen=True)
class Editing:
    """A form on something that others edit too: by whom, where, and one field of it as each writes it."""

    who: tuple[str, str]
    address: Callable[[Stock], str]
    first: dict[str, str]
    second: dict[str, str]
    texts: tuple[str, str]
    holds: Callable[[], set[str]]


def _threshold():
    return Agency.objects.filter(slug="threshold")


SOON, LATER = (TODAY + dt.timedelta(days=days) for days in (100, 250))
EDITINGS = {
    "referrals:correct": Editing(
        ("second_caseworker", "caseworker"),
        lambda stock: _case(stock, "correct"),
        {"telephone": "07700 900556"},
        {"telephone": "07700 900777"},
        ("07700 900556", "07700 900777"),
        lambda: set(Client.objects.values_list("telephone", flat=True)),
    ),
    "agencies:change_area": Editing(
        ("second_administrator", "administrator"),
        _area,
        {"name": "Westfield north"},
        {"name": "Westfield south"},
        ("Westfield north", "Westfield south"),
        lambda: set(Area.objects.values_list("name", flat=True)),
    ),
    "agencies:renew_agreement": Editing(
        ("second_information_officer", "force_information_officer"),
        lambda stock: _agreement(stock, "renew"),
        date("expires_on", SOON),
        date("expires_on", LATER),
        (f"{SOON.day} {SOON:%B %Y}", f"{LATER.day} {LATER:%B %Y}"),
        lambda: {f"{day.day} {day:%B %Y}" for day in Agreement.objects.values_list("expires_on", flat=True)},
    ),
    "agencies:set_agency": Editing(
        ("second_administrator", "administrator"),
        lambda stock: "/agency/setting/",
        {"two_leads_lift": ""},
        {"two_leads_lift": "on"},
        ("No", "Yes"),
        lambda: {"Yes" if found else "No" for found in _threshold().values_list("two_leads_lift", flat=True)},
    ),
    "notices:hours": Editing(
        ("second_administrator", "administrator"),
        lambda stock: "/notices/hours/",
        {"opens": "07:15"},
        {"opens": "07:45"},
        ("07:15", "07:45"),
        lambda: {f"{opens:%H:%M}" for opens in OpeningHours.objects.values_list("opens", flat=True)},
    ),
    "log:limits": Editing(
        ("second_limiter", "information_officer"),
        lambda stock: "/log/alerts/limits/",
        {"people_in_an_hour": "51"},
        {"people_in_an_hour": "61"},
        ("51", "61"),
        lambda: {str(most) for most in AlertLimits.objects.values_list("people_in_an_hour", flat=True)},
    ),
    "partners:correct": Editing(
        ("second_link_worker", "link_worker"),
        lambda stock: _survivor(stock, "correct"),
        {"name_to_use": "Sam Ashdown"},
        {"name_to_use": "Alex Ashdown"},
        ("Sam Ashdown", "Alex Ashdown"),
        lambda: set(Survivor.objects.values_list("name_to_use", flat=True)),
    ),
}


@pytest.fixture(scope="module")
def pairs(stock) -> None:
    stock.someone_new("second_administrator", ("threshold", "agency-administrator"))
    stock.someone_new("second_information_officer", ("westfield-police", "information-officer"))
    stock.someone_new("second_limiter", ("threshold", "information-officer"))


@pytest.mark.usefixtures("pairs")
@pytest.mark.parametrize("name", EDITINGS)
def test_the_second_of_two_editors_sees_both_texts_and_overwrites_neither(live, stock, name):
    editing = EDITINGS[name]
    first, second = (Caller(live, who) for who in editing.who)
    path = editing.address(stock)
    theirs, ours = first.form(path, **editing.first), second.form(path, **editing.second)
    assert first.post(path, theirs).status == 302
    clash = second.post(path, ours)
    assert clash.status == 409
    assert all(text in clash.html for text in editing.texts), clash.html
    assert _held(live, editing) == {editing.texts[0]}
    assert second.post(path, _second_try(clash.html, editing)).status == 302
    assert _held(live, editing) == {editing.texts[1]}


def _second_try(html: str, editing: Editing) -> dict[str, str]:
    """The form on the conflict page, sent as it stands: it holds the second editor's own words."""
    fields = fields_of(html)
    assert editing.second.items() <= fields.items()
    return fields


def _held(live, editing: Editing) -> set[str]:
    with live.committed():
        return set(editing.texts) & editing.holds()


def test_a_page_that_saves_itself_while_its_button_is_pressed_makes_one_draft(live):
    caller = Caller(live, "sergeant")
    fields = caller.form("/referrals/new/", family_name="Kestrel")
    answers = caller.posts_at_once("/drafts/save/", fields)
    assert {(answer.status, answer.leads_to) for answer in answers} == {(302, "/")}
    with live.committed():
        assert Draft.objects.filter(pk=fields["draft"]).count() == 1
