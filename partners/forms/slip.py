from collections.abc import Iterable
from typing import Any

from django import forms

from chrysalis.ui.dates import PartialDate
from partners.models import Survivor


NEW = "new"


class FileSlip(forms.Form):
    """Whom a slip is about: somebody of the same name, or somebody new."""

    about = forms.ChoiceField(label="Who is this about?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, candidates: Iterable[Survivor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = {str(survivor.pk): survivor for survivor in candidates}
        known = [(key, _words(survivor)) for key, survivor in self.candidates.items()]
        self.fields["about"].choices = [*known, (NEW, "Somebody new")]

    @property
    def survivor(self) -> Survivor | None:
        return self.candidates.get(self.cleaned_data["about"])


def _words(survivor: Survivor) -> str:
    born = PartialDate.read(survivor.date_of_birth).spoken if survivor.date_of_birth else "birth date unknown"
    return f"{survivor.name}, {born}, supported by {survivor.link_worker.full_name}"
