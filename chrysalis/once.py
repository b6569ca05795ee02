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


NEVER_TYPED = "\0"  # no form takes it, so two words are never taken for one


@contextmanager
def only_once() -> Iterator[None]:
    """What is written in the block under a key that is taken is not written again, and nobody is told.

    SAFETY: only the key of a row says that it is there already. Anything else that a row may share with no
    other is a fault, and raised: whoever is afraid would be thanked for a message that nobody keeps.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if not _is_of_a_key(error.__cause__):
            raise


def key_of(page: str | None, *names: str) -> uuid.UUID:
    """Of a page that was drawn with `page` hidden in it; another each time where it bears none.

    SAFETY: mixed with `names`, so that nobody chooses the key of a record.
    """
    try:
        drawn = uuid.UUID(page or "")
    except ValueError:
        return uuid.uuid4()
    return uuid.uuid5(drawn, NEVER_TYPED.join(names))


def _is_of_a_key(cause: BaseException | None) -> bool:
    """PostgreSQL names the key of a table so; what clashed it does not say under row security."""
    return isinstance(cause, UniqueViolation) and str(cause.diag.constraint_name).endswith("_pkey")
