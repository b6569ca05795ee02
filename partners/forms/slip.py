from collections.abc import Iterable
from typing import Any

from django import forms

from chrysalis.ui.dates import PartialDate
from partners.models import Survivor


NEW, NOTHING = "new", "nothing"


class SearchSurvivors(forms.Form):
    """Somebody may be supported under another name than the one that was told."""

    sought = forms.CharField(
        label="Look under another name",
        max_length=400,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class FileSlip(forms.Form):
    """Whom a slip is about: somebody of the same name, somebody found, somebody new; or nobody."""

    by_answer = frozenset({"why"})

    about = forms.ChoiceField(label="Who is this about?", widget=forms.RadioSelect)
    why = forms.CharField(
        label="Why is there nothing to file?",
        max_length=1000,
        required=False,
        help_text="For example: sent twice, or about nobody",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, candidates: Iterable[Survivor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = {str(survivor.pk): survivor for survivor in candidates}
        known = [(key, words_of(survivor)) for key, survivor in self.candidates.items()]
        self.fields["about"].choices = [*known, (NEW, "Somebody new"), (NOTHING, "Nothing to file")]

    def clean(self) -> None:
        if self.is_nothing and not self.cleaned_data.get("why"):
            self.add_error("why", "Enter why there is nothing to file")

    @property
    def is_nothing(self) -> bool:
        return self.cleaned_data.get("about") == NOTHING

    @property
    def survivor(self) -> Survivor | None:
        return self.candidates.get(self.cleaned_data["about"])


def words_of(survivor: Survivor) -> str:
    born = PartialDate.read(survivor.date_of_birth).spoken if survivor.date_of_birth else "birth date unknown"
    return f"{survivor.name}, {born}, supported by {survivor.link_worker.full_name}"
