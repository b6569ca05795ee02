"""What the forms of a case ask alike: which of several things, a moment that was, words without a place."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from chrysalis.ui.fields import MomentField, choice
from referrals.rules.places import says_where, says_which_school


NO_PLACE = "Take out the address. On this side nobody keeps where anyone harmed, or a child, may be"
NO_SCHOOL = "Take out the school. It is known on the safety side alone"
IN_PLAIN_WORDS = "In plain words, as the person may one day read them. Nothing about anyone harmed"
Choices = Sequence[tuple[str, str]]


def which(label: str, choices: Choices, ask: str) -> forms.ChoiceField:
    """One of what is on the case. One that was named in the address stands there alone, and chosen."""
    field = choice(label, choices, ask)
    if len(choices) == 1:
        field.initial = choices[0][0]
    return field


def when(label: str) -> MomentField:
    return MomentField(
        label=label, help_text="Leave empty if it was just now. Otherwise day and time, like 14/11/2026 15:20"
    )


def has_been(moment: dt.datetime | None, now: dt.datetime) -> dt.datetime:
    if moment and moment > now:
        raise forms.ValidationError("This must be in the past.")
    return moment or now


class WithoutPlaces(forms.CharField):
    """Words that must not say where somebody is. Where others read the refusal, they give its words."""

    default_error_messages = {"place": NO_PLACE, "school": NO_SCHOOL}

    def clean(self, value: Any) -> str:
        words: str = super().clean(value)
        if says_where(words):
            raise forms.ValidationError(self.error_messages["place"])
        if says_which_school(words):
            raise forms.ValidationError(self.error_messages["school"])
        return words


def short(label: str, hint: str = "", *, ask: str = "") -> forms.CharField:
    return WithoutPlaces(
        label=label,
        max_length=200,
        required=bool(ask),
        help_text=hint,
        error_messages={"required": ask} if ask else {},
    )


def long(label: str, hint: str, *, most: int, rows: int = 4, ask: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=bool(ask),
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=hint,
        error_messages={"required": ask} if ask else {},
    )
