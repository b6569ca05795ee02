"""The custody desk's form: one screen, only what somebody at that desk can know."""

import datetime as dt

from django import forms

from chrysalis.ui.fields import DateField, MomentField, choice
from referrals.forms.equality import SEEN
from referrals.forms.refer import Refer, occasion, why_without
from referrals.models import CustodyDetails, Marker, Source


class Custody(Refer):
    """A referral from custody."""

    # What is asked in the part that opens "if there is time".
    more = (
        "known_as", "language", "arrested_at", "release_expected_at", "alleged_offence", "officer_in_case",
        "occasion", "interview", "return_on", "bail_conditions", "staying_at", "markers", "anything_else",
    )  # fmt: skip

    by_answer = frozenset({"why_without"})
    asks_of_equality = (SEEN,)

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
    occasion = occasion()
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
    why_without = why_without("If not: why do you refer all the same?", "For example “too drunk to ask”")
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
        choices=Marker,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    anything_else = forms.CharField(
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nothing about anyone harmed: people who work with the person read what you write here",
    )

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
        super().clean()
        self.warn_of("pnc_id", "pnc")
        self.clean_agreement(Source.CUSTODY, yes=CustodyDetails.Agrees.YES)
