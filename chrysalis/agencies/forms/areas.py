"""What is asked of an area."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from chrysalis.access.hat import Hat
from chrysalis.agencies.queries import partner_supporters, schemes_led


WRONG_CODE = "An ONS code is a letter and eight numbers, like E22000190"


class ChangeArea(forms.Form):
    name = forms.CharField(
        label="Name of the area", max_length=200, error_messages={"required": "Enter the name of the area"}
    )
    code = forms.CharField(
        label="ONS code",
        required=False,
        help_text="For example E22000190",
        validators=[RegexValidator(r"(?i)^[EWSN]\d{8}$", WRONG_CODE)],
    )
    partner_support = forms.ModelChoiceField(
        label="Partner support service",
        queryset=None,
        required=False,
        empty_label="The scheme's own",
        help_text="Receives what is told of somebody harmed who lives here",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Hat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner_support"].queryset = partner_supporters(by)

    def clean_code(self) -> str:
        return self.cleaned_data["code"].upper()


class AddArea(ChangeArea):
    version = None
    scheme = forms.ModelChoiceField(
        queryset=None, empty_label="Choose one", error_messages={"required": "Choose the scheme"}
    )

    field_order = ("scheme", "name", "code", "partner_support")

    def __init__(self, *args: Any, by: Hat, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.fields["scheme"].queryset = schemes_led(by)


class RetireArea(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
