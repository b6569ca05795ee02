from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from chrysalis.agencies.models import Agency
from chrysalis.ui.fields import choice
from referrals.forms.restricting import in_words
from referrals.gates.unfinished import StillOpen
from referrals.models import Ending, Handover


class OfferHandover(forms.Form):
    to_agency = forms.ModelChoiceField(
        label="Which provider?",
        queryset=None,
        empty_label="Choose one",
        error_messages={"required": "Choose the provider"},
    )
    to_do = forms.MultipleChoiceField(
        label="What is still to do?",
        choices=Handover.ToDo,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what is still to do"},
    )
    summary = forms.CharField(
        label="What the next provider has to know",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Your notes stay here: this is all they read. Grades, tools and the client agreement do "
        "not go along by themselves. Take out what they need not know, and add the rest. Nothing about "
        "anyone harmed",
        error_messages={"required": "Enter what the next provider has to know"},
    )

    def __init__(self, *args: Any, receivers: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_agency"].queryset = receivers


class ReturnHandover(forms.Form):
    because = in_words(
        "Why is this not for you?", "Enter why this is not for you", "Whoever offered it reads this"
    )


class CloseCase(forms.Form):
    """How it ended; and the same of each thing that is still open on the case."""

    ending = choice("How did it end?", Ending, "Choose how it ended")
    reason = forms.CharField(
        label="What should colleagues know?",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In plain words, as the person may one day read them. Nothing about anyone harmed",
    )

    def __init__(self, *args: Any, still_open: Iterable[StillOpen], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.still_open = list(still_open)
        for each in self.still_open:
            self.fields[each.field] = choice(each.question, each.endings, "Choose how it ended", each.stands)
        self.order_fields(["ending", *(each.field for each in self.still_open), "reason"])

    @property
    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        endings = {each.key: given[each.field] for each in self.still_open}
        return {"ending": given["ending"], "reason": given["reason"], "endings": endings}
