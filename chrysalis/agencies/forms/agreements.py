"""What is asked of an information-sharing agreement."""

from typing import Any

from django import forms

from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Signature
from chrysalis.agencies.queries import schemes_to_agree_in
from chrysalis.ui.fields import DateField


def _paragraph(label: str, hint: str, missing: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": missing},
    )


class RecordAgreement(forms.Form):
    scheme = forms.ModelChoiceField(
        queryset=None, empty_label="Choose one", error_messages={"required": "Choose the scheme"}
    )
    title = forms.CharField(max_length=200, error_messages={"required": "Enter a title"})
    scope = _paragraph(
        "What may be shared", "Which facts, about whom, by whom to whom", "Enter what may be shared"
    )
    purpose = _paragraph("What it is shared for", "Why these agencies need it", "Enter what it is shared for")
    starts_on = DateField(label="Start date")
    expires_on = DateField(label="End date", help_text="The last day on which anything new is shared")

    def __init__(self, *args: Any, by: Hat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = schemes_to_agree_in(by)


class SignAgreement(forms.Form):
    signatory = forms.CharField(
        label="Signed by",
        max_length=200,
        help_text="Name and post of the person who signed for your agency",
        error_messages={"required": "Enter the name and post of the person who signed"},
    )
    lawful_basis = forms.ChoiceField(
        label="Basis in law that your agency relies on",
        choices=Signature.Basis,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the basis in law"},
    )
    signed_on = DateField(label="Date of signing", past=True)


class RenewAgreement(forms.Form):
    expires_on = DateField(label="New end date", help_text="As every agency that signed has agreed")
    version = forms.IntegerField(widget=forms.HiddenInput)
