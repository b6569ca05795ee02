"""What is asked of safeguarding leads, and of whoever opens something restricted in an emergency."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Worker
from chrysalis.agencies.queries import other_employers
from chrysalis.ui.fields import choice
from referrals.models import GlassBreak


ELSEWHERE = "None of these, or not known"


def in_words(label: str, ask: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=hint,
        error_messages={"required": ask},
    )


class ByReference(forms.Form):
    reference = forms.CharField(
        max_length=20,
        help_text="For example CHR-7K3M9-2QFTX-4",
        error_messages={"required": "Enter the reference"},
    )

    def clean_reference(self) -> str:
        return self.cleaned_data["reference"].upper()


class Restrict(ByReference):
    employer = forms.ModelChoiceField(
        label="Whom the person works for", queryset=None, required=False, empty_label=ELSEWHERE
    )
    reason = in_words("Why is this restricted?", "Enter why this is restricted")

    def __init__(self, *args: Any, by: Hat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer"].queryset = other_employers(by)


class AskToRestrict(forms.Form):
    reason = in_words("Why should this be restricted?", "Enter why this should be restricted")


class CorrectEmployer(forms.Form):
    employer = forms.ModelChoiceField(
        label="Whom the person works for", queryset=None, required=False, empty_label=ELSEWHERE
    )

    def __init__(self, *args: Any, by: Hat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer"].queryset = other_employers(by)


class BreakGlass(ByReference):
    reason = in_words(
        "Why do you need to open it now?",
        "Enter why you need to open it now",
        "Two safeguarding leads read this at once, and one of them asks you about it",
    )


class NameWorker(forms.Form):
    worker = forms.ModelChoiceField(
        label="Colleague",
        queryset=None,
        empty_label="Choose one",
        error_messages={"required": "Choose a colleague"},
    )

    def __init__(self, *args: Any, workers: QuerySet[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].queryset = workers


class Lift(forms.Form):
    reason = in_words("Why need it not be restricted any longer?", "Enter why it need not be restricted")


class ReviewGlass(forms.Form):
    outcome = choice("What do you make of it?", GlassBreak.Outcome, "Choose what you make of it")
    remark = in_words("What was said about it", "Enter what was said about it")
