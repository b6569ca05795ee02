"""Two people changed one thing: what each wrote, side by side, nobody's words lost."""

from dataclasses import dataclass
from typing import Any

from django import forms

from chrysalis.ui.dates import PartialDate
from chrysalis.ui.fields import DateField


@dataclass(frozen=True)
class Difference:
    label: str
    theirs: str
    yours: str


NONE = Difference("All that is here", "The same as yours", "The same")


def differences(form: forms.Form, current: Any, *, counted_by: str = "version") -> list[Difference]:
    """The fields in which the form and the row as it now stands differ.

    Where both wrote the same, that is what is said: nobody gets their form back without a word.

    The form is set to the row's version, so that sending it again writes what its author decided
    after seeing both. `counted_by` is the field that says which row it was.
    """
    form.data = form.data.copy()
    form.data[form.add_prefix(counted_by)] = str(getattr(current, counted_by))
    found = [
        Difference(
            str(form[name].label), words_of(form, name, getattr(current, name)), words_of(form, name, yours)
        )
        for name, yours in form.cleaned_data.items()
        if name != counted_by and getattr(current, name, yours) != yours
    ]
    return found or [NONE]


def differences_as_typed(form: forms.Form, other: forms.Form) -> list[Difference]:
    """The same of two forms that need not be right or finished yet, each holding what one of them typed."""
    found = [
        Difference(
            str(form[name].label), as_typed(other, name) or "Nothing", as_typed(form, name) or "Nothing"
        )
        for name in form.fields
        if not form[name].is_hidden and as_typed(form, name) != as_typed(other, name)
    ]
    return found or [NONE]


def as_typed(form: forms.Form, name: str) -> str:
    """What stands in a field, right or wrong, as the form's own choices name it."""
    value = form[name].value()
    choices = {str(key): str(said) for key, said in getattr(form.fields[name], "choices", ())}
    if isinstance(value, bool):
        return "Yes" if value else ""
    if isinstance(value, list):
        said = [choices.get(str(each), str(each)) for each in value if each]
        return (", " if choices else " ").join(said)
    return choices.get(str(value), str(value)).strip() if value else ""


def words_of(form: forms.Form, name: str, value: Any) -> str:
    """A value as the form's own choices name it, and a day as people say it."""
    if value and isinstance(form.fields[name], DateField):
        return PartialDate.read(str(value)).spoken
    choices = dict(getattr(form.fields[name], "choices", ()))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(str(choices.get(each, each)) for each in value) or "Nothing"
    return str(choices.get(value, value) or "Nothing")
