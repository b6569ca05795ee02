"""Sent once however often the button is pressed, and never over somebody else's words."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db.models import Model
from django.utils import timezone

from chrysalis.agencies.actions import agreements, schemes
from chrysalis.agencies.models import Agency, Agreement, Area, Membership, Scheme, Signature
from chrysalis.audit.models import AccountEntry, ChangeEntry, Entry
from chrysalis.drafts.models import Draft
from referrals.models import Case, Client, ContactAttempt, Referral
from tests.browser.caller import Caller, fields_of
from tests.browser.stock import CUSTODY, Stock


TODAY = timezone.localdate()
DARNELL = CUSTODY | {
    "given_names": "Darnell",
    "family_name": "Kestrel",
    "sex": "male",
    "agency_link": "no",
}


@pytest.fixture(scope="module")
def stock(live) -> Stock:
    return Stock(live)


def date(name: str, day: dt.date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


@dataclass(frozen=True)
class Sending:
    """A form that makes or changes something: whose, where, what is typed, and what it then counts for."""

    who: str
    address: Callable[[Stock], str]
    typed: dict[str, str]
    makes: type[Model] | None
    log: type[Entry]
    word: str


def _case(stock: Stock, page: str) -> str:
    return f"/cases/{stock.referral(accepted=True)}/{page}/"


def _agreement(stock: Stock, page: str) -> str:
    with stock.live.committed():
        agreement = agreements.record_agreement(
            Scheme.objects.get(slug="west"),
            kept_by=Agency.objects.get(slug="westfield-police"),
            title=f"Agreement {uuid.uuid4()}",
            scope="Who was held",
            purpose="Offering help",
            starts_on=TODAY,
            expires_on=TODAY + dt.timedelta(days=30),
            by=None,
            at=timezone.now(),
        )
    return f"/agency/agreements/{agreement.pk}/{page}/"


SENDINGS = {
    "a referral from custody": Sending(
        "sergeant", lambda stock: "/referrals/new/", DARNELL, Referral, ChangeEntry, "referral.submitted"
    ),
    "a contact attempt": Sending(
        "caseworker",
        lambda stock: _case(stock, "contact"),
        {"channel": "call", "outcome": "reached", "account": "Agreed to meet."},
        ContactAttempt,
        ChangeEntry,
        "case.contacted",
    ),
    "a correction": Sending(
        "caseworker",
        lambda stock: _case(stock, "correct"),
        {"telephone": "07700 900555"},
        None,
        ChangeEntry,
        "client.corrected",
    ),
    "an invitation": Sending(
        "administrator",
        lambda stock: "/agency/accounts/invite/",
        {"full_name": "Invited Once", "email": "once@threshold.example", "role_slug": "caseworker"},
        Membership,
        AccountEntry,
        "account.invited",
    ),
    "an area": Sending(
        "administrator",
        lambda stock: "/agency/areas/new/",
        {"scheme": "west", "name": "Westfield Vale"},
        Area,
        AccountEntry,
        "area.added",
    ),
    "an agreement": Sending(
        "force_information_officer",
        lambda stock: "/agency/agreements/new/",
        {"scheme": "west", "title": "Custody, once", "scope": "Who was held", "purpose": "Help"}
        | date("starts_on", TODAY)
        | date("expires_on", TODAY + dt.timedelta(days=90)),
        Agreement,
        AccountEntry,
        "agreement.recorded",
    ),
    "a signature": Sending(
        "force_information_officer",
        lambda stock: _agreement(stock, "sign"),
        {"signatory": "A. Signatory, Director", "lawful_basis": "public_task"} | date("signed_on", TODAY),
        Signature,
        AccountEntry,
        "agreement.signed",
    ),
    "a renewal": Sending(
        "force_information_officer",
        lambda stock: _agreement(stock, "renew"),
        date("expires_on", TODAY + dt.timedelta(days=200)),
        None,
        AccountEntry,
        "agreement.renewed",
    ),
}


@pytest.mark.parametrize("name", SENDINGS)
def test_twenty_copies_make_one_record_and_lead_to_one_page(live, stock, name):
    sending = SENDINGS[name]
    caller, path = Caller(live, sending.who), sending.address(stock)
    fields = _typed(live, caller, path, sending.typed)
    before = _counts(live, sending)
    answers = caller.posts_at_once(path, fields)
    assert {answer.status for answer in answers} == {302}, answers[-1].html
    assert len({answer.leads_to for answer in answers}) == 1
    assert _counts(live, sending) == [count + 1 for count in before]
    assert caller.get(answers[0].leads_to).status == 200


def _typed(live, caller: Caller, path: str, typed: dict[str, str]) -> dict[str, str]:
    if "scheme" in typed:
        with live.committed():
            typed = typed | {"scheme": str(Scheme.objects.get(slug=typed["scheme"]).pk)}
    return caller.form(path, **typed)


def _counts(live, sending: Sending) -> list[int]:
    with live.committed():
        entries = sending.log.objects.filter(word=sending.word).count()
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


def _area(stock: Stock) -> str:
    with stock.live.committed():
        west = Scheme.objects.get(slug="west")
        area = schemes.add_area(west, name=f"Area {uuid.uuid4()}", by=None, at=timezone.now())
    return f"/agency/areas/{area.pk}/"


SOON, LATER = (TODAY + dt.timedelta(days=days) for days in (100, 250))
EDITINGS = {
    "a person": Editing(
        ("second_caseworker", "caseworker"),
        lambda stock: _case(stock, "correct"),
        {"telephone": "07700 900556"},
        {"telephone": "07700 900777"},
        ("07700 900556", "07700 900777"),
        lambda: set(Client.objects.values_list("telephone", flat=True)),
    ),
    "an area": Editing(
        ("second_administrator", "administrator"),
        _area,
        {"name": "Westfield north"},
        {"name": "Westfield south"},
        ("Westfield north", "Westfield south"),
        lambda: set(Area.objects.values_list("name", flat=True)),
    ),
    "an agreement": Editing(
        ("second_information_officer", "force_information_officer"),
        lambda stock: _agreement(stock, "renew"),
        date("expires_on", SOON),
        date("expires_on", LATER),
        (f"{SOON.day} {SOON:%B %Y}", f"{LATER.day} {LATER:%B %Y}"),
        lambda: {f"{day.day} {day:%B %Y}" for day in Agreement.objects.values_list("expires_on", flat=True)},
    ),
}


@pytest.fixture(scope="module")
def pairs(stock) -> None:
    stock.someone_new("second_administrator", ("threshold", "agency-administrator"))
    stock.someone_new("second_information_officer", ("westfield-police", "information-officer"))


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


def test_a_case_is_opened_once_by_twenty_presses(live, stock):
    caller, key = Caller(live, "caseworker"), stock.referral()
    fields = caller.form(f"/referrals/{key}/")
    answers = caller.posts_at_once(f"/referrals/{key}/accept/", fields)
    assert {answer.status for answer in answers} == {302}
    with live.committed():
        assert Case.objects.filter(referral_id=key).count() == 1
        assert ChangeEntry.objects.filter(word="referral.accepted", subjects__contains=[key]).count() == 1


def test_a_page_that_saves_itself_while_its_button_is_pressed_makes_one_draft(live):
    caller = Caller(live, "sergeant")
    fields = caller.form("/referrals/new/", family_name="Kestrel")
    answers = caller.posts_at_once("/drafts/save/", fields)
    assert {(answer.status, answer.leads_to) for answer in answers} == {(302, "/")}
    with live.committed():
        assert Draft.objects.filter(pk=fields["draft"]).count() == 1
