"""Something new of a person whose case is open, as somebody tells it to a caseworker."""

import datetime as dt
from typing import Any

from django import forms

from chrysalis.ui.fields import DateField, MomentField, choice
from referrals.models import HAPPENED, WrittenDown


class RecordIncident(forms.Form):
    kind = choice("What is new?", HAPPENED, "Choose what is new")
    happened_on = DateField(
        label="When did it happen?", past=True, required=False, help_text="Leave empty if that is not known"
    )
    told_by = forms.CharField(
        label="Who told you?",
        max_length=200,
        help_text="Name, post and agency. Never anyone harmed: what they told goes to partner support",
        error_messages={"required": "Enter who told you"},
    )
    way = choice("How did they tell you?", WrittenDown.Way, "Choose how they told you")
    told_at = MomentField(
        label="When did they tell you?",
        help_text="Leave empty if it was just now. Otherwise day and time, like 14/11/2026 15:20",
    )
    account = forms.CharField(
        label="What were you told?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="An allegation is an allegation. Nothing about anyone harmed: no name, address or words",
        error_messages={"required": "Enter what you were told"},
    )

    def __init__(self, *args: Any, now: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_told_at(self) -> dt.datetime:
        told_at = self.cleaned_data["told_at"] or self.now
        if told_at > self.now:
            raise forms.ValidationError("When they told you must be in the past.")
        return told_at
