from typing import Any, Self

from django import forms

from chrysalis.ui.dates import PartialDate
from chrysalis.ui.fields import DateField, choice
from referrals.forms.on_file.fields import long, short
from referrals.models import Child


OLDEST = 25
NO_SCHOOL_NO_ADDRESS = (
    "As it was given to you. Do not write where a child lives or goes to school: there is no field for it, "
    "and it belongs to the safety side alone"
)


class RecordChild(forms.Form):
    """A child as given; or, with `of`, what is known of one now, in the place of what was."""

    of = forms.UUIDField(required=False, widget=forms.HiddenInput)
    name = short("Name", NO_SCHOOL_NO_ADDRESS, ask="Enter a name, or “Not known”")
    date_of_birth = DateField(
        label="Date of birth",
        partial=True,
        past=True,
        required=False,
        help_text="As much of it as is known. Leave empty if you know only the age",
    )
    age = forms.IntegerField(label="Or age", min_value=0, max_value=OLDEST, required=False)
    relation = choice("Who are they to the person?", Child.Relation, "Choose who they are to the person")
    social_worker = short("Social worker", "Name, and team if you know it")
    authority = short("Council of the social worker", "Whom to ring tonight if the social worker is away")
    reached_at = short("How to reach the social worker", "Work telephone or work e-mail, never a home")
    standing = choice(
        "Are children’s services involved?", Child.Standing, "Choose how children’s services stand"
    )
    told_by = choice("Who told you?", Child.ToldBy, "Choose who told you")

    @classmethod
    def showing(cls, child: Child) -> Self:
        born = PartialDate.read(child.date_of_birth) if child.date_of_birth else None
        kept = ("name", "age", "relation", "social_worker", "authority", "reached_at", "standing", "told_by")
        known = {name: getattr(child, name) for name in kept}
        return cls(initial=known | {"date_of_birth": born, "of": child.pk}, is_change=True)

    def __init__(self, *args: Any, is_change: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_change:
            return
        self.fields["is_mistake"] = forms.BooleanField(
            label="This child was recorded by mistake: take them off the case", required=False
        )
        self.fields["because"] = long(
            "Why do you change it?",
            "What was recorded before stays on this page",
            most=500,
            rows=2,
            ask="Enter why you change it",
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("date_of_birth") and given.get("age") is not None:
            self.add_error("age", "Enter the date of birth or the age, not both")
        return given

    @property
    def values(self) -> dict[str, Any]:
        """The fields of the model."""
        beside = ("of", "is_mistake", "because")
        given = {name: value for name, value in self.cleaned_data.items() if name not in beside}
        return given | {"date_of_birth": str(given["date_of_birth"] or "")}
