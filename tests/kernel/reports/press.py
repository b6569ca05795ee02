"""A press for tests: the words of the page, and no library."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from chrysalis.reports import printing
from chrysalis.reports.words import words_of


def plain(page: str) -> printing.Printed:
    return printing.Printed(b"%PDF-words\n" + words_of(page).encode(), 1)


@contextmanager
def words_alone() -> Iterator[None]:
    with mock.patch.object(printing, "to_pdf", plain):
        yield
