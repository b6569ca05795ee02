from collections.abc import Iterable
from typing import Any

from django import forms

from chrysalis.ui.dates import PartialDate
from chrysalis.ui.fields import DateField
from partners.forms.slip import SearchSurvivors, words_of
from partners.models import Relationship, Survivor


NOBODY = "nobody"


class SearchToTrace(SearchSurvivors):
    """By any name that the survivor may be recorded under."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sought"].label = "Look for the survivor by name"


class EndTracing(forms.Form):
    """Whom the person harmed: somebody supported here; or nobody who can be identified."""

    by_answer = frozenset({"relationship", "reason"})

    about = forms.ChoiceField(
        label="Whom may this person have harmed?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whom this person may have harmed"},
    )
    relationship = forms.ChoiceField(
        label="What is the person to the survivor?",
        choices=Relationship,
        widget=forms.RadioSelect,
        required=False,
    )
    since = DateField(label="Since", partial=True, past=True, required=False, help_text="As much as is known")
    reason = forms.CharField(
        label="Why can nobody be identified?",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Who was asked, and what they said. For example the police, and the service that refers",
    )

    def __init__(self, *args: Any, candidates: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = {str(survivor.pk): survivor for survivor in candidates}
        known = [(key, _words(survivor)) for key, survivor in self.candidates.items()]
        self.fields["about"].choices = [*known, (NOBODY, "Nobody can be identified")]
        if not self.candidates:
            del self.fields["relationship"], self.fields["since"]

    def clean_since(self) -> str:
        since: PartialDate | None = self.cleaned_data["since"]
        return str(since) if since else ""

    def clean(self) -> None:
        about = self.cleaned_data.get("about")
        if about == NOBODY and not self.cleaned_data.get("reason"):
            self.add_error("reason", "Enter why nobody can be identified")
        if about and about != NOBODY and not self.cleaned_data.get("relationship"):
            self.add_error("relationship", "Choose what the person is to the survivor")

    @property
    def survivor(self) -> Survivor | None:
        return self.candidates.get(self.cleaned_data["about"])


def _words(survivor: Any) -> str:
    """With why they are offered, where nobody looked for them."""
    why = f": {survivor.offered_for}" if survivor.offered_for else ""
    return f"{words_of(survivor)}{why}"
