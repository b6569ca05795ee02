"""The number of the request in hand: what one click did stands together in the log."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID, uuid4


_current: ContextVar[UUID | None] = ContextVar("request_number", default=None)


@contextmanager
def numbered() -> Iterator[None]:
    before = _current.set(uuid4())
    try:
        yield
    finally:
        _current.reset(before)


def current_request() -> UUID | None:
    """None outside a request: in a task, or on the command line."""
    return _current.get()
