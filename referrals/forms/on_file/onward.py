from typing import Any

from django import forms
from django.utils import timezone

from chrysalis.ui.fields import DateField, choice
from referrals.forms.on_file.fields import Choices, long, short, which
from referrals.models import OnwardReferral


class RecordOnward(forms.Form):
    service = choice("What is it for?", OnwardReferral.Service, "Choose what it is for")
    to_whom = short(
        "To which service?", "Nothing is sent from here: ring or write to them first", ask="Enter the service"
    )
    reached_at = short("How to reach them", "Telephone or work e-mail, to ask again")
    agreed = choice("Did the person agree?", OnwardReferral.Agreed, "Choose how the person agreed")
    sent_on = DateField(
        label="On which day?", called="The day", past=True, error_messages={"required": "Enter the day"}
    )
    ask_on = DateField(
        label="When do you ask what came of it?",
        called="The day to ask",
        help_text="The case says so from then on, until you record an answer",
        error_messages={"required": "Enter when you ask"},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        sent_on, ask_on = given.get("sent_on"), given.get("ask_on")
        if sent_on and ask_on and ask_on < sent_on:
            self.add_error("ask_on", "Ask on a day after it was sent")
        return given


class AnswerOnward(forms.Form):
    """What came back, and when to ask next; or that it is over, as where they do not take the person."""

    answer = forms.ChoiceField(
        label="Have they taken the person on?",
        choices=[("", "No answer yet"), *OnwardReferral.Answer.choices],
        required=False,
    )
    outcome = forms.ChoiceField(
        label="Is it over?",
        choices=[("", "It goes on"), *OnwardReferral.Outcome.choices],
        required=False,
    )
    words = long(
        "What did they say?",
        "Only what you need to know of it. Nothing about anyone harmed",
        most=1000,
        rows=3,
    )
    ask_on = DateField(label="If it goes on: when do you ask next?", called="The day to ask", required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["which"] = which("Which referral?", choices, "Choose the referral")
        self.order_fields(["which"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("answer") == OnwardReferral.Answer.NOT_TAKEN:
            given["outcome"] = OnwardReferral.Outcome.NOT_TAKEN
        if not given.get("outcome") and not given.get("ask_on") and "ask_on" not in self.errors:
            self.add_error("ask_on", "Enter when you ask next, or say that it is over")
        return given

    @property
    def values(self) -> dict[str, Any]:
        """The columns that it fills."""
        given, today = self.cleaned_data, timezone.localdate()
        said: dict[str, Any] = {
            "words": given["words"],
            "ask_on": None if given["outcome"] else given["ask_on"],
        }
        if given["answer"]:
            said |= {"answer": given["answer"], "answered_on": today}
        if given["outcome"]:
            said |= {"outcome": given["outcome"], "outcome_on": today}
        return said
