from django import forms
from django.utils.translation import gettext_lazy as _

from referrals.return_codes import read_code


class ComeBack(forms.Form):
    """The code by which somebody comes back. Every wrong one is told the same."""

    mark_optional = False
    none_found = _("We cannot find anything under this code. Check it, or begin again")

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Sixteen letters and numbers, with or without the dashes"),
        error_messages={"required": _("Enter your code")},
        widget=forms.TextInput(attrs={"autocapitalize": "characters"}),
        max_length=60,
    )

    def clean_code(self) -> str:
        code = read_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(self.none_found)
        return code

    def say_there_is_none(self) -> None:
        self.add_error("code", self.none_found)
