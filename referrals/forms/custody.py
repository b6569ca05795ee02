"""The custody desk's form: one screen, only what somebody at that desk can know."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from chrysalis.agencies.models import Scheme
from chrysalis.agencies.queries import participants
from chrysalis.ui.fields import DateField, MomentField
from referrals.forms.person import PersonForm
from referrals.models import PERSON_FIELDS, CustodyDetails, Referral
from referrals.rules.identifiers import check_pnc


LINK_QUESTION = (
    "Does the person work for, or have close links with, police, courts, probation, the council, the NHS "
    "or a partner agency?"
)


def choice(label: str, choices: Any, ask: str, hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        help_text=hint,
        error_messages={"required": ask},
    )


class Custody(PersonForm):
    """A referral from custody. `scheme` decides who receives it and from what age."""

    # What is asked in the part that opens "if there is time".
    more = (
        "known_as", "language", "arrested_at", "release_expected_at", "alleged_offence", "officer_in_case",
        "interview", "return_on", "bail_conditions", "staying_at", "markers", "anything_else",
    )  # fmt: skip

    custody_record_number = forms.CharField(
        max_length=40, error_messages={"required": "Enter the custody record number"}
    )
    pnc_id = forms.CharField(
        label="PNC ID", max_length=40, required=False, help_text="For example 12/394773H"
    )
    arrested_at = MomentField(label="Arrested")
    alleged_offence = forms.CharField(
        max_length=200, required=False, help_text="The offence alleged, not what happened or to whom"
    )
    officer_in_case = forms.CharField(
        label="Officer in the case", max_length=200, required=False, help_text="Name and collar number"
    )
    fit_to_talk = choice(
        "Is the person fit and sober to talk?",
        CustodyDetails.Fit,
        "Choose whether the person is fit and sober to talk",
    )
    appropriate_adult = choice(
        "Is an appropriate adult needed?",
        CustodyDetails.AppropriateAdult,
        "Choose whether an appropriate adult is needed",
    )
    interview = forms.ChoiceField(
        label="Has there been an interview?",
        choices=CustodyDetails.Interview,
        widget=forms.RadioSelect,
        required=False,
    )
    agrees = choice(
        "Does the person agree that the service may get in touch?",
        CustodyDetails.Agrees,
        "Choose whether the person agrees",
        "Saying no never affects custody. The alleged offence is not discussed",
    )
    outcome = choice("Where things stand", CustodyDetails.Outcome, "Choose where things stand")
    release_expected_at = MomentField(label="Release expected")
    bail_conditions = forms.CharField(
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In general words. Leave out the names and addresses of anyone they protect",
    )
    return_on = DateField(label="Bail return or court date", required=False)
    markers = forms.MultipleChoiceField(
        label="Anything staff should be ready for?",
        choices=CustodyDetails.Marker,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    anything_else = forms.CharField(
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nothing about anyone harmed: people who work with the person read what you write here",
    )
    agency_link = choice(
        LINK_QUESTION,
        Referral._meta.get_field("agency_link").choices,
        "Choose whether the person works for, or is close to, one of these",
        "If yes, only people named for it will see this referral",
    )
    employer = forms.ModelChoiceField(
        label="Which agency?",
        queryset=None,
        required=False,
        empty_label="Another, or not known",
    )
    # What was warned of and sent all the same; a warning is shown once, and stops nobody.
    warned = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, scheme: Scheme, now: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now, self.minimum_age = now, scheme.minimum_age
        self.fields["employer"].queryset = participants(scheme)

    @property
    def today(self) -> dt.date:
        return timezone.localdate(self.now)

    def clean_arrested_at(self) -> dt.datetime | None:
        arrested = self.cleaned_data["arrested_at"]
        if arrested and arrested > self.now:
            raise forms.ValidationError("The arrest must be in the past.")
        return arrested

    def clean(self) -> None:
        arrested = self.cleaned_data.get("arrested_at")
        release = self.cleaned_data.get("release_expected_at")
        if arrested and release and release < arrested:
            self.add_error("release_expected_at", "The release must be after the arrest.")
        if self.cleaned_data.get("agency_link") != "yes":
            self.cleaned_data["employer"] = None
        self._warn_of_pnc()

    def _warn_of_pnc(self) -> None:
        raw = self.cleaned_data.get("pnc_id")
        warning = check_pnc(raw).warning if raw else None
        if warning and self.cleaned_data.get("warned") != raw:
            self.data = self.data.copy()
            self.data["warned"] = raw
            self.add_error("pnc_id", f"{warning} To send it as it is, press the button again.")

    @property
    def more_is_open(self) -> bool:
        """Whether somebody has begun on the later part, or must look at it again."""
        return any(name in self.errors or self._holds(name) for name in self.more)

    def _holds(self, name: str) -> bool:
        value = self[name].value()
        return any(value) if isinstance(value, list) else bool(value)

    @property
    def person(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PERSON_FIELDS}

    @property
    def custody(self) -> dict[str, Any]:
        mine = set(self.base_fields) - set(PERSON_FIELDS) - {"warned"}
        return {name: self.cleaned_data[name] for name in sorted(mine)}
