from typing import Any

from django import forms

from chrysalis.ui.fields import choice
from referrals.forms.joining import AGREE, DECLINE, NEITHER
from referrals.forms.on_file.fields import Choices, which
from referrals.forms.restricting import in_words
from referrals.models import TakingOff


WITHDRAW = "withdraw"


class ProposeTakingOff(forms.Form):
    goes = choice("Where does it go?", TakingOff.Goes, "Choose where it goes")
    reason = in_words("Why is it of somebody else?", "Enter why it is of somebody else", NEITHER)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["which"] = which("Which referral?", choices, "Choose the referral")
        self.order_fields(["which"])


class AnswerTakingOff(forms.Form):
    """The second person agrees or declines; whoever proposed it withdraws."""

    decision = choice("Having read it, do you agree?", (), "Choose what you say")
    remark = forms.CharField(
        label="What decided it for you?",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NEITHER,
    )

    def __init__(self, *args: Any, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["decision"]
        field.choices = [(AGREE, "Yes, it is of somebody else"), (DECLINE, "No, or I cannot tell")]
        if is_own:
            field.choices, field.label = (
                [(WITHDRAW, "I withdraw it")],
                "You proposed this. A colleague must agree",
            )
