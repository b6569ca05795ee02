"""A register: one row a person, so that a whole group is marked in under a minute."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from chrysalis.ui.fields import choice
from interventions.actions.marking import Entry
from interventions.catalogue.marks import ABSENT, WAS_THERE, Mark
from interventions.models import Attendance, Concern, Enrolment, EnrolmentState
from interventions.rules.naming import names_on_screen, short


BLANK = ("", "Not expected")
GROUPS = (
    ("There", [mark for mark in Mark if mark in WAS_THERE]),
    ("Not there", [mark for mark in Mark if mark in ABSENT]),
    ("Our decision", [mark for mark in Mark if mark not in WAS_THERE | ABSENT]),
)
CHOICES = [(title, [(mark.value, mark.label) for mark in marks]) for title, marks in GROUPS]
LONGEST_LATE = 600  # minutes
TIMED = (Mark.LATE, Mark.LEFT_EARLY)


@dataclass(frozen=True)
class Row:
    """One person on the page."""

    person: Enrolment
    name: str  # which no other row has
    mark: BoundField
    late: BoundField
    line: BoundField
    standing: Attendance | None

    @property
    def is_paused(self) -> bool:
        return self.person.state == EnrolmentState.PAUSED

    @property
    def has_more(self) -> bool:
        """Whether what stands behind the fold is shown at once."""
        return bool(self.late.value() or self.line.value() or self.late.errors or self.line.errors)


class Register(forms.Form):
    """Everybody in a group is marked "Attended" until somebody says otherwise, but for those whose place is
    paused. Of one person met alone it is asked: there, one touch more costs nothing.

    The version is that of the meeting: who saves says which register they saw.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        people: Sequence[Enrolment],
        marks: Mapping[uuid.UUID, Attendance],
        version: int,
        is_of_group: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people, self.marks = people, marks
        self.usual = Mark.ATTENDED.value if is_of_group else ""
        self.names = names_on_screen(people, reads=short)
        self.fields["version"].initial = version
        for person in people:
            self._add(person, marks.get(person.pk))

    def _add(self, person: Enrolment, standing: Attendance | None) -> None:
        is_paused = person.state == EnrolmentState.PAUSED and standing is None
        name = self.names[person.pk]
        self.fields[f"mark-{person.pk}"] = forms.ChoiceField(
            label=name,
            choices=[BLANK, *CHOICES] if is_paused or not (self.usual or standing) else CHOICES,
            required=not is_paused,
            initial=standing.mark if standing else "" if is_paused else self.usual,
            error_messages={"required": "Choose whether they were there"},
        )
        self.fields[f"late-{person.pk}"] = forms.IntegerField(
            label=f"Minutes late, or missed at the end: {name}",
            required=False,
            min_value=0,
            max_value=LONGEST_LATE,
            initial=standing.minutes_late if standing else None,
        )
        self.fields[f"line-{person.pk}"] = forms.CharField(
            label=f"In one line: {name}",
            max_length=200,
            required=False,
            initial=standing.line if standing else "",
        )

    @property
    def rows(self) -> Iterator[Row]:
        for person in self.people:
            fields = (self[f"{part}-{person.pk}"] for part in ("mark", "late", "line"))
            yield Row(person, self.names[person.pk], *fields, standing=self.marks.get(person.pk))

    @property
    def entries(self) -> dict[uuid.UUID, Entry]:
        """What was chosen, by enrolment; nobody who was not expected and did not come."""
        found = {person.pk: self._entry(person) for person in self.people}
        return {key: entry for key, entry in found.items() if entry}

    def _entry(self, person: Enrolment) -> Entry | None:
        mark, late, line = (self.cleaned_data[f"{part}-{person.pk}"] for part in ("mark", "late", "line"))
        return Entry(Mark(mark), late, line) if mark else None

    def clean(self) -> None:
        known = {f"mark-{person.pk}" for person in self.people}
        if any(name.startswith("mark-") and name not in known for name in self.data):
            raise forms.ValidationError(
                "Somebody marked here is not on this register, or no longer. Nothing was saved: look "
                "through the names and save again."
            )
        for person in self.people:
            late = self.cleaned_data.get(f"late-{person.pk}")
            if late is not None and self.cleaned_data.get(f"mark-{person.pk}") not in TIMED:
                self.add_error(
                    f"late-{person.pk}", "Choose “Late” or “Left early”, or leave the minutes empty"
                )


class OfficeNote(forms.Form):
    """SAFETY: filled in with others in the room. The words say little to whoever reads over a shoulder."""

    kind = choice("What is it about?", Concern.Kind, "Choose what it is about")
    about = choice("Whom?", Concern.About, "Choose whom")
    police_called = choice("Outside help called?", Concern.Called, "Choose whether outside help was called")
    manager_told = choice("Manager told?", [("yes", "Yes"), ("no", "Not yet")], "Choose yes or not yet")
    account = forms.CharField(
        label="In your words",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="It can follow later. Nothing here about where anybody else is or how they are reached",
    )

    def clean_manager_told(self) -> bool:
        return bool(self.cleaned_data["manager_told"] == "yes")


class WriteNote(forms.Form):
    content = forms.CharField(
        label="What was done", max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    debrief = forms.CharField(
        label="What you said to each other afterwards",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Each of you writes your own. Nothing about anyone harmed",
    )


class Cancel(forms.Form):
    reason = forms.CharField(
        label="Why?", max_length=200, help_text="For colleagues. Nobody outside the agency reads it"
    )
