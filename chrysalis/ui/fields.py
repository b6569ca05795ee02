"""Fields that Django does not have."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from chrysalis.ui.dates import PartialDate, month_number
from chrysalis.ui.moments import read_moment
from chrysalis.ui.widgets import PARTS, PartialDateInput


Typed = dict[str, str]
NOUNS = {"day": gettext_noop("day"), "month": gettext_noop("month"), "year": gettext_noop("year")}


class MomentField(forms.CharField):
    """A day and time in one box, as somebody in a hurry types it; gives a moment, or None."""

    def __init__(self, *, label: str, **options: Any) -> None:
        hint = "Day and time, like “14/11/2026 21:40”, or only the time if it was today"
        super().__init__(label=label, **({"required": False, "help_text": hint} | options))

    def clean(self, value: str) -> datetime | None:
        typed = super().clean(value)
        if not typed:
            return None
        found = read_moment(typed, now=timezone.localtime())
        if found is None:
            raise ValidationError(
                f"{self.label} must be a day and time, like “14/11/2026 21:40”", code="invalid"
            )
        return found


def in_sentence(label: str) -> str:
    """ "Date of birth" as it stands inside a sentence; "PNC number" is left as it is."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


class DateField(forms.Field):
    """A day typed as day, month and year; the month also as a word.

    `partial=True` accepts as much as is known, from the year down, and gives a PartialDate; otherwise
    a whole day is wanted, and it gives a date. `past=True` refuses days to come.
    """

    widget = PartialDateInput

    def __init__(
        self, *, partial: bool = False, past: bool = False, called: Any = "", **options: Any
    ) -> None:
        super().__init__(**options)
        self.called = called  # in a message, where the label is a question
        self.partial, self.past = partial, past

    def clean(self, value: list[str] | None) -> PartialDate | date | None:
        typed = {part: (text or "").strip() for part, text in zip(PARTS, value or ["", "", ""], strict=True)}
        if not any(typed.values()):
            return self._nothing()
        self._refuse_gaps(typed)
        given = self._read(typed)
        if self.past and given.earliest > timezone.localdate():
            raise self._wrong(gettext("must be today or in the past"))
        return given if self.partial else given.earliest

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = ["" if part is None else str(part) for part in self.widget.decompress(initial)]
        return before != list(data or ["", "", ""])

    def _nothing(self) -> None:
        if self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def _refuse_gaps(self, typed: Typed) -> None:
        missing = [part for part in self._needed(typed) if not typed[part]]
        if missing:
            parts = gettext(" and ").join(gettext(NOUNS[part]) for part in missing)
            raise self._wrong(gettext("must include a %(parts)s") % {"parts": parts}, *missing)

    def _needed(self, typed: Typed) -> tuple[str, ...]:
        if not self.partial:
            return PARTS
        return ("month", "year") if typed["day"] else ("year",)

    def _read(self, typed: Typed) -> PartialDate:
        year, month, day = self._year(typed["year"]), self._month(typed["month"]), self._day(typed["day"])
        try:
            return PartialDate(year, month, day)
        except ValueError:
            raise self._wrong(gettext("must be a real date")) from None

    def _year(self, text: str) -> int:
        if not (text.isdecimal() and len(text) == 4):
            raise self._wrong(gettext("must have a year of 4 numbers"), "year")
        return int(text)

    def _month(self, text: str) -> int | None:
        if text and month_number(text) is None:
            raise self._wrong(gettext("must have a month, as a number or a name"), "month")
        return month_number(text) if text else None

    def _day(self, text: str) -> int | None:
        if text and not (text.isdecimal() and 1 <= int(text) <= 31):
            raise self._wrong(gettext("must be a real date"), "day")
        return int(text) if text else None

    def _wrong(self, what: str, *parts: str) -> ValidationError:
        name = str(self.called or self.label or "The date")
        return ValidationError(f"{name} {what}", code="invalid", params={"parts": parts})


def choice(label: str, choices: Any, ask: str, hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        help_text=hint,
        error_messages={"required": ask},
    )
