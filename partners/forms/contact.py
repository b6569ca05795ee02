import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from chrysalis.ui.fields import MomentField
from partners.models import News, SafeContact, SurvivorContact, Tier
from partners.rules.reaching import hours_told


ANOTHER = "another"
Outcome = SurvivorContact.Outcome


class RecordContact(forms.Form):
    """What came of an attempt; what they said of the way; and what they were told."""

    by_answer = frozenset({"hours"})

    way = forms.ChoiceField(label="How?", widget=forms.RadioSelect, error_messages={"required": "Choose how"})
    outcome = forms.ChoiceField(
        label="What came of it?",
        choices=Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it"},
    )
    said = forms.ChoiceField(
        label="What did they say of this way to reach them?",
        choices=[
            ("", "Not asked"),
            (SafeContact.State.CONFIRMED, "It is safe"),
            (SafeContact.State.UNSAFE, "It is not safe any more"),
        ],
        widget=forms.RadioSelect,
        required=False,
        help_text="Only the survivor confirms. Ask each time, and ask when it is safe",
    )
    hours = forms.CharField(
        label="On which days and hours is it safe?",
        max_length=400,
        required=False,
        help_text="In place of what was told before. Left empty, that stays",
    )
    code_phrase = forms.CharField(
        label="Phrase that confirms who is speaking", max_length=200, required=False
    )
    told = forms.MultipleChoiceField(
        label="What did you tell them?", widget=forms.CheckboxSelectMultiple, required=False
    )
    made_at = MomentField(
        label="When was that?",
        help_text="Leave empty if it was just now. Otherwise day and time, like 14/11/2026 15:20",
    )
    account = forms.CharField(
        label="What happened",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="In plain words, as they may one day read them",
    )

    def __init__(
        self,
        *args: Any,
        ways: dict[UUID, str],
        news: Sequence[News],
        now: dt.datetime,
        chosen: SafeContact | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.news = {str(each.pk): each for each in news}
        titles = [(str(key), title) for key, title in ways.items()]
        self.fields["way"].choices = [*titles, (ANOTHER, "They got in touch with us")]
        self.fields["told"].choices = [(key, each.get_kind_slug_display()) for key, each in self.news.items()]
        if not self.news:
            del self.fields["told"]
        if chosen:
            self.fields["way"].widget = forms.HiddenInput()
            self.initial = {**self.initial, **_known_of(chosen)}

    def clean_made_at(self) -> dt.datetime:
        made_at = self.cleaned_data["made_at"] or self.now
        if made_at > self.now:
            raise forms.ValidationError("The attempt must be in the past.")
        return made_at

    def clean(self) -> None:
        if self.cleaned_data.get("outcome") in (Outcome.SPOKE, None):
            return
        if self.cleaned_data.get("told"):
            self.add_error("told", "You can have told only somebody with whom you spoke")
        if self.cleaned_data.get("said") == SafeContact.State.CONFIRMED:
            self.add_error("said", "Only the survivor can say that it is safe")

    @property
    def learnt(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("hours", "code_phrase")}

    @property
    def way_key(self) -> UUID | None:
        chosen: str = self.cleaned_data["way"]
        return None if chosen == ANOTHER else UUID(chosen)

    @property
    def told_news(self) -> list[News]:
        return [self.news[key] for key in self.cleaned_data.get("told", ())]


def _known_of(way: SafeContact) -> dict[str, str]:
    """Nobody types again what is known of a way. Where nobody learnt its hours yet, it is what the slip said
    that is to be corrected, with no number in it: what stands here is read before a number is shown."""
    hours = way.hours or hours_told(way.told_with_it)
    return {"way": str(way.pk), "hours": hours, "code_phrase": way.code_phrase}


class RecordEngagement(forms.Form):
    by_answer = frozenset({"service"})

    tier = forms.ChoiceField(
        label="What support do they want?",
        choices=[choice for choice in Tier.choices if choice[0] != Tier.NOT_ASKED],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they want"},
    )
    service = forms.CharField(
        label="Which other service, and who there?",
        max_length=400,
        required=False,
        help_text="Only if another service supports them. News go to that worker",
    )
    reason = forms.CharField(
        label="How do you know?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What they said, or why it is unsafe. They can change it at any time",
    )

    def clean(self) -> None:
        if self.cleaned_data.get("tier") == Tier.SUPPORTED_ELSEWHERE and not self.cleaned_data.get("service"):
            self.add_error("service", "Enter which service, and who there")
