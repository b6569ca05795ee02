import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms

from chrysalis.ui.fields import choice
from referrals.forms.on_file.fields import Choices, has_been, long, short, when, which
from referrals.models import SafeguardingReferral


class RecordSafeguarding(forms.Form):
    service = choice(
        "Whom did you tell?",
        SafeguardingReferral.Service,
        "Choose whom you told",
        "An adult who was harmed is referred by partner support, never from here",
    )
    authority = short("Council", "And the team or the duty desk, if you know it", ask="Enter the council")
    way = choice("How did you tell them?", SafeguardingReferral.Way, "Choose how you told them")
    made_at = when("When was that?")
    reference = short("Their reference", "If they gave you one")
    reasons = long(
        "What you told them, and why",
        "Who is at risk, from what, and what you asked for, as you told them. Not where anyone lives",
        most=4000,
        rows=6,
        ask="Enter what you told them",
    )

    def __init__(self, *args: Any, now: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_made_at(self) -> dt.datetime:
        return has_been(self.cleaned_data["made_at"], self.now)

    def clean_reference(self) -> str:
        return self.cleaned_data["reference"][:100]


class AnswerSafeguarding(forms.Form):
    """That they have it, what came of it, or both at once."""

    acknowledged_by = short("Who said that they have it?", "Name and post. Leave empty if nobody has yet")
    acknowledged_at = when("When did they say so?")
    outcome = forms.ChoiceField(
        label="What came of it?",
        choices=[("", "Not known yet"), *SafeguardingReferral.Outcome.choices],
        required=False,
    )
    outcome_words = long(
        "In their words",
        "What they do now, and what they ask of you. Not where anyone lives",
        most=1000,
        rows=3,
    )

    def __init__(
        self,
        *args: Any,
        choices: Choices,
        made_at: Mapping[str, dt.datetime],
        now: dt.datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now, self.made_at = now, made_at
        self.fields["which"] = which("Which referral?", choices, "Choose the referral")
        self.order_fields(["which"])

    def clean_acknowledged_at(self) -> dt.datetime:
        moment = has_been(self.cleaned_data["acknowledged_at"], self.now)
        made_at = self.made_at.get(self.data.get("which", ""))
        if made_at and moment < made_at:
            raise forms.ValidationError("This must be after you told them.")
        return moment

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("acknowledged_by") and not given.get("outcome"):
            self.add_error("acknowledged_by", "Enter who has it, or choose what came of it")
        return given

    @property
    def values(self) -> dict[str, Any]:
        """The columns that it fills."""
        given, said = self.cleaned_data, {}
        if given["acknowledged_by"]:
            said |= {name: given[name] for name in ("acknowledged_by", "acknowledged_at")}
        if given["outcome"]:
            said |= {name: given[name] for name in ("outcome", "outcome_words")} | {"outcome_at": self.now}
        return said
