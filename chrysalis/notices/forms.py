"""What is asked about being told."""

import datetime as dt
from typing import Any

from django import forms

from chrysalis.agencies.models import Worker
from chrysalis.notices.models import MailChoice
from chrysalis.ui.fields import DateField


class SayAway(forms.Form):
    from_on = DateField(label="First day away", error_messages={"required": "Enter the first day away"})
    until_on = DateField(label="Last day away", error_messages={"required": "Enter the last day away"})
    cover = forms.TypedChoiceField(
        label="Who covers",
        coerce=str,
        error_messages={"required": "Choose who covers", "invalid_choice": "Choose who covers"},
    )

    def __init__(self, *args: Any, colleagues: list[Worker], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        offered = [(str(worker.pk), worker.full_name) for worker in colleagues]
        self.fields["cover"].choices = [("", "Choose one"), *offered]

    def clean(self) -> None:
        first, last = self.cleaned_data.get("from_on"), self.cleaned_data.get("until_on")
        if last and last < self.today:
            self.add_error("until_on", "The last day away must be today or later")
        elif first and last and last < first:
            self.add_error("until_on", "The last day away must be on or after the first")


class ChangeHours(forms.Form):
    opens = forms.TimeField(label="Opens at", help_text="Like 09:00")
    closes = forms.TimeField(label="Closes at", help_text="Like 17:00")
    has_cover = forms.BooleanField(
        label="Somebody is on duty at all other times, and reads notices", required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> None:
        opens, closes = self.cleaned_data.get("opens"), self.cleaned_data.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", "The closing time must be after the opening time")


class ChooseMail(forms.Form):
    choice = forms.ChoiceField(
        label="When should an e-mail say that you have a notice?",
        choices=MailChoice.Choice,
        widget=forms.RadioSelect,
    )
