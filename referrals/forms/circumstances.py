"""How somebody lives, and what would help them to take part: asked of colleagues who may know, needed of
nobody."""

from collections.abc import Iterator
from typing import Any

from django import forms

from chrysalis.ui.dates import PartialDate
from chrysalis.ui.fields import DateField
from referrals.forms.on_file.fields import WithoutPlaces
from referrals.models import CameWith, Circumstances


NAMES = (
    "occupation", "works_at", "shifts", "status", "housing", "is_parent", "armed_forces", "gp", "needs",
    "motivation", "speaks", "available", "travel", "childcare", "first_on", "frequency", "trend", "team",
    "heard_of",
)  # fmt: skip
PREFIX = "about_"
FIELDS = tuple(f"{PREFIX}{name}" for name in NAMES)
LABELS = {
    "is_parent": "Do they have parental responsibility for a child?",
    "armed_forces": "Did they serve in the armed forces?",
    "first_on": "When did it first happen?",
    "frequency": "How often does it happen?",
    "trend": "And of late?",
    "speaks": "How do they speak of it?",
    "team": "Your team, and your manager",
    "heard_of": "How did you hear of this service?",
}
# SAFETY: where a child is looked after leads to whoever was harmed.
WITHOUT_PLACES = ("childcare", "travel", "available")
HINTS = {
    "available": "Such as “weekdays after six”",
    "childcare": "What would have to be arranged. Never where a child lives or goes to school",
    "first_on": "As much as is known, even only the year",
}


def _field(name: str) -> forms.Field:
    column = Circumstances._meta.get_field(name)
    said = str(column.verbose_name)
    asked: dict[str, Any] = {"label": LABELS.get(name, said[0].upper() + said[1:]), "required": False}
    asked["help_text"] = HINTS.get(name, "")
    if name == "first_on":
        return DateField(partial=True, past=True, **asked)
    if column.choices:
        return forms.ChoiceField(choices=[("", "Not known"), *column.flatchoices], **asked)
    words = WithoutPlaces if name in WITHOUT_PLACES else forms.CharField
    return words(max_length=column.max_length, **asked)


def circumstances_fields() -> dict[str, forms.Field]:
    return {f"{PREFIX}{name}": _field(name) for name in NAMES}


def circumstances_of(given: dict[str, Any]) -> Iterator[CameWith]:
    """As they are kept beside a referral; nothing where nothing is known."""
    told = {name: _plain(given.get(f"{PREFIX}{name}")) for name in NAMES}
    if any(told.values()):
        yield Circumstances(**told)


def _plain(value: Any) -> str:
    return str(value) if isinstance(value, PartialDate) else value or ""
