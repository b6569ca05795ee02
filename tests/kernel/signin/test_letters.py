"""What lets somebody in goes the way of every letter: a row a message, its link made as it leaves."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from chrysalis.agencies.models import Membership, Worker
from chrysalis.delivery.actions import taking
from chrysalis.delivery.actions.draining import drain
from chrysalis.delivery.backend import PastTheQueue, Shut
from chrysalis.delivery.letters import Letter
from chrysalis.delivery.models import AccountMessage
from chrysalis.delivery.transports import NotNow, Receipt, Refused, Unclear
from chrysalis.events.actions.carrying import carry
from chrysalis.notices.models import AccountNotice
from chrysalis.signin.actions import resets
from chrysalis.signin.adapters import Accounts
from chrysalis.signin.models import Invitation, PasswordRequest
from tests import eye
from tests.kernel.signin.door import PASSWORD, Visitor, at_the_door


MORGAN = {"full_name": "Morgan Tully", "email": "morgan@threshold.example", "role_slug": "caseworker"}


class Provider:
    """A way out that does as it is told, and whose letters can be read."""

    name, knows_references = "test", False

    def __init__(self) -> None:
        self.trouble: Exception | None = None
        self.letters: list[Letter] = []

    def send(self, letter: Letter, *, reference: str) -> Receipt:
        if self.trouble:
            raise self.trouble
        self.letters.append(letter)
        return Receipt()

    def find(self, reference: str) -> Receipt | None:
        return None  # it surely has none

    def fate(self, receipt: Receipt) -> bool | None:
        return None


class Office:
    """Threshold, whose administrator lets people in; and the worker process, at a time of its own."""

    def __init__(self, world) -> None:
        self.world, self.through = world, Provider()
        self.now = timezone.now() + dt.timedelta(seconds=5)

    def invites(self) -> Worker:
        assert self.world.administrator.sends("agencies:invite", **MORGAN).status_code == 302
        return Worker.objects.get(email=MORGAN["email"])

    def forgets(self) -> Worker:
        """A caseworker who has forgotten the password asks for a link."""
        visitor = at_the_door(self.world.caseworker)
        visitor.sends("account_reset_password", email=visitor.worker.email)
        return visitor.worker

    def works(self, **passes: float) -> None:
        """With the rights of the service alone."""
        self.now += dt.timedelta(**passes)
        with eye.closed():
            resets.answer(at=self.now)
            drain(self.through, clock=lambda: self.now)
            carry(clock=lambda: self.now)

    def dies_while_sending(self) -> None:
        """Killed after the letter is written and before anybody noted what came of it."""
        with eye.closed():
            resets.answer(at=self.now)
            message = taking.take(provider=self.through.name, at=self.now)
            message.kind.write(message.sending, self.now)

    def lets_in(self, letter: Letter, worker: Worker) -> bool:
        link = letter.text.split("http://testserver")[1].split()[0]
        browser = Visitor(worker).browser
        page = browser.get(link, follow=True)
        names = ("password", "again") if "invitation" in link else ("password1", "password2")
        browser.post(page.request["PATH_INFO"], dict.fromkeys(names, PASSWORD))
        return Visitor(worker).signs_in().status_code == 302

    @property
    def told(self) -> list[str]:
        """Of what the administrator of the agency has heard."""
        return list(AccountNotice.objects.values_list("kind_slug", flat=True))


@pytest.fixture
def office(world, settings) -> Office:
    settings.SERVICE_URL = "http://testserver"
    return Office(world)


Asks = Callable[[Office], Worker]
either = pytest.mark.parametrize("asks", [Office.invites, Office.forgets], ids=["invited", "forgotten"])


@either
def test_it_goes_out_once_and_lets_in_whom_it_was_for(office, asks: Asks):
    worker = asks(office)
    for _ in range(3):
        office.works(minutes=1)
    (letter,) = office.through.letters
    assert letter.to == worker.email
    assert office.lets_in(letter, worker)
    assert office.told == []


@either
def test_twice_the_same_is_one_letter(office, asks: Asks):
    """The second is refused as it is made, or takes the place of the first."""
    asks(office)
    office.forgets() if asks is Office.forgets else _invites_again(office)
    office.works()
    office.works(seconds=30)
    assert len(office.through.letters) == 1


def _invites_again(office: Office) -> None:
    place = Membership.objects.get(worker__email=MORGAN["email"])
    office.world.administrator.sends("agencies:invite_again", place.pk)


@either
def test_killed_before_it_began_the_next_worker_sends_it(office, asks: Asks):
    """The row is there as soon as the page has answered; no bell has to be heard."""
    worker = asks(office)
    office.works(hours=5)
    assert office.lets_in(office.through.letters[0], worker)


@either
def test_killed_in_the_midst_it_is_somebodys_task_and_not_sent_again(office, asks: Asks):
    asks(office)
    office.dies_while_sending()
    office.works(minutes=4)
    office.works(minutes=4)
    assert office.through.letters == []
    assert office.told == ["way-in-unknown"]
    assert AccountMessage.objects.get().state == "unknown"


@either
def test_killed_in_the_midst_where_the_provider_can_be_asked_another_link_goes(office, asks: Asks):
    worker = asks(office)
    office.through.knows_references = True
    office.dies_while_sending()
    office.works(minutes=4)
    office.works(minutes=4)
    (letter,) = office.through.letters
    assert office.lets_in(letter, worker)
    assert office.told == []


@either
@pytest.mark.parametrize(
    ("trouble", "kind"), [(Refused(), "way-in-failed"), (Unclear(), "way-in-unknown")], ids=["no", "perhaps"]
)
def test_what_the_provider_will_not_take_is_the_administrators_task(office, asks: Asks, trouble, kind):
    worker = asks(office)
    office.through.trouble = trouble
    office.works()
    office.works(minutes=5)
    assert office.told == [kind]
    notice = AccountNotice.objects.get()
    page = office.world.administrator.opens("notices:notice", notice.pk).content.decode()
    assert "Open the account" in page
    assert str(notice.subject_id) in page
    assert worker.memberships.filter(pk=notice.subject_id).exists()
    assert worker.full_name not in page


@either
def test_a_provider_that_is_away_is_waited_for(office, asks: Asks):
    worker = asks(office)
    office.through.trouble = NotNow()
    for _ in range(5):
        office.works(minutes=11)
    office.through.trouble = None
    office.works(minutes=11)
    (letter,) = office.through.letters
    assert office.lets_in(letter, worker)
    assert office.told == []


def test_the_list_says_that_an_invitation_was_sent_only_when_it_was(office):
    office.invites()
    office.through.trouble = NotNow()
    office.works()
    assert Invitation.objects.get().sent_at is None
    office.through.trouble = None
    office.works(minutes=11)
    assert Invitation.objects.get().sent_at == office.now


@either
def test_neither_address_nor_link_rests_in_the_database(office, asks: Asks):
    worker = asks(office)
    assert worker.email not in _everything_but_accounts()
    office.works()
    assert not PasswordRequest.objects.exists()
    kept = _everything_but_accounts()
    assert worker.email not in kept
    secret = office.through.letters[0].text.split("http://testserver")[1].split()[0].strip("/").split("/")[-1]
    assert secret[-20:] not in kept


def _everything_but_accounts() -> str:
    """Every row of every table, as a copy of the database would hold it."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - {
            "agencies_worker",
            "account_emailaddress",
        }
        return "".join(_rows(cursor, table) for table in sorted(tables))


def _rows(cursor, table: str) -> str:
    cursor.execute(f"SELECT coalesce(string_agg(t::text, chr(10)), '') FROM \"{table}\" t")  # noqa: S608 - names of our own
    return cursor.fetchone()[0]


def test_an_address_that_belongs_to_nobody_leaves_nothing(office):
    office.forgets()
    Visitor(office.world.caseworker.worker).sends("account_reset_password", email="nobody@agency.example")
    assert PasswordRequest.objects.count() == 2
    office.works()
    assert not PasswordRequest.objects.exists()
    assert AccountMessage.objects.count() == 1


def test_mail_past_the_queue_is_refused(db):
    with pytest.raises(PastTheQueue):
        Shut().send_messages([EmailMessage("Subject", "Text", "from@service.example", ["to@agency.example"])])
    with pytest.raises(PastTheQueue):
        Accounts(RequestFactory().get("/")).send_mail("account/email/any", "to@agency.example", {})
