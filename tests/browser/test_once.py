"""Sent once however often the button is pressed, and never over somebody else's words."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from django.utils import timezone

from chrysalis.api.actions import letting_in
from chrysalis.audit.models import TABLES
from chrysalis.drafts.models import Draft
from referrals.models import SentByMachine
from tests.browser.caller import Caller, Fields, fields_of, whole_names
from tests.browser.forms import (
    AS_OFTEN_AS_SENT,
    CONFIRMED,
    EDITINGS,
    SENDINGS,
    forms_behind_a_hat,
)
from tests.browser.forms.sending import Editing, Sending, Subject
from tests.browser.stock import Stock
from tests.referrals.machine import RHYS, Machine


@pytest.fixture(scope="module")
def stock(live) -> Stock:
    return Stock(live)


def test_every_form_behind_a_hat_is_sent_twenty_times():
    """A new form has a line in `tests/browser/forms/`."""
    sent = {name.partition(",")[0] for name in SENDINGS}  # after it, which form of several on one page
    assert {page.name for page in forms_behind_a_hat()} == sent | set(AS_OFTEN_AS_SENT)


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
    for answer in answers:
        assert answer.status in sending.again, answer.html
    assert len({answer.leads_to for answer in led}) == 1 or sending.leads_on
    assert _counts(live, sending) == [count + 1 for count in before]
    assert caller.get(led[0].leads_to).status == 200
    if VERSIONS & fields.keys():
        assert name in EDITINGS or name in CONFIRMED, "two editors would meet here"


VERSIONS = {"version", "seen_version"}


def _counts(live, sending: Sending) -> list[int]:
    with live.committed():
        entries = sum(table.objects.filter(word=sending.word).count() for table in TABLES.values())
        return [entries, sending.makes.objects.count()] if sending.makes else [entries]


@pytest.fixture(scope="module")
def pairs(stock) -> None:
    stock.someone_new("second_administrator", ("threshold", "agency-administrator"))
    stock.someone_new("second_information_officer", ("westfield-police", "information-officer"))
    stock.someone_new("second_support_manager", ("haven", "partner-support-manager"))
    stock.someone_new("second_limiter", ("threshold", "information-officer"))
    stock.someone_new("second_service_manager", ("threshold", "service-manager"))


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


def _second_try(html: str, editing: Editing) -> Fields:
    """The form on the conflict page, sent as it stands: it holds the second editor's own words."""
    fields = fields_of(html)
    assert whole_names(editing.second, fields).items() <= fields.items()
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


def test_twenty_copies_of_what_a_records_system_sends_are_one_referral_and_one_answer(live):
    with live.committed():
        machine = Machine("westfield-council", let_in=False)
        token = letting_in.grant(str(machine.system.pk), machine.secret, wanted=(), at=timezone.now()).token
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "case-4711"}

    def send(_: int) -> tuple[int, bytes]:
        url = f"{live.url}/api/v1/referrals"
        answer = requests.post(url, json=RHYS, headers=headers, timeout=60)
        return answer.status_code, answer.content

    with ThreadPoolExecutor(20) as hands:
        answers = set(hands.map(send, range(20)))
    assert [status for status, _ in answers] == [201]
    with live.committed():
        assert SentByMachine.objects.filter(system=machine.system).count() == 1
