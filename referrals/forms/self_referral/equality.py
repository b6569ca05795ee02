"""The equality questions as somebody is asked them of themselves, once all is sent: each may be passed over,
each has a way not to answer, and all of it is counted and shown to nobody."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from referrals.forms.equality import PREFIX
from referrals.models import AgePath


Choices = tuple[tuple[str, Any], ...]
RATHER_NOT: Choices = (("declined", _("I would rather not say")),)
ETHNICITIES: Choices = (
    ("white_british", _("White: Welsh, English, Scottish, Northern Irish or British")),
    ("white_irish", _("White: Irish")),
    ("white_traveller", _("White: Gypsy or Irish Traveller")),
    ("white_roma", _("White: Roma")),
    ("white_other", _("White: any other")),
    ("mixed_caribbean", _("Mixed: White and Black Caribbean")),
    ("mixed_african", _("Mixed: White and Black African")),
    ("mixed_asian", _("Mixed: White and Asian")),
    ("mixed_other", _("Mixed: any other")),
    ("asian_indian", _("Asian: Indian")),
    ("asian_pakistani", _("Asian: Pakistani")),
    ("asian_bangladeshi", _("Asian: Bangladeshi")),
    ("asian_chinese", _("Asian: Chinese")),
    ("asian_other", _("Asian: any other")),
    ("black_caribbean", _("Black: Caribbean")),
    ("black_african", _("Black: African")),
    ("black_other", _("Black: any other")),
    ("other_arab", _("Arab")),
    ("other_any", _("Any other ethnic group")),
)
SAME: Choices = (("yes", _("Yes")), ("no", _("No")))
DISABILITIES: Choices = (
    ("none", _("No")),
    ("not_limited", _("Yes, and it does not limit what I can do")),
    ("little", _("Yes, and it limits me a little")),
    ("lot", _("Yes, and it limits me a lot")),
)
ORIENTATIONS: Choices = (
    ("straight", _("Straight or heterosexual")),
    ("gay_lesbian", _("Gay or lesbian")),
    ("bisexual", _("Bisexual")),
    ("other", _("In another way")),
)
RELIGIONS: Choices = (
    ("none", _("No religion")),
    ("christian", _("Christian")),
    ("buddhist", _("Buddhist")),
    ("hindu", _("Hindu")),
    ("jewish", _("Jewish")),
    ("muslim", _("Muslim")),
    ("sikh", _("Sikh")),
    ("other", _("Another religion")),
)
NATIONALITIES: Choices = (
    ("british", _("British")),
    ("irish", _("Irish")),
    ("european", _("Another European nationality")),
    ("other", _("Another nationality")),
)
ASKED: dict[str, tuple[Any, Choices]] = {
    "ethnicity": (_("What is your ethnic group?"), ETHNICITIES),
    "gender_same": (_("Is your gender the same as the sex you were registered with at birth?"), SAME),
    "disability": (
        _("Have you had an illness, a condition or a disability for twelve months or more?"),
        DISABILITIES,
    ),
    "orientation": (_("How would you describe your sexual orientation?"), ORIENTATIONS),
    "religion": (_("What is your religion?"), RELIGIONS),
    "nationality": (_("What is your nationality?"), NATIONALITIES),
}
FROM_SIXTEEN = ("gender_same", "orientation")


class OwnEquality(forms.Form):
    """`age_path`, by what was sent: some questions are for people of 16 and over."""

    mark_optional = False

    def __init__(self, *args: Any, age_path: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grown = FROM_SIXTEEN if age_path in (AgePath.YOUNG, AgePath.YOUNGER) else ()
        for name, (label, choices) in ASKED.items():
            if name not in grown:
                offered = [("", _("Not answered")), *choices, *RATHER_NOT]
                self.fields[f"{PREFIX}{name}"] = forms.ChoiceField(
                    label=label, choices=offered, required=False
                )
