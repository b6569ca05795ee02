"""How a programme is run, as a service manager sets it: every rule of a version on one page."""

from typing import Any

from django import forms
from django.db import models
from django.forms.models import fields_for_model

from chrysalis.agencies.models import Scheme
from chrysalis.ui.fields import DateField
from interventions.actions.versions import TERMS
from interventions.catalogue import terms
from interventions.models import GRADES, ProgrammeVersion, words_of


EDITED = ("name", "is_offered", *TERMS)
SEVERAL = {
    "abuse_types": words_of(terms.Abuse),
    "relationships": words_of(terms.Relationship),
    "grades": GRADES,
    "exclusions": words_of(terms.Exclusion),
}
LINES = ("assessments_before", "modules", "core_modules")


class Lines(forms.CharField):
    """A list typed one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        typed = super().to_python(value)
        return [line.strip() for line in typed.splitlines() if line.strip()]

    def validate(self, value: Any) -> None:
        super().validate("\n".join(value))
        if any(len(line) > 60 for line in value):
            raise forms.ValidationError(f"{self.label}: a line has at most 60 characters")


class Months(forms.CharField):
    """Numbers of months with commas between: 3, 6, 12."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[int]:
        typed = [part.strip() for part in super().to_python(value).split(",") if part.strip()]
        if not all(part.isdecimal() and 0 < int(part) <= 120 for part in typed):
            raise forms.ValidationError("Enter months as numbers with commas between, like “3, 6, 12”")
        return [int(part) for part in typed]


def field_of(name: str, drawn: forms.Field) -> forms.Field:
    """The field of one column: as Django draws it, but for lists."""
    label = str(ProgrammeVersion._meta.get_field(name).verbose_name)
    label = label[0].upper() + label[1:]
    if name in SEVERAL:
        hint = "Choose none where it does not matter"
        ticks = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(
            label=label, choices=SEVERAL[name], widget=ticks, required=False, help_text=hint
        )
    if name in LINES:
        return Lines(label=label, required=False, help_text="One a line")
    if name == "follow_up_months":
        return Months(label=label, required=False, help_text="For example 3, 6, 12")
    if isinstance(drawn, forms.IntegerField):
        drawn.max_value, drawn.widget.attrs["class"] = 1000, "govuk-input--width-4"
    return drawn


class ChangeProgramme(forms.Form):
    """The columns of a version, in the sections of a page; `number` is the version that was on screen."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=9_999)
    starts_on = DateField(label="Holds from", help_text="For people who join the queue from this day on")
    reason = forms.CharField(
        label="What changes, and why", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    sections = [
        ("The change", ["starts_on", "reason"]),
        ("The programme", ["name", "is_offered", "mode"]),
        (
            "Who it is for",
            ["sex", "min_age", "max_age", "abuse_types", "relationships", "grades", "residence"],
        ),
        (
            "What it asks",
            ["needs_acknowledgement", "needs_consent", "needs_children", "interpreter", "criminal",
             "public_family", "private_family", "previous_months", "exclusions", "assessments_before"],
        ),
        (
            "Sessions",
            ["modules", "core_modules", "sessions_total", "minutes", "frequency", "apart_min_days",
             "apart_max_days", "intake", "group_min", "group_max", "facilitators_min", "mixed_facilitators"],
        ),
        ("Starting", ["allocate_days", "gate"]),
        (
            "Missing and completing",
            ["contact_same_day", "missed_in_row", "missed_of", "missed_weeks", "late_minutes", "review_days",
             "paused_may_end", "repeat_if_missed", "completion_percent", "exit_review", "follow_up_months"],
        ),
    ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, drawn in fields_for_model(ProgrammeVersion, EDITED).items():
            self.fields[name] = field_of(name, drawn)

    @classmethod
    def showing(cls, version: ProgrammeVersion) -> "ChangeProgramme":
        return cls(initial={name: getattr(version, name) for name in ("number", *EDITED)})

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in EDITED}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self._in_order("min_age", "max_age", "The oldest age must not be below the youngest")
        self._in_order("group_min", "group_max", "The largest group must not be below the smallest")
        self._in_order("apart_min_days", "apart_max_days", "The most days must not be fewer than the least")
        self._days_apart(given)
        unknown = set(given.get("core_modules") or []) - set(given.get("modules") or [])
        if unknown:
            self.add_error("core_modules", f"Not among the modules: {', '.join(sorted(unknown))}")
        if not 1 <= (given.get("completion_percent") or 0) <= 100:
            self.add_error("completion_percent", "Enter a percentage from 1 to 100")
        return given

    def _in_order(self, least: str, most: str, said: str) -> None:
        low, high = self.cleaned_data.get(least), self.cleaned_data.get(most)
        if low is not None and high is not None and high < low:
            self.add_error(most, said)

    def _days_apart(self, given: dict[str, Any]) -> None:
        is_apart = given.get("frequency") == terms.Frequency.APART
        for name in ("apart_min_days", "apart_max_days"):
            if is_apart and given.get(name) is None:
                self.add_error(name, "Enter how many days lie between")
            if not is_apart:
                given[name] = None


class BeginProgramme(forms.Form):
    scheme = forms.ModelChoiceField(queryset=None, empty_label="Choose one")
    programme = forms.ChoiceField(widget=forms.RadioSelect)
    starts_on = DateField(label="Holds from")

    def __init__(self, *args: Any, schemes: models.QuerySet[Scheme], programmes: list, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = schemes
        self.fields["programme"].choices = [(each.slug, each.name) for each in programmes]


class WriteText(forms.Form):
    words = forms.CharField(
        label="Text of the agreement",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text="Confidentiality and its limits, contact with whoever was harmed, sharing, attendance, "
        "rules of a group, complaints",
    )
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=9_999)
