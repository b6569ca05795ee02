"""The equality questions: each asked only of whoever can know, each with a way not to answer. They are
counted, and shown to nobody."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms

from chrysalis.ui.fields import choice
from referrals.models import EQUALITY, AgePath, EqualityAnswers, ToldBy


PREFIX = "equality_"
SEEN = "ethnicity_seen"
NAMES = tuple(f"{PREFIX}{name}" for name in EQUALITY)
HINTS = {
    "gender_same": "From the age of 16",
    "orientation": "From the age of 16",
    "disability": "What they need to take part is asked elsewhere",
}


def _field(name: str) -> forms.ChoiceField:
    column = EqualityAnswers._meta.get_field(name)
    label = str(column.verbose_name)
    return forms.ChoiceField(
        label=label[0].upper() + label[1:],
        choices=[
            ("", "Not asked"),
            *((word, said) for word, said in column.flatchoices if word != "not_asked"),
        ],
        required=False,
        help_text=HINTS.get(name, ""),
    )


def equality_fields(names: Iterable[str]) -> dict[str, forms.Field]:
    """For the form of a door: one list each."""
    return {f"{PREFIX}{name}": _field(name) for name in names}


def answers_of(given: dict[str, Any], *, told_by: str, at: dt.datetime) -> Iterator[EqualityAnswers]:
    """What was answered, as it is kept beside a referral; nothing where nothing was. What an officer saw
    stands by itself: it is not what anybody said."""
    said = {name: given.get(f"{PREFIX}{name}") for name in EQUALITY}
    if answered := {name: word for name, word in said.items() if word}:
        yield EqualityAnswers(told_by=told_by, at=at, **answered)
    if seen := given.get(f"{PREFIX}{SEEN}"):
        yield EqualityAnswers(told_by=ToldBy.OFFICER, at=at, ethnicity_seen=seen)


class RecordEquality(forms.Form):
    """As the person says it, on a case."""

    told_by = choice(
        "Who says so?", [each for each in ToldBy.choices if each[0] != ToldBy.OFFICER], "Choose who says so"
    )

    def __init__(self, *args: Any, age_path: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grown = {"gender_same", "orientation"} if age_path == AgePath.YOUNG else set()
        self.fields |= equality_fields(name for name in EQUALITY if name not in grown)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not any(word for name, word in given.items() if name.startswith(PREFIX)):
            self.add_error(None, "Nothing is answered yet. “Prefers not to say” is an answer")
        return given
