"""What somebody who is worried about another person is asked at the public door, after the advice."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from referrals.models import Enquiry


YES, NO = "yes", "no"
ADVICE = "The page on which they wrote it: whom to ring, and not to speak with the person."


def _yes_or_no(label: Any, ask: Any, hint: Any = "", *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[(YES, _("Yes")), (NO, _("No"))],
        widget=forms.RadioSelect,
        required=required,
        help_text=hint,
        error_messages={"required": ask},
    )


class TellOfWorry(forms.Form):
    """SAFETY: for friends, neighbours and colleagues. Whoever is harmed writes on another page, which this
    side never reads."""

    mark_optional = False
    count_characters = False

    asked = forms.CharField(
        label=_("What worries you?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("You need not give names. Do not write where anybody lives who is hurt or afraid."),
        error_messages={"required": _("Enter what worries you")},
    )
    wants = _yes_or_no(_("May we get in touch with you?"), _("Choose whether we may get in touch with you"))
    caller = forms.CharField(label=_("What may we call you?"), max_length=200, required=False)
    reach = forms.CharField(
        label=_("How may we reach you safely?"),
        max_length=200,
        required=False,
        help_text=_(
            "A number or an e-mail address that only you see, and when. Leave it empty if we may not."
        ),
    )
    may_say_who = _yes_or_no(_("May we say who is calling, if somebody else answers?"), "", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("wants") == YES and not given.get("reach") and "reach" not in self.errors:
            self.add_error("reach", gettext("Enter how we may reach you, or choose that we may not"))
        return given

    @property
    def told(self) -> dict[str, Any]:
        given, wants = self.cleaned_data, self.cleaned_data["wants"] == YES
        may = "Yes" if given["may_say_who"] == YES else "No"
        return {
            "about": Enquiry.About.WORRIED,
            "way": Enquiry.ONLINE,
            "caller": given["caller"],
            "asked": given["asked"],
            "advice": ADVICE,
            "next_step": Enquiry.NextStep.WE_RING if wants else Enquiry.NextStep.NOTHING,
            "reach": f"{given['reach']} (may we say who is calling: {may})" if wants else "",
        }
