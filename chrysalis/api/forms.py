from django import forms

from chrysalis.api import dialling
from chrysalis.api.models import Purpose


class AddSystem(forms.Form):
    name = forms.CharField(
        label="What is the system called?",
        max_length=100,
        help_text="As your colleagues know it. It stands in the log beside all that it does",
        error_messages={"required": "Enter what the system is called"},
    )
    purposes = forms.MultipleChoiceField(
        label="What may it do?",
        choices=Purpose,
        widget=forms.CheckboxSelectMultiple,
        help_text="It reads what your people read of a referral, and no more: a handle, a word and a day",
        error_messages={"required": "Choose at least one"},
    )


class Seen(forms.Form):
    """How many secrets there ever were when the page was drawn: pressed twice, one is made."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class SetWebhook(forms.Form):
    address = forms.CharField(
        label="Where should it be told that a referral changed?",
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
        help_text="An address that begins with https://. Empty where it asks for itself",
    )
    new_key = forms.BooleanField(
        label="Make a new signing key",
        required=False,
        help_text="The one before it signs as well for a day",
    )

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        try:
            if address:
                dialling.refuse_address(address)
        except ValueError as reason:
            said = str(reason) if str(reason).startswith(("Enter", "Leave")) else "Enter a real address"
            raise forms.ValidationError(said) from None
        return address
