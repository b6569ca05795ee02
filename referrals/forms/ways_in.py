"""What holds for each way into a scheme: the lawful basis, and whether somebody may come without agreeing."""

from typing import Any

from django import forms

from chrysalis.agencies.models import Signature
from chrysalis.ui.conflict import Difference
from referrals.models import Source
from referrals.rules.ways_in import Usual
from referrals.ways_in import WaysIn


ASKED = [each for each in Source if each != Source.SELF]  # who comes by themselves has agreed


class SetWaysIn(forms.Form):
    """Two fields a way in; and beside them, unseen, which version of it was on screen."""

    def __init__(self, *args: Any, ways: WaysIn, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for source in Source:
            held = ways.held(source)
            self.fields[f"{source}-basis"] = forms.ChoiceField(
                label=f"{source.label}: held on which lawful basis?",
                choices=Signature.Basis,
                initial=held.lawful_basis,
            )
            if source in ASKED:
                self.fields[f"{source}-without"] = forms.BooleanField(
                    label=f"{source.label}: may refer somebody who has not agreed, with a reason",
                    required=False,
                    initial=held.without_agreement,
                )
            self.fields[f"seen-{source}"] = forms.IntegerField(
                widget=forms.HiddenInput, min_value=0, initial=ways.version(source)
            )

    @property
    def held(self) -> dict[str, Usual]:
        given = self.cleaned_data
        return {
            source.value: Usual(given[f"{source}-basis"], given.get(f"{source}-without", False))
            for source in Source
        }

    @property
    def seen(self) -> dict[str, int]:
        return {source.value: self.cleaned_data[f"seen-{source}"] for source in Source}

    def beside(self, current: WaysIn) -> list[Difference]:
        """Where this and what somebody else set differ. Sent again, this is what is written."""
        self.data = self.data.copy()
        for source in Source:
            self.data[f"seen-{source}"] = str(current.version(source))
        held = self.held
        return [
            Difference(str(Source(source).label), _spoken(current.held(source)), _spoken(yours))
            for source, yours in held.items()
            if yours != current.held(source)
        ]


def _spoken(held: Usual) -> str:
    without = "with or without agreement" if held.without_agreement else "only where the person agrees"
    return f"{Signature.Basis(held.lawful_basis).label}; {without}"
