"""Who told a referral that a caseworker writes down: their name, agency and post, when, and how."""

from typing import Any

from django import forms
from django.utils import timezone

from chrysalis.agencies.models import Scheme
from chrysalis.agencies.queries import participants
from chrysalis.ui.fields import MomentField, choice
from referrals.models import Enquiry, WrittenDown


TOLD = ("told_by", "told_agency", "told_agency_named", "told_role", "told_way", "told_at")


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
        "told_way": choice("How did they tell you?", WrittenDown.Way, "Choose how they told you"),
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


def as_told(enquiry: Enquiry, *, at_custody: bool) -> dict[str, Any]:
    """What was typed of an enquiry, where the form of the door has a place for it.

    SAFETY: how to reach whoever asked goes along once somebody decided that this is safe, and not before.
    """
    is_safe = enquiry.contact == Enquiry.Contact.SAFE
    more = [
        enquiry.asked if at_custody else "",  # whose form does not ask what happened
        f"What whoever asked was told: {enquiry.advice}",
        f"How to reach whoever asked: {enquiry.reach}" if is_safe else "",
    ]
    return {
        "told_by": enquiry.caller,
        "told_way": enquiry.way,
        "told_at": f"{timezone.localtime(enquiry.came_at):%d/%m/%Y %H:%M}",
        "what_happened": enquiry.asked,
        "anything_else": "\n\n".join(filter(None, more)),
    }
