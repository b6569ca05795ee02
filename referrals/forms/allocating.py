from collections.abc import Iterable
from typing import Any

from django import forms

from referrals.loads import Load
from referrals.models import Case


class Allocate(forms.Form):
    """Which cases, to whom, and why."""

    cases = forms.MultipleChoiceField(
        label="Which cases?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one case"},
    )
    to = forms.ChoiceField(
        label="To whom?", widget=forms.RadioSelect, error_messages={"required": "Choose a colleague"}
    )
    reason = forms.CharField(
        label="Why?",
        max_length=300,
        required=False,
        help_text="The case says it. For example “On leave until March”",
    )

    def __init__(self, *args: Any, held: Iterable[Case], loads: Iterable[Load], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"].choices = [
            (str(case.pk), f"{case.person_name}, {case.reference}: {case.get_state_display().lower()}")
            for case in held
        ]
        self.fields["to"].choices = [(str(load.worker_id), _in_words(load)) for load in loads if load.is_here]


def _in_words(load: Load) -> str:
    open_cases = f"{load.open} open {'case' if load.open == 1 else 'cases'}"
    return f"{load.name}: {open_cases}, {load.high} high{', away today' if load.is_away else ''}"
