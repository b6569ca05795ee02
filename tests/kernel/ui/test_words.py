"""The public pages in other languages: no word is missing, and what was collected is what stands there."""

import pytest
from django.utils import translation

from chrysalis.management import catalogue


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
def test_no_word_is_missing_and_the_files_are_fresh(language):
    assert catalogue.missing(language) == []
    stale = [path.name for path, wanted in catalogue.written(language).items() if path.read_bytes() != wanted]
    assert not stale, f"{stale}: run python3 manage.py words"


def test_what_stands_in_a_form_and_on_a_page_is_collected():
    sought = catalogue.sought()
    assert "How can we reach you safely?" in sought  # a form's
    assert "I understand" in sought  # a template's
    assert any(text.startswith("This goes to %(receiver)s") for text in sought)  # with something filled in


def test_a_translation_keeps_what_is_filled_in():
    for message in catalogue.kept("cy"):
        for part in ("%(receiver)s", "%(telephone)s", "%(days)s", "%(hours)s", "%(day)s", "%(reference)s"):
            assert (part in message.id) == (part in message.string), message.id


def test_the_language_of_a_page_does_not_stay_for_the_next(client, world):
    assert "Dechrau" in client.get("/get-in-touch/cy/west/").content.decode()
    assert translation.get_language() == "en-gb"
    assert "Start" in client.get("/get-in-touch/en/west/").content.decode()
