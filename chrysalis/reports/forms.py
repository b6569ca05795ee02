"""What is asked before a document is made: which quarter, and to whom it goes."""

import datetime as dt
from typing import Any

from django import forms

from chrysalis.agencies.models import Scheme
from chrysalis.reports.declared import Report
from chrysalis.reports.rules.quarters import latest


QUARTERS = 8  # offered


class AskFor(forms.Form):
    scheme = forms.ChoiceField(
        label="Which service is it about?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which service it is about"},
    )
    period = forms.ChoiceField(label="Which quarter?", error_messages={"required": "Choose a quarter"})
    recipient = forms.CharField(
        label="To whom does it go?",
        max_length=200,
        help_text="The organisation and the role: it is kept in the log as told to them",
        error_messages={"required": "Enter to whom it goes"},
    )

    def __init__(self, *args: Any, report: Report, schemes: list[Scheme], on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schemes = {str(scheme.pk): scheme for scheme in schemes}
        if report.is_by_itself and len(schemes) > 1:
            self._offer("scheme", [(key, scheme.name) for key, scheme in self.schemes.items()])
        else:
            del self.fields["scheme"]
        if report.by_quarter:
            quarters = latest(on, count=QUARTERS, ended=report.ended_quarters)
            self._offer("period", [(quarter.slug, quarter.english) for quarter in quarters])
        else:
            del self.fields["period"]
        if not report.leaves:
            del self.fields["recipient"]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices

    @property
    def scheme_id(self) -> Any:
        """The one chosen; the only one, where there is no choice."""
        chosen = self.cleaned_data.get("scheme")
        found = self.schemes.get(chosen) if chosen else next(iter(self.schemes.values()), None)
        return found.pk if found else None
