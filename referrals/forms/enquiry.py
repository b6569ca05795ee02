"""What is asked of a caseworker who writes down an enquiry, and who decides on getting in touch."""

import datetime as dt
from typing import Any

from django import forms

from chrysalis.ui.fields import MomentField, choice
from referrals.models import Enquiry, WrittenDown


class RecordEnquiry(forms.Form):
    by_answer = frozenset({"reach"})

    way = choice("How did they ask?", WrittenDown.Way, "Choose how they asked")
    came_at = MomentField(
        label="When was that?",
        help_text="Leave empty if it was just now. Otherwise day and time, like 14/11/2026 15:20",
    )
    caller = forms.CharField(
        label="Who asked, if they said",
        max_length=200,
        required=False,
        help_text="They need not say. Not the name of anyone harmed",
    )
    asked = forms.CharField(
        label="What did they ask?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Without names where that is possible. Nothing about anyone harmed",
        error_messages={"required": "Enter what they asked"},
    )
    advice = forms.CharField(
        label="What did you tell them?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter what you told them"},
    )
    next_step = choice("What comes next?", Enquiry.NextStep, "Choose what comes next")
    reach = forms.CharField(
        label="How may they be reached?",
        max_length=300,
        required=False,
        help_text="Only where we get in touch: the number or address, and when and how, in their words",
    )

    def __init__(self, *args: Any, about: str, now: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about, self.now = about, now

    def clean_came_at(self) -> dt.datetime:
        came_at = self.cleaned_data["came_at"] or self.now
        if came_at > self.now:
            raise forms.ValidationError("When they asked must be in the past.")
        return came_at

    def clean(self) -> None:
        wants_contact = self.cleaned_data.get("next_step") == Enquiry.NextStep.WE_RING
        if not wants_contact:
            self.cleaned_data["reach"] = ""  # a way to reach somebody is kept where somebody is to use it
        elif not self.cleaned_data.get("reach") and "reach" not in self.errors:
            self.add_error("reach", "Enter how they may be reached")

    @property
    def told(self) -> dict[str, Any]:
        return self.cleaned_data | {"about": self.about}


class DecideContact(forms.Form):
    is_safe = choice(
        "Is it safe to get in touch?",
        [("yes", "Yes, in the way that they named"), ("no", "No contact")],
        "Choose whether it is safe",
        "Whoever they told you of is never approached because of this",
    )
    why = forms.CharField(
        label="Why?", max_length=500, error_messages={"required": "Enter why"}, help_text="In a sentence"
    )

    @property
    def decided(self) -> dict[str, Any]:
        return {"is_safe": self.cleaned_data["is_safe"] == "yes", "why": self.cleaned_data["why"]}
