"""Who told a referral that a caseworker writes down: their name, agency and post, when, and how."""

from typing import Any

from django import forms

from chrysalis.agencies.models import Scheme
from chrysalis.agencies.queries import participants
from chrysalis.ui.fields import MomentField, choice
from referrals.models import WrittenDown


TOLD = ("told_by", "told_agency", "told_agency_named", "told_role", "told_way", "told_at")
# Not the spreadsheet, which is brought in and not typed.
WAYS = [way for way in WrittenDown.Way.choices if way[0] != WrittenDown.Way.SPREADSHEET]


def told_fields(scheme: Scheme) -> dict[str, forms.Field]:
    return {
        "told_by": forms.CharField(
            label="Who told you?",
            max_length=200,
            help_text="The name of whoever rang, wrote or came",
            error_messages={"required": "Enter who told you"},
        ),
        "told_agency": forms.ModelChoiceField(
            label="Which agency are they from?",
            queryset=participants(scheme),
            required=False,
            empty_label="Another, named below",
        ),
        "told_agency_named": forms.CharField(label="Name of another agency", max_length=200, required=False),
        "told_role": forms.CharField(
            label="Their post", max_length=200, error_messages={"required": "Enter their post"}
        ),
        "told_way": choice("How did they tell you?", WAYS, "Choose how they told you"),
        "told_at": MomentField(
            label="When did they tell you?",
            required=True,
            error_messages={"required": "Enter when they told you"},
        ),
    }


def told_of(given: dict[str, Any]) -> WrittenDown:
    return WrittenDown(
        told_by=given["told_by"],
        agency=given["told_agency"],
        agency_named=given["told_agency_named"],
        role=given.get("told_role") or given["post"],
        way=given["told_way"],
        told_at=given["told_at"],
    )
