"""A page's form, between what a browser sends, what is kept, and what is shown again."""

from typing import Any

from django import forms


def names_in(form: forms.Form) -> list[str]:
    """As they are called in what a browser sends."""
    names = []
    for bound in form:
        widget = bound.field.widget
        parts = widget.widgets_names if isinstance(widget, forms.MultiWidget) else [""]
        names += [f"{bound.html_name}{part}" for part in parts]
    return names


def answers(form: forms.Form) -> list[tuple[str, str]]:
    """What was answered, with what was asked, in the words that were chosen."""
    form.is_valid()
    said = ((str(bound.label), _spoken(bound, form.cleaned_data.get(bound.name))) for bound in form)
    return [(asked, answer) for asked, answer in said if answer]


def _spoken(bound: forms.BoundField, value: Any) -> str:
    if isinstance(bound.field, forms.ModelChoiceField):
        return str(value) if value else ""
    if isinstance(bound.field, forms.ChoiceField):
        words = dict(bound.field.choices)
        chosen = value if isinstance(value, list) else [value]
        return "\n".join(str(words[each]) for each in chosen if each)
    if isinstance(bound.field.widget, forms.MultiWidget):
        return " ".join(part for part in (bound.value() or []) if part)
    return str(value or "")
