from django import forms

from partners.models import ReleaseCheck


State = ReleaseCheck.State


class DecideRelease(forms.Form):
    """May it leave? Why is kept on this side alone."""

    outcome = forms.ChoiceField(
        label="May this document leave?",
        choices=[
            (State.RELEASED, "Yes, release it: it tells of nobody harmed what could hurt them"),
            (State.RETURNED, "No, return it: the other side learns “third-party information” and no more"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it may leave"},
    )
    remark = forms.CharField(
        label="Why?",
        max_length=1000,
        help_text="Nobody on the other side reads this",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Enter why"},
    )
