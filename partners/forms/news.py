import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from partners.models import BY_WHICH_WAY, SafeContact, Telling
from partners.rules.reaching import may_be_used, standing


TOLD = "told"
Channel = SafeContact.Channel
# What somebody else may pick up, open or read.
AT_A_DISTANCE = frozenset({Channel.CALL, Channel.TEXT, Channel.WHATSAPP, Channel.EMAIL, Channel.POST})


class AnswerNews(forms.Form):
    """Told, or why not: one question, so that it takes one touch."""

    by_answer = frozenset({"channel", "really"})

    answer = forms.ChoiceField(
        label="Was the survivor told?",
        choices=[
            (TOLD, "Told"),
            *((value, f"Not told: {label[0].lower()}{label[1:]}") for value, label in Telling.WhyNot.choices),
        ],
        widget=forms.RadioSelect,
        help_text="Who could not be reached, or for whom it is unsafe now, is still to be told: it stays in "
        "the list",
        error_messages={"required": "Choose whether they were told"},
    )
    channel = forms.ChoiceField(
        label="How were they told?",
        choices=[("", "Choose one"), *BY_WHICH_WAY],
        required=False,
        help_text="Spoken, unless they agreed to something else",
    )
    really = forms.BooleanField(label="Yes, it was sent or said that way", required=False)
    words = forms.CharField(
        label="Anything else",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, ways: Sequence[SafeContact], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usable = {
            way.channel
            for way in ways
            if may_be_used(standing(way.state, way.expires_on, on=today), way.channel)
        }
        by_channel: dict[str, set[str]] = {}
        for way in ways:
            by_channel.setdefault(way.channel, set()).add(way.state)
        unsafe = {SafeContact.State.UNSAFE}
        self.unsafe = {channel for channel, states in by_channel.items() if states == unsafe}
        if self.data.get("channel") not in self._to_ask_about - self.unsafe:
            del self.fields["really"]

    def clean(self) -> None:
        channel = self.cleaned_data.get("channel") or ""
        if self.was_told and not channel:
            self.add_error("channel", "Choose how they were told")
        if self.is_by_no_safe_way and channel not in self.unsafe and not self.cleaned_data.get("really"):
            which = SafeContact.Channel(channel).label.lower()
            self.add_error("really", f"No safe way by {which} is recorded. Was it really sent or said so?")
        if self.was_told and channel in self.unsafe and not self.cleaned_data.get("words"):
            self.add_error("words", "This way is marked unsafe. Enter how they were told safely")

    @property
    def was_told(self) -> bool:
        return self.cleaned_data.get("answer") == TOLD

    @property
    def _to_ask_about(self) -> frozenset[str]:
        return AT_A_DISTANCE - self.usable

    @property
    def is_by_no_safe_way(self) -> bool:
        """Told by a way of which nothing recorded may be used: perhaps a slip of the hand, perhaps a letter
        that somebody else has opened. Their manager is told."""
        return self.was_told and self.cleaned_data.get("channel") in self._to_ask_about

    @property
    def said(self) -> dict[str, Any]:
        """As the action takes it: a way where somebody was told, a reason where not."""
        answer, words = self.cleaned_data["answer"], self.cleaned_data["words"]
        told = {"words": words, "by_safe_way": not self.is_by_no_safe_way}
        if self.was_told:
            return told | {"was_told": True, "why_not": "", "channel": self.cleaned_data["channel"]}
        return told | {"was_told": False, "why_not": answer, "channel": ""}
