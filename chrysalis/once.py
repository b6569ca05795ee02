"""What somebody without an account sends twice is there once.

Behind a hat, `drafts.actions.send_once` keeps where a form led. At the public doors nothing is kept of who
sent what, and nothing is read: what is written bears a key made of the page that it was typed on and of its
words, and a second copy finds it taken.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from psycopg2.errors import UniqueViolation


@contextmanager
def only_once() -> Iterator[None]:
    """What is written in the block under a key that is taken is not written again, and nobody is told."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if not isinstance(error.__cause__, UniqueViolation):
            raise


def key_of(page: str | None, *names: str) -> uuid.UUID:
    """Of a page that was drawn with `page` hidden in it; another each time where it bears none.

    SAFETY: mixed with `names`, so that nobody chooses the key of a record.
    """
    try:
        drawn = uuid.UUID(page or "")
    except ValueError:
        return uuid.uuid4()
    return uuid.uuid5(drawn, " ".join(names))
