"""What is asked of somebody who knows a person outside work."""

from django import forms

from chrysalis.agencies.models import Conflict
from chrysalis.ui.dates import PartialDate
from chrysalis.ui.fields import DateField


class DeclareConflict(forms.Form):
    given_names = forms.CharField(max_length=400)
    family_name = forms.CharField(max_length=400)
    date_of_birth = DateField(
        partial=True, past=True, required=False, help_text="As much as you know, even only the year"
    )
    kind = forms.ChoiceField(
        label="How do you know the person?", choices=Conflict.Kind, widget=forms.RadioSelect
    )

    def clean_date_of_birth(self) -> str:
        born: PartialDate | None = self.cleaned_data["date_of_birth"]
        return str(born) if born else ""
