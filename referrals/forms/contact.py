import datetime as dt
from typing import Any

from django import forms

from chrysalis.ui.fields import MomentField, choice
from referrals.models import ContactAttempt


class RecordContact(forms.Form):
    channel = choice("How did you try?", ContactAttempt.Channel, "Choose how you tried")
    outcome = choice("What came of it?", ContactAttempt.Outcome, "Choose what came of it")
    made_at = MomentField(
        label="When was that?",
        help_text="If you leave this empty, it was just now. Otherwise a time, or a day and time",
    )
    account = forms.CharField(
        label="What happened",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="In plain words, as the person may one day read them. Nothing about anyone harmed",
    )

    def __init__(self, *args: Any, now: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields[
            "made_at"
        ].help_text = "Leave empty for now. Otherwise day and time, like 14/11/2026 15:20"

    def clean_made_at(self) -> dt.datetime:
        made_at = self.cleaned_data["made_at"] or self.now
        if made_at > self.now:
            raise forms.ValidationError("The attempt must be in the past.")
        return made_at
