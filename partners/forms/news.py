from collections.abc import Iterable
from typing import Any

from django import forms

from partners.models import BY_WHICH_WAY, SafeContact, Telling


TOLD = "told"


class AnswerNews(forms.Form):
    """Told, or why not: one question, so that it takes one touch."""

    by_answer = frozenset({"channel"})

    answer = forms.ChoiceField(
        label="Was the survivor told?",
        choices=[
            (TOLD, "Told"),
            *((value, f"Not told: {label[0].lower()}{label[1:]}") for value, label in Telling.WhyNot.choices),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether they were told"},
    )
    channel = forms.ChoiceField(
        label="How were they told?",
        choices=[("", "Choose one"), *BY_WHICH_WAY],
        required=False,
        help_text="Spoken, unless they agreed to something else",
    )
    words = forms.CharField(
        label="Anything else",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, ways: Iterable[SafeContact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_channel: dict[str, set[str]] = {}
        for way in ways:
            by_channel.setdefault(way.channel, set()).add(way.state)
        unsafe = {SafeContact.State.UNSAFE}
        self.unsafe = {channel for channel, states in by_channel.items() if states == unsafe}

    def clean(self) -> None:
        channel = self.cleaned_data.get("channel")
        if self.was_told and not channel:
            self.add_error("channel", "Choose how they were told")
        if self.was_told and channel in self.unsafe and not self.cleaned_data.get("words"):
            self.add_error("words", "This way is marked unsafe. Enter how they were told safely")

    @property
    def was_told(self) -> bool:
        return self.cleaned_data.get("answer") == TOLD

    @property
    def said(self) -> dict[str, Any]:
        """As the action takes it: a way where somebody was told, a reason where not."""
        answer, words = self.cleaned_data["answer"], self.cleaned_data["words"]
        if self.was_told:
            return {"was_told": True, "why_not": "", "channel": self.cleaned_data["channel"], "words": words}
        return {"was_told": False, "why_not": answer, "channel": "", "words": words}
