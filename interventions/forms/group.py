"""Groups and appointments: when, where, with whom."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from chrysalis.agencies.models import Worker
from chrysalis.ui.fields import DateField, choice
from interventions.actions.grouping import LONGEST, Plan
from interventions.catalogue.terms import Frequency
from interventions.models import Enrolment, EnrolmentState, ProgrammeGroup, ProgrammeVersion, Review
from interventions.rules.schedule import Break, why_not_from


class Dates(forms.Form):
    """When something is: from a day, at a time, so many times, round a break."""

    starts_on = DateField(label="First day")
    meets_at = forms.TimeField(
        label="Time", help_text="Like 18:30", error_messages={"invalid": "Enter a time, like 18:30"}
    )
    count = forms.IntegerField(label="How many?", min_value=1, max_value=LONGEST)
    apart_days = forms.IntegerField(label="Days between them", min_value=1, max_value=120)
    break_from = DateField(
        label="Break, first day", required=False, help_text="Bank holidays are left out by themselves"
    )
    break_until = DateField(label="Break, last day", required=False)

    def __init__(self, *args: Any, version: ProgrammeVersion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if version is None or version.frequency != Frequency.APART:
            del self.fields["apart_days"]
        else:
            shortest, longest = version.apart_min_days, version.apart_max_days
            self.fields["apart_days"].initial = shortest
            self.fields["apart_days"].help_text = f"{shortest} to {longest} for this programme"

    def clean(self) -> None:
        begins, ends = (self.cleaned_data.get(name) for name in ("break_from", "break_until"))
        if (begins is None) != (ends is None):
            missing = "break_until" if begins else "break_from"
            self.add_error(missing, "Enter both days of the break, or neither")
        elif begins and begins > ends:
            self.add_error("break_until", "The last day of the break comes before the first")

    @property
    def plan(self) -> Plan:
        given = self.cleaned_data
        breaks = (Break(given["break_from"], given["break_until"]),) if given.get("break_from") else ()
        return Plan(
            given["starts_on"], given["meets_at"], given["count"], given.get("apart_days") or 7, breaks
        )


def _workers(found: Iterable[Worker]) -> list[tuple[str, str]]:
    return [(str(each.pk), each.full_name) for each in found]


class BeginGroup(Dates):
    field_order = ("programme", "name", "venue", "capacity", "minutes")

    programme = forms.ChoiceField(label="Programme")
    name = forms.CharField(label="Name of the group", max_length=120)
    venue = forms.CharField(label="Where it meets", max_length=200, help_text="In your own words")
    capacity = forms.IntegerField(label="People at most", min_value=1, max_value=60)
    minutes = forms.IntegerField(label="Minutes a session", min_value=10, max_value=600)
    leaders = forms.MultipleChoiceField(
        label="Who leads it", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        versions: Iterable[ProgrammeVersion],
        facilitators: Iterable[Worker],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.versions = {str(each.pk): each for each in versions}
        self.fields["programme"].choices = [(key, each.name) for key, each in self.versions.items()]
        self.fields["leaders"].choices = _workers(facilitators)
        self.fields["apart_days"] = forms.IntegerField(
            label="Days between sessions",
            required=False,
            min_value=1,
            max_value=120,
            help_text="Only where the programme is a number of days apart",
        )

    @property
    def chosen(self) -> ProgrammeVersion:
        return self.versions[self.cleaned_data["programme"]]


class Lead(forms.Form):
    leaders = forms.MultipleChoiceField(label="Who leads it", widget=forms.CheckboxSelectMultiple)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, facilitators: Iterable[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leaders"].choices = _workers(facilitators)


class ChooseGroup(forms.Form):
    group = forms.ChoiceField(label="Which group?", widget=forms.RadioSelect)
    from_on = DateField(label="From which day on?")

    def __init__(self, *args: Any, groups: Iterable[ProgrammeGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {str(each.pk): each for each in groups}
        self.fields["group"].choices = [
            (key, f"{each.name}, {each.meets_at:%H:%M}, {each.venue}") for key, each in self.groups.items()
        ]

    @property
    def chosen(self) -> ProgrammeGroup:
        return self.groups[self.cleaned_data["group"]]


class BookAppointments(Dates):
    field_order = ("with_worker", "minutes")

    with_worker = forms.ChoiceField(label="With whom?")
    minutes = forms.IntegerField(label="Minutes each", min_value=10, max_value=600)

    def __init__(
        self,
        *args: Any,
        workers: Iterable[Worker],
        begins_on: dt.date | None,
        today: dt.date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.begins_on, self.today = begins_on, today
        self.fields["with_worker"].choices = _workers(workers)

    def clean_starts_on(self) -> dt.date:
        first: dt.date = self.cleaned_data["starts_on"]
        if wrong := why_not_from(first, begins_on=self.begins_on, today=self.today):
            raise forms.ValidationError(wrong)
        return first


class Decide(forms.Form):
    decision = choice("What is decided?", Review.Decision, "Choose what is decided")
    reason = forms.CharField(
        label="Why?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In plain words, as the person may one day read them. Nothing about anyone harmed",
    )


S = EnrolmentState
ENDINGS = [
    (S.COMPLETED.value, "Completed"),
    (S.PART_COMPLETED.value, "Part completed"),
    (S.WITHDREW.value, "The person left"),
    (S.WITHDRAWN_BY_SERVICE.value, "We ended the place"),
    (S.HANDED_OVER.value, "Another service goes on with the person"),
]


class EndPlace(forms.Form):
    ending = choice("How did it end?", ENDINGS, "Choose how it ended")
    exit_review_on = DateField(label="Day of the exit review", required=False, past=True)
    reason = forms.CharField(
        label="In a few words",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="As the person may one day read them. Attendance only: nothing about change or risk",
    )

    @classmethod
    def showing(cls, person: Enrolment) -> "EndPlace":
        return cls(initial={"exit_review_on": person.exit_review_on})
