"""What is asked of whoever decides on a referral, and of the sender who is asked for more."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from chrysalis.ui.conflict import Difference
from chrysalis.ui.fields import choice
from referrals.forms.restricting import in_words
from referrals.models import NextService, Question, RefusalWords, SchemeWords


NOBODY_HARMED = "Nothing about anyone harmed: not their name, address or words"


class Ask(forms.Form):
    kind = choice("What do you need to know?", Question.Kind, "Choose what you need to know")
    words = forms.CharField(
        label="Your question",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="As anybody at that desk may read it. No name, and nothing that is known here",
        error_messages={"required": "Enter your question"},
    )


class Reply(forms.Form):
    words = forms.CharField(
        label="Your answer",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=NOBODY_HARMED,
        error_messages={"required": "Enter your answer"},
    )


class Resume(forms.Form):
    words = forms.CharField(
        label="What you were told",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=f"And by whom. {NOBODY_HARMED}",
        error_messages={"required": "Enter what you were told"},
    )


class Refuse(forms.Form):
    """Closed reasons, in the scheme's own words."""

    by_answer = frozenset({"explanation"})

    reason = choice("Why is this not accepted?", (), "Choose why this is not accepted")
    explanation = in_words(
        "What should colleagues know?", "", "Stays here. The sender sees one word and the day"
    )

    def __init__(self, *args: Any, words: RefusalWords, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words
        self.fields["reason"].choices = words.choices
        self.fields["explanation"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("reason"):
            cleaned["said"] = self.words.said(cleaned["reason"])
        if cleaned.get("reason") == "other" and not cleaned.get("explanation"):
            self.add_error("explanation", "Enter what the other reason is")
        return cleaned


class Redirect(Refuse):
    next_service = forms.ModelChoiceField(
        label="Which service?",
        queryset=None,
        empty_label="Choose one",
        help_text="Tell them yourself: nothing is sent from here",
        error_messages={"required": "Choose the service"},
    )

    field_order = ("next_service", "reason", "explanation")

    def __init__(self, *args: Any, services: QuerySet[NextService], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_service"].queryset = services
        self.fields["reason"].label = "Why is it not for you?"


class ChangeService(forms.Form):
    name = forms.CharField(
        label="Name of the service",
        max_length=200,
        error_messages={"required": "Enter the name of the service"},
    )
    takes = forms.CharField(
        label="Whom it takes", max_length=300, required=False, help_text="In a few words, for whoever decides"
    )
    telephone = forms.CharField(max_length=60, required=False)
    is_retired = forms.BooleanField(label="No longer offered", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class AddService(ChangeService):
    version = is_retired = None
    scheme = forms.ModelChoiceField(
        queryset=None, empty_label="Choose one", error_messages={"required": "Choose the scheme"}
    )

    field_order = ("scheme", "name", "takes", "telephone")

    def __init__(self, *args: Any, schemes: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = schemes


class WordReasons(forms.Form):
    """A field a reason, by its name; and beside it, unseen, which version of it was on screen."""

    def __init__(self, *args: Any, words: SchemeWords, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reasons = words.reasons
        for reason, usual in words.reasons.choices:
            self.fields[reason] = forms.CharField(
                label=usual,
                initial=words.said(reason),
                max_length=200,
                error_messages={"required": f"Enter what you call “{usual}”"},
            )
            self.fields[f"seen-{reason}"] = forms.IntegerField(
                widget=forms.HiddenInput, min_value=0, initial=words.version(reason)
            )

    @property
    def words(self) -> dict[str, str]:
        return {reason: self.cleaned_data[reason] for reason in self.reasons.values}

    @property
    def seen(self) -> dict[str, int]:
        return {reason: self.cleaned_data[f"seen-{reason}"] for reason in self.reasons.values}

    def beside(self, current: SchemeWords) -> list[Difference]:
        """Where these words and those of somebody else differ. Sent again, they are what is written."""
        self.data = self.data.copy()
        for reason in self.reasons.values:
            self.data[f"seen-{reason}"] = str(current.version(reason))
        return [
            Difference(str(self[reason].label), current.said(reason), yours)
            for reason, yours in self.words.items()
            if yours != current.said(reason)
        ]
