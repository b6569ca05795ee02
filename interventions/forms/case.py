"""What is asked in front of one person: what decides which programme, the agreement, a place."""

import datetime as dt
from typing import Any

from django import forms

from chrysalis.ui.fields import DateField
from interventions.catalogue import terms
from interventions.models import (
    AgreementText,
    Capacity,
    ClientAgreement,
    Enrolment,
    Known,
    ProgrammeVersion,
    Stage,
    Suitability,
    words_of,
)


def asked(name: str, choices: Any, hint: str = "") -> forms.ChoiceField:
    """A question of the record, with radios; nothing is chosen for anybody."""
    label = _label(Suitability, name)
    ask = {"required": f"Choose an answer to “{label}”"}
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, help_text=hint, error_messages=ask
    )


def several(name: str, closed: type[terms.Word], hint: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_label(Suitability, name),
        choices=words_of(closed),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=hint,
    )


def _label(model: Any, name: str) -> str:
    label = str(model._meta.get_field(name).verbose_name)
    return label[0].upper() + label[1:]


class RecordSuitability(forms.Form):
    """Every question may be answered "Not known", so that nobody guesses to get on."""

    abuse_types = several("abuse_types", terms.Abuse, "As they tell it. Choose all that apply")
    relationships = several("relationships", terms.Relationship, "The kind alone, and nobody's name")
    acknowledges = asked("acknowledges", Known.choices)
    consents = asked("consents", Known.choices)
    has_children = asked("has_children", Known.choices)
    fits_group = asked("fits_group", Known.choices)
    lives_in_scheme = asked("lives_in_scheme", Known.choices)
    criminal = asked("criminal", Stage.choices)
    public_family = asked("public_family", Stage.choices, "Brought by a council, about children")
    private_family = asked("private_family", Stage.choices, "Between parents, about children")
    expert_assessed = asked("expert_assessed", Known.choices)
    previous = asked("previous", Known.choices)
    previous_ended_on = DateField(
        label=_label(Suitability, "previous_ended_on"),
        required=False,
        past=True,
        help_text="Where they completed one. The month is enough to ask for: take its last day",
    )
    exclusions = several("exclusions", terms.Exclusion, "Choose all that apply")
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=9_999)

    sections = [
        ("What they speak of", ["abuse_types", "relationships", "acknowledges", "consents"]),
        ("Taking part", ["fits_group", "has_children", "lives_in_scheme"]),
        ("Courts", ["criminal", "public_family", "private_family", "expert_assessed"]),
        ("Before now", ["previous", "previous_ended_on", "exclusions"]),
    ]

    @classmethod
    def showing(cls, known: Suitability | None) -> "RecordSuitability":
        if known is None:
            return cls(initial={"number": 0})
        return cls(initial={name: getattr(known, name) for name in cls.base_fields})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("previous_ended_on") and given.get("previous") != "yes":
            self.add_error("previous", "Answer “Yes” where a day is given on which it ended")
        return given


class TakeAgreement(forms.Form):
    by_answer = frozenset({"way", "signed_as", "refusal"})

    answer = forms.ChoiceField(
        label="What did they decide?", choices=ClientAgreement.Answer.choices, widget=forms.RadioSelect
    )
    way = forms.ChoiceField(
        label="How was it signed?",
        choices=ClientAgreement.Way.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    signed_as = forms.CharField(
        label="Name they sign with",
        max_length=400,
        required=False,
        help_text="Where they sign on this screen: they type it themselves",
    )
    interpreted_in = forms.CharField(
        label="Language it was interpreted in",
        max_length=100,
        required=False,
        help_text="Where an interpreter went through it with them",
    )
    copy_given = forms.BooleanField(label="They have been given a copy", required=False)
    refusal = forms.CharField(
        label="Why they did not sign",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Where they did not. In their own words",
    )
    answered_on = DateField(label="Day", past=True)
    text = forms.ModelChoiceField(queryset=None, widget=forms.HiddenInput)

    def __init__(self, *args: Any, text: AgreementText, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].queryset = AgreementText.objects.filter(
            provider_agency_id=text.provider_agency_id
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("answer") == ClientAgreement.Answer.SIGNED:
            self._need("way", "Choose how it was signed")
            if given.get("way") == ClientAgreement.Way.SCREEN:
                self._need("signed_as", "Ask them to type their name")
            if given.get("refusal"):
                self.add_error("refusal", "They signed. Empty this, or choose that they did not")
        if given.get("answer") == ClientAgreement.Answer.REFUSED:
            self._need("refusal", "Enter why they did not sign")
            given |= {"way": "", "signed_as": "", "copy_given": False}
        return given

    def _need(self, name: str, ask: str) -> None:
        if not self.cleaned_data.get(name):
            self.add_error(name, ask)


WAITS = (
    "A place",
    "The next group to begin",
    "An assessment before it",
    "Work on drink, drugs or health first",
    "A later start, as they wish",
)


class WaitFor(forms.Form):
    by_answer = frozenset({"reason"})

    version = forms.ModelChoiceField(
        label="Programme", queryset=None, widget=forms.RadioSelect, empty_label=None
    )
    waits_for = forms.ChoiceField(
        label="What do they wait for?", choices=[(words, words) for words in WAITS], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Why, where it does not fit by its rules",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed where the programme reads “Not suitable now” or “Ask first”",
    )

    def __init__(
        self, *args: Any, versions: list[ProgrammeVersion], fitting: set[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fitting = fitting
        field = self.fields["version"]
        field.queryset = ProgrammeVersion.objects.filter(pk__in=[version.pk for version in versions])
        field.choices = [(version.pk, version.name) for version in versions]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        version = given.get("version")
        if version and version.pk not in self.fitting and not given.get("reason"):
            self.add_error("reason", "Say why they take part although the rules say otherwise")
        return given


class Book(forms.Form):
    place = forms.ModelChoiceField(queryset=None, widget=forms.HiddenInput)
    capacity = forms.ModelChoiceField(
        label="Paid by",
        queryset=None,
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose who pays for the place"},
    )
    starts_on = DateField(label="First day")

    def __init__(self, *args: Any, place: Enrolment, capacities: list[Capacity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Enrolment.objects.filter(pk=place.pk)
        field = self.fields["capacity"]
        if not capacities:
            del self.fields["capacity"]
            return
        field.queryset = Capacity.objects.filter(pk__in=[capacity.pk for capacity in capacities])
        field.choices = [(capacity.pk, _places(capacity)) for capacity in capacities]


def _places(capacity: Capacity) -> str:
    until = f"{_day(capacity.starts_on)} to {_day(capacity.ends_on)}"
    left = f"{capacity.left} of {capacity.places} left" if capacity.left else "none left"
    return f"{capacity.stream.name}: {left}, for people who begin from {until}"


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


class Because(forms.Form):
    """Why a place is given back, or somebody leaves the list."""

    place = forms.ModelChoiceField(queryset=None, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why"},
    )  # fmt: skip

    def __init__(self, *args: Any, place: Enrolment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Enrolment.objects.filter(pk=place.pk)


class OverrideStart(forms.Form):
    reason = forms.CharField(
        label="Why it cannot wait",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Partner support is told at once that you decided so, and not why",
        error_messages={"required": "Enter why it cannot wait"},
    )
