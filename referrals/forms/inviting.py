"""A link to refer: whom a caseworker sends one to, and who asks for one."""

from typing import Any

from django import forms

from chrysalis.agencies.models import Scheme
from chrysalis.agencies.queries import participants
from referrals.rules.private_mail import is_private


def _address(label: str, hint: str) -> forms.EmailField:
    return forms.EmailField(
        label=label,
        help_text=hint,
        max_length=254,
        error_messages={
            "required": "Enter a work e-mail address",
            "invalid": "Enter an e-mail address in the right form, like name@example.org",
        },
    )


class AskForLink(forms.Form):
    address = _address("Your work e-mail address", "The link goes there. A private address cannot be used")

    def clean_address(self) -> str:
        return str(self.cleaned_data["address"]).lower()


class Invite(forms.Form):
    """`scheme` is the one that the link leads into."""

    mark_optional = False

    address = _address(
        "Their work e-mail address",
        "Make sure of it first: ring them through their agency’s switchboard, not on a number they gave you",
    )
    agency = forms.ModelChoiceField(
        label="Which agency are they from?", queryset=None, required=False, empty_label="Another, named below"
    )
    agency_named = forms.CharField(label="Name of another agency", max_length=200, required=False)

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = participants(scheme)

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"]).lower()
        if is_private(address):
            raise forms.ValidationError("This is a private address. Ask for their work e-mail address")
        return address

    def clean(self) -> None:
        given = self.cleaned_data
        if not given.get("agency") and not given.get("agency_named") and "agency" not in self.errors:
            self.add_error("agency", "Choose their agency, or name it")
