from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_noop

from chrysalis.ui.dates import PartialDate


PARTS = ("day", "month", "year")
TITLES = {"day": gettext_noop("Day"), "month": gettext_noop("Month"), "year": gettext_noop("Year")}
WIDTHS = {"day": "2", "month": "5", "year": "4"}  # in characters; a month may be a word


class PartialDateInput(forms.MultiWidget):
    """Day, month and year in three boxes, as they were typed: the field makes sense of them."""

    template_name = "forms/date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part in PARTS}, attrs)

    def decompress(self, value: PartialDate | date | str | None) -> list[Any]:
        if not value:
            return [None, None, None]
        if isinstance(value, str):
            value = PartialDate.read(value)
        return [value.day, value.month, value.year]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        attrs = dict(attrs or {})
        wrong = attrs.pop("wrong_parts", frozenset())
        invalid = attrs.pop("aria-invalid", None)
        context = super().get_context(name, value, attrs)
        for part, box in zip(PARTS, context["widget"]["subwidgets"], strict=True):
            self._dress(part, box, is_wrong=bool(invalid) and (part in wrong or not wrong))
        return context

    def _dress(self, part: str, box: dict[str, Any], *, is_wrong: bool) -> None:
        box["title"] = gettext(TITLES[part])
        box["attrs"]["class"] = f"govuk-input govuk-date-input__input govuk-input--width-{WIDTHS[part]}"
        box["attrs"].setdefault("autocomplete", "off")
        box["attrs"]["spellcheck"] = "false"
        if part != "month":
            box["attrs"]["inputmode"] = "numeric"
        if is_wrong:
            box["attrs"]["class"] += " govuk-input--error"
            box["attrs"]["aria-invalid"] = "true"
