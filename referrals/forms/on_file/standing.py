"""Whether somebody takes part, on which basis a case is held, and on which pathway somebody goes on."""

from typing import Any

from django import forms

from chrysalis.agencies.models import Signature
from chrysalis.ui.fields import DateField, choice
from referrals.forms.on_file.fields import IN_PLAIN_WORDS, long
from referrals.models import CHOSEN, AgePath, ConsentAnswer


A = ConsentAnswer.Answer


class RecordConsent(forms.Form):
    by_answer = frozenset({"given_by", "wording", "why"})

    answer = choice("Do they agree to take part?", A, "Choose whether they agree to take part")
    given_by = forms.ChoiceField(
        label="Who said so?",
        choices=ConsentAnswer.GivenBy,
        widget=forms.RadioSelect,
        required=False,
    )
    given_on = DateField(
        label="On which day?", called="The day", past=True, error_messages={"required": "Enter the day"}
    )
    wording = forms.CharField(
        label="To which words?",
        max_length=200,
        required=False,
        help_text="The form or leaflet, and its date, that was read or explained",
    )
    why = long("If not: why?", IN_PLAIN_WORDS, most=500, rows=2)

    def __init__(self, *args: Any, age_path: str, was_given: bool, **kwargs: Any) -> None:
        """Asked of whoever can say so at that age; and withdrawn is only what was given."""
        super().__init__(*args, **kwargs)
        person, *of_young = ConsentAnswer.GivenBy.choices
        adults = [person] if age_path == AgePath.ADULT else [person, *of_young]
        self.fields["given_by"].choices = of_young if age_path == AgePath.YOUNG else adults
        if not was_given:
            self.fields["answer"].choices = [each for each in A.choices if each[0] != A.WITHDRAWN]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        answer = given.get("answer")
        if answer == A.YES:
            self._need("given_by", "Choose who said so")
            self._need("wording", "Enter to which words they agreed")
        elif answer in (A.NO, A.NOT_ASKED):
            self._need("why", "Say why")
        if answer == A.NOT_ASKED:
            given |= {"given_by": "", "wording": ""}
        return given

    def _need(self, name: str, ask: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, ask)


class ChangeBasis(forms.Form):
    basis = choice(
        "On which lawful basis is this case held from now on?",
        Signature.Basis,
        "Choose the lawful basis",
        "It is not the same as consent to take part, which may be withdrawn without changing it",
    )
    because = long(
        "Why not the one that is usual here?",
        IN_PLAIN_WORDS,
        most=500,
        rows=3,
        ask="Enter why",
    )


class DecidePath(forms.Form):
    path = choice(
        "On which pathway do they go on?",
        [(each.value, each.label) for each in CHOSEN],
        "Choose the pathway",
    )
    because = long("Why?", IN_PLAIN_WORDS, most=500, rows=3, ask="Enter why")
