"""Handing messages over, one after another: never two of one, never a burst, never silence.

A letter is written at the last moment, by its kind, which asks again whether it may go. While it is
handed over no transaction is open. An answer that is not clear is treated as "perhaps": looked up
where the provider keeps our reference, and otherwise left to a person.
"""

import datetime as dt
from collections.abc import Callable

from chrysalis.access.context import as_system
from chrysalis.delivery.actions import taking
from chrysalis.delivery.letters import Letter, Trouble, Withheld
from chrysalis.delivery.models import Message, State
from chrysalis.delivery.transports import NotNow, Receipt, Refused, Transport, Unclear


LOAD = 30  # messages in one go
PAUSE = dt.timedelta(seconds=10)  # after a full load
SOON = dt.timedelta(seconds=20)  # until an unclear one is looked up

Clock = Callable[[], dt.datetime]


def drain(through: Transport, *, clock: Clock) -> int:
    """Send what waits, up to a load; how many were handed over. Rests when the provider does not answer."""
    taking.tell_of_late(at=clock())
    until = taking.rests_until(through.name)
    if until and until > clock():
        return 0
    return Round(through, clock).go()


class Round:
    def __init__(self, through: Transport, clock: Clock) -> None:
        self.through, self.clock = through, clock

    def go(self) -> int:
        sent = 0
        try:
            self._ask_again()
            while sent < LOAD and (message := taking.take(provider=self.through.name, at=self.clock())):
                sent += self._hand_over(message)
        except NotNow as pause:
            taking.line_failed(self.through.name, asked=pause.after, at=self.clock())
            return sent
        if sent:
            rest = PAUSE if sent == LOAD else None
            taking.line_held(self.through.name, pause=rest, at=self.clock())
        return sent

    def _hand_over(self, message: Message) -> bool:
        letter = self._write(message)
        if letter is None or not message.is_leased(self.clock()):
            return False  # written too late, on a machine that slept: whoever looks next decides
        try:
            receipt = self.through.send(letter, reference=str(message.pk))
        except NotNow as pause:
            taking.put_back(message, error="NotNow", asked=pause.after, at=self.clock())
            raise
        except Refused:
            self._settle(message, State.FAILED, trouble=Trouble.FAILED, error="Refused")
            return False
        except Unclear:
            self._leave_open(message)
            return False
        self._sent(message, receipt)
        return True

    def _write(self, message: Message) -> Letter | None:
        """SAFETY: asked in this moment, not when the message was made: since then an address may have
        become unsafe, or a place ended."""
        try:
            with as_system("courier"):
                return message.kind.write(message.sending, self.clock())
        except Withheld:
            self._settle(message, State.WITHHELD)
        except Exception as problem:
            taking.put_back(message, error=type(problem).__name__[:60], asked=0, at=self.clock())
        return None

    def _leave_open(self, message: Message) -> None:
        """It may have gone. Where that can be asked, it will be; where not, a person finds out."""
        if self.through.knows_references:
            taking.shorten_lease(message, until=self.clock() + SOON)
        else:
            self._settle(message, State.UNKNOWN, trouble=Trouble.UNKNOWN, error="Unclear")

    def _ask_again(self) -> None:
        while message := taking.interrupted(at=self.clock()):
            if not self.through.knows_references or message.provider != self.through.name:
                self._settle(message, State.UNKNOWN, trouble=Trouble.UNKNOWN, error="Interrupted")
                continue
            receipt = self.through.find(str(message.pk))
            if receipt:
                self._sent(message, receipt)
            else:
                self._settle(message, State.WAITING, due_at=self.clock())
        if self.through.knows_references:
            self._ask_what_became()

    def _ask_what_became(self) -> None:
        """A provider that said yes and could not deliver is found out here."""
        while message := taking.to_ask_about(provider=self.through.name, at=self.clock()):
            fate = self.through.fate(Receipt(message.reference))
            if fate is False:
                self._settle(message, State.FAILED, trouble=Trouble.FAILED, error="Undelivered")
            elif fate:
                self._settle(message, State.DELIVERED)

    def _sent(self, message: Message, receipt: Receipt) -> None:
        due_at = self.clock() + dt.timedelta(minutes=1)
        self._settle(message, State.SENT, reference=receipt.reference, error="", due_at=due_at)

    def _settle(
        self, message: Message, state: State, *, trouble: Trouble | None = None, **values: object
    ) -> None:
        taking.settle(message, state, at=self.clock(), trouble=trouble, **values)
