"""The filters in use, each as a chip that takes it off again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.forms.boundfield import BoundField


@dataclass(frozen=True)
class Chip:
    text: str
    href: str


Link = Callable[[dict[str, Any]], str]


def chips_of(form: BaseForm, link: Link) -> list[Chip]:
    return [chip for field in form.visible_fields() for chip in _chips(field, link)]


def _chips(field: BoundField, link: Link) -> Iterable[Chip]:
    values = _values(field)
    for value in values:
        rest = [other for other in values if other != value]
        yield Chip(f"{field.label}: {_words(field, value)}", link({field.html_name: rest}))


def _values(field: BoundField) -> list[str]:
    given = field.data if isinstance(field.data, list) else [field.data]
    return [value for value in given if value]


def _words(field: BoundField, value: str) -> str:
    """The words of a choice, and what was typed otherwise."""
    choices = getattr(field.field, "choices", ())
    return next((str(words) for choice, words in choices if str(choice) == value), value)
