import datetime as dt
from typing import Any

from django import forms

from chrysalis.ui.fields import DateField, choice
from chrysalis.ui.templatetags.ui import day
from referrals.forms.restricting import in_words
from referrals.models import PauseWords


FURTHEST = dt.timedelta(days=183)


class PauseClock(forms.Form):
    """Closed reasons, in the scheme's own words; what is known of it; until which day."""

    reason = choice("Why does the clock stand still?", (), "Choose why the clock stands still")
    words = in_words(
        "What do you know of it?",
        "Enter what you know of it",
        "And from whom. A manager who reads no referral may read this: no name, nothing about anyone harmed",
    )
    until_on = DateField(
        label="Until which day?",
        called="The day",
        error_messages={"required": "Enter the day on which the clock goes on"},
    )

    def __init__(
        self, *args: Any, choices: PauseWords, today: dt.date, allowed: dt.date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choices, self.today = choices, today
        self.fields["reason"].choices = choices.choices
        self.fields[
            "until_on"
        ].help_text = f"It goes on by itself on that day. After {day(allowed)} a manager has to agree"

    def clean_until_on(self) -> dt.date:
        until: dt.date = self.cleaned_data["until_on"]
        if until <= self.today:
            raise forms.ValidationError("The day must be after today")
        if until > self.today + FURTHEST:
            raise forms.ValidationError("The day is more than half a year away. Check it")
        return until

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("reason"):
            given["said"] = self.choices.said(given["reason"])
        return given


class AgreePause(forms.Form):
    agrees = choice("Do you agree?", [("yes", "Yes"), ("no", "No")], "Choose whether you agree")
    remark = in_words("What should the caseworker know?", "", "They read this")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remark"].required = False

    @property
    def values(self) -> dict[str, Any]:
        return {"agrees": self.cleaned_data["agrees"] == "yes", "remark": self.cleaned_data["remark"]}
