"""The block "For partner support only", as it stands on a referrer's form."""

from typing import Any

from django import forms

from chrysalis.agencies.models import Area, Scheme
from chrysalis.drafts.forms import NEVER
from partners.models import Relationship, SafeToRing
from partners.queries import areas_to_choose


class Told(forms.CharField):
    """Words of any length: nothing about them can be wrong, so that no message need repeat them."""

    def __init__(self, label: str, *, lines: int = 1, hint: str = "") -> None:
        wide = forms.Textarea(attrs={"rows": lines}) if lines > 1 else forms.TextInput()
        super().__init__(label=label, required=False, widget=wide, help_text=hint)

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value)
        return text.replace("\x00", "")


class ForPartnerSupport(forms.Form):
    """SAFETY: its fields bear a name that drafts refuse, whichever form they arrive in, and it is never
    drawn with what was typed."""

    prefix = NEVER
    mark_optional = False

    name = Told("Name of the person harmed")
    relationship = forms.ChoiceField(
        label="The person you refer is their", choices=Relationship, widget=forms.RadioSelect, required=False
    )
    telephone = Told("Their telephone")
    safe_to_ring = forms.ChoiceField(
        label="Is it safe to ring them on it?", choices=SafeToRing, widget=forms.RadioSelect, required=False
    )
    area = forms.ModelChoiceField(
        label="Which area do they live in?",
        queryset=Area.objects.none(),
        required=False,
        empty_label="Not known, or elsewhere",
    )
    address = Told("Where they live or can be reached", lines=2)
    person_held = Told(
        "Name and date of birth of the person you refer",
        hint="So that partner support can tell who this belongs to: what is typed above does not reach it",
    )
    anything_else = Told("Anything else that helps to keep them safe", lines=3)

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas = areas_to_choose(scheme)
        if not areas:
            del self.fields["area"]

    def clean_safe_to_ring(self) -> str:
        return self.cleaned_data["safe_to_ring"] or SafeToRing.NOT_KNOWN

    def clean(self) -> dict[str, Any]:
        told = [value for name, value in self.cleaned_data.items() if name not in ("safe_to_ring", "area")]
        if not any(told):
            raise forms.ValidationError("Nothing was written.")
        return self.cleaned_data
