from typing import Any

from django import forms

from chrysalis.ui.fields import DateField, choice
from referrals.forms.on_file.fields import Choices, long, short, which
from referrals.models import Marker


YES, NO = "yes", "no"


class TellMarker(forms.Form):
    kind = choice("What should staff be ready for?", Marker, "Choose what to be ready for")
    told_by = short("Who told you?", "Name and post, or the agency", ask="Enter who told you")
    told_on = DateField(
        label="On which day?", called="The day", past=True, error_messages={"required": "Enter the day"}
    )


class AnswerMarker(forms.Form):
    """It is so, or is so no longer; and how somebody knows."""

    is_so = choice(
        "Is it so?",
        [(YES, "Yes: I found that it is so"), (NO, "No, or not any more: take it off the top")],
        "Choose whether it is so",
    )
    words = long(
        "How do you know?",
        "What you saw, or who told you. Nothing about anyone harmed, and no address",
        most=500,
        rows=2,
        ask="Enter how you know",
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["which"] = which("Which of them?", choices, "Choose which of them")
        self.order_fields(["which"])
