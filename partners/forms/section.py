"""The block "For partner support only", as it stands on a referrer's form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chrysalis.agencies.models import Area, Scheme
from chrysalis.drafts.forms import NEVER
from partners.models import Relationship, SafeToRing
from partners.queries import areas_to_choose


class Told(forms.CharField):
    """Words of any length: nothing about them can be wrong, so that no message need repeat them."""

    def __init__(self, label: Any, *, lines: int = 1, hint: Any = "") -> None:
        wide = forms.Textarea(attrs={"rows": lines}) if lines > 1 else forms.TextInput()
        super().__init__(label=label, required=False, widget=wide, help_text=hint)

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value)
        return text.replace("\x00", "")


class Chosen(forms.ChoiceField):
    """One of several, or none: an answer that is not offered, or no longer, is none.

    SAFETY: what is typed here is never drawn again. If one answer could be wrong, all the words beside it
    would be gone with nobody told, and whoever was named in them would not be warned.
    """

    def __init__(self, label: Any, choices: Any) -> None:
        super().__init__(label=label, choices=choices, widget=forms.RadioSelect, required=False)

    def to_python(self, value: Any) -> str:
        chosen: str = super().to_python(value)
        return chosen if self.valid_value(chosen) else ""


class ChosenArea(forms.ModelChoiceField):
    """The same of an area, which may have been closed while somebody wrote."""

    def to_python(self, value: Any) -> Area | None:
        try:
            found: Area | None = super().to_python(value)
        except forms.ValidationError:
            return None
        return found


class ForPartnerSupport(forms.Form):
    """SAFETY: its fields bear a name that drafts refuse, whichever form they arrive in, and it is never
    drawn with what was typed."""

    prefix = NEVER
    mark_optional = False

    name = Told("Name of the person harmed")
    relationship = Chosen("The person you refer is their", Relationship)
    telephone = Told("Their telephone")
    safe_to_ring = Chosen("Is it safe to ring them on it?", SafeToRing)
    area = ChosenArea(
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


class ByWhoeverIsHarmed(ForPartnerSupport):
    """The same, as somebody harmed tells it who rings or comes themselves: nobody is referred by it."""

    name = Told("Their name, or what to call them")
    relationship = Chosen("The person they are worried about is their", Relationship)
    person_held = Told(
        "Name and date of birth of that person, if they want to say",
        hint="Nobody approaches that person because of it, and nobody on this side reads it",
    )


NEITHER = "neither"


class ByTheirPartner(forms.Form):
    """What somebody who asks for help themselves is asked of a partner: a name, if they want to give it.

    SAFETY: never where the partner lives or how to reach them. Whoever fills this in may be looking for
    somebody who left; and what a stranger writes here must not lead anybody to a wrong door.
    """

    prefix = NEVER
    mark_optional = False
    count_characters = False

    relationship = Chosen(
        _("Is there a partner or former partner?"),
        [
            (Relationship.PARTNER.value, _("A partner")),
            (Relationship.EX_PARTNER.value, _("A former partner")),
            (NEITHER, _("Neither, or I would rather not say")),
        ],
    )
    name = Told(
        _("Their name, if you want to give it"),
        hint=_("You do not have to. We never ask where they live or how to reach them"),
    )

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def clean_relationship(self) -> str:
        chosen: str = self.cleaned_data["relationship"]
        return "" if chosen == NEITHER else chosen


class ByThemselves(forms.Form):
    """What somebody who is harmed writes at the public door, to partner support alone: as much or as little
    as they want."""

    prefix = NEVER
    mark_optional = False
    count_characters = False

    name = Told(_("What may we call you?"))
    telephone = Told(_("A number on which only you answer, if there is one"))
    safe_to_ring = Chosen(
        _("Is it safe to ring you on it?"),
        [
            (SafeToRing.YES.value, _("Yes")),
            (SafeToRing.NO.value, _("No")),
            (SafeToRing.NOT_KNOWN.value, _("I do not know")),
        ],
    )
    person_held = Told(
        _("Who are you afraid of, if you want to say?"),
        hint=_("Nobody speaks to that person because of it"),
    )
    anything_else = Told(
        _("What should we know?"),
        lines=5,
        hint=_("Also when it is safe to reach you, and what we must not do"),
    )

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def clean_safe_to_ring(self) -> str:
        return self.cleaned_data["safe_to_ring"] or SafeToRing.NOT_KNOWN

    def clean(self) -> dict[str, Any]:
        if not any(value for name, value in self.cleaned_data.items() if name != "safe_to_ring"):
            raise forms.ValidationError("Nothing was written.")
        return self.cleaned_data
