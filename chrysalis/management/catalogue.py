"""The words of the public pages in other languages: collected, kept in `chrysalis/locale`, compiled.

A language is a folder of message files. `python3 manage.py words` adds what is new, drops what is gone, and
compiles; a language with a word missing fails the tests, since somebody would read half a page in it.
"""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from chrysalis.environment import PROJECT


SOURCES = ("chrysalis", "referrals", "partners", "templates")
KEYWORDS = DEFAULT_KEYWORDS | {"gettext_lazy": None, "gettext_noop": None}
ALWAYS = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)  # the same words make the same file on every day
OURS = settings.LANGUAGE_CODE
LANGUAGES = [code for code, name in settings.LANGUAGES if code != OURS]


def folder(language: str) -> Path:
    return PROJECT / "chrysalis" / "locale" / language / "LC_MESSAGES"


def sought() -> set[str]:
    """Every text that a source marks as one to translate."""
    return {message for path in _sources() for message in _texts(path)}


def kept(language: str) -> Catalog:
    path = folder(language) / "django.po"
    if not path.exists():
        return Catalog(locale=language, domain="django", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def renewed(language: str) -> Catalog:
    """What is kept, with what is new added without a translation and what is gone dropped."""
    before = kept(language)
    catalogue = Catalog(locale=language, domain="django", fuzzy=False, creation_date=ALWAYS)
    catalogue.revision_date = ALWAYS
    catalogue.mime_headers = [("MIME-Version", "1.0"), ("Content-Type", "text/plain; charset=utf-8")]
    for text in sorted(sought()):
        was = before.get(text)
        flags = {"python-format"} if "%(" in text else set()
        catalogue.add(text, was.string if was else "", flags=flags)
    return catalogue


def written(language: str) -> dict[Path, bytes]:
    """The files of a language, as they should be."""
    catalogue = renewed(language)
    source, compiled = io.BytesIO(), io.BytesIO()
    write_po(source, catalogue, omit_header=True, width=100, sort_output=True)
    write_mo(compiled, catalogue)
    head = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    return {
        folder(language) / "django.po": head + source.getvalue().strip() + b"\n",
        folder(language) / "django.mo": compiled.getvalue(),
    }


def missing(language: str) -> list[str]:
    return [str(message.id) for message in renewed(language) if message.id and not message.string]


def _sources() -> Iterator[Path]:
    for name in SOURCES:
        for path in sorted((PROJECT / name).rglob("*")):
            if path.suffix in (".py", ".html") and "migrations" not in path.parts:
                yield path


def _texts(path: Path) -> Iterator[str]:
    text = path.read_text()
    if path.suffix == ".html":
        if "i18n" not in text:
            return
        # What it puts between the words is indented as the page was, which no reader of Python follows.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    elif "django.utils.translation" not in text:
        return
    for _line, message, _comments, _context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
        yield message if isinstance(message, str) else message[0]
