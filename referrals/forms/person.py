"""The person, as any form asks for them."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from chrysalis.ui.dates import PartialDate
from chrysalis.ui.fields import DateField
from referrals.models import Client, Sex
from referrals.rules.ages import is_certainly_under
from referrals.rules.telephones import looks_like_number


OLDEST = 120  # years: somebody said to be older was born in another year
SAFE_TO_RING = [("yes", "Yes"), ("no", "No"), ("not_known", "Not known")]


YOUNGER = "Check the date of birth. If it is right, tell children’s services instead."


class PersonForm(forms.Form):
    """Who somebody is and how to reach them. Anything that checks itself may warn; nothing is refused
    that a real person may be called."""

    given_names = forms.CharField(
        max_length=400, error_messages={"required": "Enter the given names, or “Not known”"}
    )
    family_name = forms.CharField(
        max_length=400, error_messages={"required": "Enter the family name, or “Not known”"}
    )
    known_as = forms.CharField(label="Name the person goes by", max_length=400, required=False)
    date_of_birth = DateField(
        partial=True,
        past=True,
        required=False,
        help_text="As much as is known, even only the year",
    )
    sex = forms.ChoiceField(
        choices=Sex, widget=forms.RadioSelect, error_messages={"required": "Choose the sex, or “Not known”"}
    )
    language = forms.CharField(
        label="Language, if an interpreter is needed",
        max_length=100,
        required=False,
        help_text="Name the dialect if it matters",
    )
    telephone = forms.CharField(max_length=60, required=False, help_text="Any format")
    telephone_is_safe = forms.ChoiceField(
        label="Is it safe to ring this number?",
        choices=SAFE_TO_RING,
        widget=forms.RadioSelect,
        required=False,
    )
    telephone_held_by_police = forms.BooleanField(label="Police hold this phone", required=False)
    staying_at = forms.CharField(
        label="Where the person will stay",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bail address, home address or “no fixed address”. Leave out where anyone harmed lives",
    )

    minimum_age = 0

    def clean_date_of_birth(self) -> str:
        born: PartialDate | None = self.cleaned_data["date_of_birth"]
        if born and born.earliest.year < timezone.localdate().year - OLDEST:
            raise forms.ValidationError(f"Nobody is older than {OLDEST}. Check the year of birth")
        if born and self.minimum_age and is_certainly_under(born, self.minimum_age, on=self.today):
            raise forms.ValidationError(self.too_young)
        return str(born) if born else ""

    def clean_telephone(self) -> str:
        typed: str = self.cleaned_data["telephone"]
        if typed and not looks_like_number(typed):
            raise forms.ValidationError("Enter a telephone number, or leave this empty")
        return typed

    def clean_telephone_is_safe(self) -> str:
        return self.cleaned_data["telephone_is_safe"] or "not_known"

    @property
    def today(self) -> dt.date:
        raise NotImplementedError

    @property
    def too_young(self) -> str:
        return f"This service takes people from the age of {self.minimum_age}. {YOUNGER}"


class CorrectPerson(PersonForm):
    """What is recorded of a person, open to correction."""

    sections = [
        ("Name", ["given_names", "family_name", "known_as", "date_of_birth", "sex"]),
        (
            "How to reach the person",
            ["telephone", "telephone_is_safe", "telephone_held_by_police", "staying_at"],
        ),
        ("Language", ["language"]),
    ]
    version = forms.IntegerField(widget=forms.HiddenInput)
    # The number for which it was asked again whether it is safe.
    asked_of = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known_number = client.telephone

    @classmethod
    def showing(cls, client: Client) -> "CorrectPerson":
        names = [name for name in cls.base_fields if name not in ("version", "asked_of")]
        known = {name: getattr(client, name) for name in names} | {"version": client.version}
        return cls(client=client, initial=known)

    def clean(self) -> None:
        """SAFETY: that the old number is safe says nothing of a new one: somebody else may pick up."""
        said = self.cleaned_data
        number, asked_of = said.get("telephone", ""), said.pop("asked_of", "")
        is_new = number and number not in (self.known_number, asked_of)
        if is_new and said.get("telephone_is_safe") == "yes":
            self.data = self.data.copy()
            self.data["telephone_is_safe"], self.data["asked_of"] = "", number
            self.add_error("telephone_is_safe", "This is another number. Choose whether it is safe to ring")
