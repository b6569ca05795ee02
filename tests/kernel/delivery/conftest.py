"""A letter of the tests' own, a clock that is pushed on, and what became of each message."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterator
from unittest import mock

import pytest

from chrysalis.access.barriers import Side
from chrysalis.access.context import as_system
from chrysalis.delivery.actions import send
from chrysalis.delivery.actions.draining import drain
from chrysalis.delivery.letters import LETTERS, Letter, LetterKind, Sending, Trouble, Withheld
from chrysalis.delivery.models import SafetyMessage
from chrysalis.delivery.transports import Transport, notify, smtp
from chrysalis.working_days import LONDON
from tests.kernel.delivery.providers import NotifyLike, SmtpLike, notify_like, smtp_like


class Post:
    """The post room of one service: what is to be sent, through whom, and when it is now."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 11, 18, 12, 0, tzinfo=LONDON)
        self.unsafe: set[uuid.UUID] = set()
        self.poisoned: set[uuid.UUID] = set()
        self.told: list[tuple[uuid.UUID, Trouble]] = []
        self.through: Transport
        self.kind = LETTERS.add(LetterKind("test-letter", Side.SAFETY, self._write, self._tell, True))
        self.patient = LETTERS.add(LetterKind("test-digest", Side.SAFETY, self._write, self._tell))

    def _write(self, sending: Sending, at: dt.datetime) -> Letter:
        if sending.recipient_id in self.unsafe:
            raise Withheld
        if sending.recipient_id in self.poisoned:
            raise ZeroDivisionError
        return Letter(f"{sending.key}@agency.example", "You have a notice", "Sign in.")

    def _tell(self, sending: Sending, trouble: Trouble, at: dt.datetime) -> None:
        self.told.append((sending.key, trouble))

    def puts_in(
        self, count: int = 1, *, to: uuid.UUID | None = None, of: LetterKind | None = None
    ) -> list[uuid.UUID]:
        made = [uuid.uuid4() for _ in range(count)]
        with as_system("courier"):
            for key in made:
                send(of or self.kind, about=uuid.uuid4(), to=to or uuid.uuid4(), at=self.now, key=key)
        return made

    def goes(self) -> int:
        return drain(self.through, clock=lambda: self.now)

    def passes(self, **time: float) -> None:
        self.now += dt.timedelta(**time)

    def runs_for(self, *, every: int = 10, **time: float) -> list[int]:
        """As the schedule does; how many went out each time."""
        end, sent = self.now + dt.timedelta(**time), []
        while self.now < end:
            sent.append(self.goes())
            self.passes(seconds=every)
        return sent

    @property
    def states(self) -> dict[str, int]:
        return dict(Counter(SafetyMessage.objects.values_list("state", flat=True)))


@pytest.fixture
def post(db) -> Iterator[Post]:
    with mock.patch.dict(LETTERS._items):
        yield Post()


@pytest.fixture
def provider(post, monkeypatch) -> Iterator[NotifyLike]:
    monkeypatch.setattr(notify, "SECONDS", 0.3)
    with notify_like() as (found, host):
        key = f"live-{uuid.uuid4()}-{uuid.uuid4()}"
        post.through = notify.make(f"notify+http://{key}@{host}/{uuid.uuid4()}")
        yield found


@pytest.fixture
def mail_server(post, settings) -> Iterator[SmtpLike]:
    with smtp_like() as (found, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = False, 2
        post.through = smtp.make("smtp://")
        yield found
