"""The number of the request in hand: what one click did stands together in the log."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID, uuid4


_current: ContextVar[UUID | None] = ContextVar("request_number", default=None)


@contextmanager
def numbered() -> Iterator[UUID]:
    number = uuid4()
    before = _current.set(number)
    try:
        yield number
    finally:
        _current.reset(before)


def current_request() -> UUID | None:
    """None outside a request: in a task, or on the command line."""
    return _current.get()


def short(number: UUID | None) -> str:
    """As people read it out on the telephone: its first eight characters."""
    return number.hex[:8].upper() if number else ""
