from typing import Any

from django import forms

from chrysalis.ui.dates import PartialDate
from chrysalis.ui.fields import DateField
from partners.models import Relationship
from referrals.gates.clients import FoundClient


class FindClient(forms.Form):
    """Exactly the name and the day: anything looser would let somebody try names."""

    name = forms.CharField(
        label="Full name of the person referred", max_length=802, help_text="Spelt as on official papers"
    )
    born = DateField(label="Date of birth", past=True)


class LinkClient(forms.Form):
    """Which of those found, and what they are to the survivor."""

    client = forms.ChoiceField(label="Which person?", widget=forms.RadioSelect)
    relationship = forms.ChoiceField(
        label="What are they to the survivor?", choices=Relationship, widget=forms.RadioSelect
    )
    since = DateField(label="Since", partial=True, past=True, required=False, help_text="As much as is known")

    def __init__(self, *args: Any, found: list[FoundClient], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {str(each.client_id): each for each in found}
        self.fields["client"].choices = [
            (key, f"{each.name}, {each.reference}, with {each.provider}") for key, each in self.found.items()
        ]

    def clean_since(self) -> str:
        since: PartialDate | None = self.cleaned_data["since"]
        return str(since) if since else ""

    @property
    def chosen(self) -> FoundClient:
        return self.found[self.cleaned_data["client"]]
