"""What a referral that is not sent is called, and who may go on with it."""

from typing import Any

from django import forms

from chrysalis.ui.fields import choice
from referrals.rules.unsent import Contents


OWN, COLLEAGUES = "own", "colleagues"


class CallUnsent(forms.Form):
    called = forms.CharField(
        label="What do you call it?",
        max_length=60,
        required=False,
        help_text="Words that you recognise it by, for example “{example}”. Never the person’s name or a "
        "number of theirs: colleagues see it on shared screens",
    )
    who = choice(
        "Who may go on with it?",
        [(COLLEAGUES, "Colleagues of your agency who refer people"), (OWN, "Only you")],
        "Choose who may go on with it",
    )

    def __init__(self, *args: Any, contents: Contents, example: str, **kwargs: Any) -> None:
        now = {"called": contents.called, "who": OWN if contents.is_own else COLLEAGUES}
        super().__init__(*args, initial=now, **kwargs)
        self.contents = contents
        self.fields["called"].help_text = str(self.fields["called"].help_text).format(example=example)

    def clean_called(self) -> str:
        called: str = self.cleaned_data["called"]
        if self.contents.names(called):
            raise forms.ValidationError("Leave out the person’s name and numbers")
        return called

    @property
    def is_own(self) -> bool:
        return bool(self.cleaned_data["who"] == OWN)
