import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms

from chrysalis.ui.fields import DateField, choice
from referrals.forms.on_file.fields import NO_PLACE, Choices, long, short, which
from referrals.models import Order
from referrals.rules.places import says_where


SAFE_WORDS = (
    "In general words: “no contact with one person”, “keep out of one area”. Never the name, the address or "
    "the area of anyone it protects, even if the order says it: that belongs to partner support alone. A "
    "paper that leaves is held back when an address stands in it"
)
EMPTY = "Leave empty if it has no day, or the day is not known"


class _InSafeWords(forms.Form):
    def clean_conditions(self) -> str:
        words: str = self.cleaned_data["conditions"]
        if says_where(words):
            raise forms.ValidationError(NO_PLACE)
        return words


class RecordOrder(_InSafeWords):
    kind = forms.ChoiceField(
        label="Which order?",
        choices=[("", "Choose one"), *Order.Kind.choices],
        error_messages={"required": "Choose which order it is"},
    )
    authority = short("Who made it?", "The court, the police or the prison", ask="Enter who made it")
    made_on = DateField(label="When was it made?", called="The day it was made", required=False, past=True)
    ends_on = DateField(label="When does it end?", called="The day it ends", required=False, help_text=EMPTY)
    conditions = long("What does it ask of the person?", SAFE_WORDS, most=2000)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        made_on, ends_on = given.get("made_on"), given.get("ends_on")
        if made_on and ends_on and ends_on < made_on:
            self.add_error("ends_on", "The order must end after it was made")
        return given


class ChangeOrder(_InSafeWords):
    """How an order ended; or what it says from now on. `made_on`: when each was made."""

    ending = choice("What has happened?", Order.Ending, "Choose what has happened")
    ended_on = DateField(
        label="From which day?", called="The day", past=True, error_messages={"required": "Enter the day"}
    )
    because = long(
        "How do you know?",
        "Who told you, and how. Nothing about anyone harmed",
        most=500,
        rows=2,
        ask="Enter how you know",
    )
    ends_on = DateField(
        label="If it goes on: when does it end now?",
        called="The day it ends now",
        required=False,
        help_text=EMPTY,
    )
    conditions = long(
        "If it goes on: what does it ask now?",
        f"Leave empty if its words are the same. {SAFE_WORDS}",
        most=2000,
    )

    def __init__(
        self, *args: Any, choices: Choices, made_on: Mapping[str, dt.date | None], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.made_on = made_on
        self.fields["which"] = which("Which order?", choices, "Choose the order")
        self.order_fields(["which"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("ending") != Order.Ending.VARIED:
            return given | {"ends_on": None, "conditions": ""}
        since, ends_on = given.get("ended_on"), given.get("ends_on")
        if since and ends_on and ends_on < since:
            self.add_error("ends_on", "It must end after the day from which it changed")
        return given

    def clean_ended_on(self) -> dt.date:
        ended_on: dt.date = self.cleaned_data["ended_on"]
        made_on = self.made_on.get(self.data.get("which", ""))
        if made_on and ended_on < made_on:
            raise forms.ValidationError("The day must not be before the order was made.")
        return ended_on
