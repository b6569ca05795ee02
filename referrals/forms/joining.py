from django import forms

from chrysalis.ui.fields import choice
from referrals.forms.restricting import in_words


AGREE, DECLINE = "agree", "decline"
NEITHER = "As they may one day read it. Nothing about anyone harmed"


class FindRecord(forms.Form):
    """The reference of a record that nothing suggests."""

    reference = forms.CharField(
        label="Reference of the other record",
        max_length=40,
        error_messages={"required": "Enter the reference"},
    )


class ProposeJoining(forms.Form):
    other = forms.UUIDField(widget=forms.HiddenInput)
    reason = in_words("Why are they the same person?", "Enter why they are the same person", NEITHER)


class ProposeParting(forms.Form):
    reason = in_words("Why are they two people?", "Enter why they are two people", NEITHER)


class AnswerJoining(forms.Form):
    decision = choice(
        "Having looked at both, do you agree?",
        {AGREE: "Yes, I agree", DECLINE: "No, or I cannot tell"},
        "Choose whether you agree",
    )
    remark = forms.CharField(
        label="What decided it for you?",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NEITHER,
    )
