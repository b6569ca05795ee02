"""Funding streams, and the places each pays for."""

from typing import Any

from django import forms

from chrysalis.agencies.models import Scheme
from chrysalis.ui.fields import DateField


class KeepStream(forms.Form):
    name = forms.CharField(label="Name of the stream", max_length=120)
    funder = forms.CharField(label="Who pays", max_length=200)
    starts_on = DateField(label="Pays from")
    ends_on = DateField(label="Pays until")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        refuse_backwards(self, given)
        return given


class AddStream(KeepStream):
    scheme = forms.ModelChoiceField(queryset=None, empty_label="Choose one")

    field_order = ("scheme", "name", "funder", "starts_on", "ends_on")

    def __init__(self, *args: Any, schemes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = Scheme.objects.filter(pk__in=schemes)


class ChangeStream(KeepStream):
    version = forms.IntegerField(widget=forms.HiddenInput)


class KeepPlaces(forms.Form):
    places = forms.IntegerField(
        label="Places",
        min_value=1,
        max_value=10_000,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )
    starts_on = DateField(label="For people who begin from")
    ends_on = DateField(label="Until")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        refuse_backwards(self, given)
        return given


class AddPlaces(KeepPlaces):
    programme = forms.ChoiceField(label="Programme", widget=forms.RadioSelect)

    field_order = ("programme", "places", "starts_on", "ends_on")

    def __init__(self, *args: Any, programmes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = programmes


class ChangePlaces(KeepPlaces):
    version = forms.IntegerField(widget=forms.HiddenInput)


def refuse_backwards(form: forms.Form, given: dict[str, Any]) -> None:
    first, last = given.get("starts_on"), given.get("ends_on")
    if first and last and last < first:
        form.add_error("ends_on", "The last day must not be before the first")
