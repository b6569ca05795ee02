import datetime as dt
from typing import Any

from django import forms

from chrysalis.ui.fields import MomentField, choice
from referrals.models import Release
from referrals.rules.releases import why_not


class RecordRelease(forms.Form):
    """When somebody leaves custody. `arrested_at` is what the sender said, where anything was."""

    released_at = MomentField(
        label="When does the person leave custody?",
        required=True,
        help_text="Day and time, like 14/11/2026 15:20. A day and time in the past if the person has left",
        error_messages={"required": "Enter when the person leaves custody"},
    )
    certainty = choice(
        "How certain is that?",
        [("known", "Known"), ("expected", "Expected")],
        "Choose how certain that is",
    )
    police_told = choice(
        "Have police told the person harmed?",
        Release._meta.get_field("police_told").choices,
        "Choose what police said",
        "As police answer it. Ask them: it is theirs to do. Do not write who that is",
    )

    def __init__(self, *args: Any, arrested_at: dt.datetime | None, now: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arrested_at, self.now = arrested_at, now

    def clean_released_at(self) -> dt.datetime:
        released_at = self.cleaned_data["released_at"]
        if wrong := why_not(released_at, arrested_at=self.arrested_at, now=self.now):
            raise forms.ValidationError(wrong)
        return released_at

    @property
    def values(self) -> dict[str, Any]:
        return {
            "released_at": self.cleaned_data["released_at"],
            "is_certain": self.cleaned_data["certainty"] == "known",
            "police_told": self.cleaned_data["police_told"],
        }
