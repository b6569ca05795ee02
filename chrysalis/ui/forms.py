"""How every form is drawn: `{{ form }}`, or `{{ form.name.as_field_group }}` for one field.

A form may say five things about its own looks, as class attributes:

    sections = [("About the person", ["given_names", "family_name"]), …]
    page_heading = "agrees"      this field's question is the heading of the page
    mark_optional = False        leave "(optional)" out of labels, as above a list
    count_characters = False     no count below a paragraph: on pages in several languages
    by_answer = {"why"}          left empty after some answers and needed after others: not "(optional)"

Nothing is marked `required` and nothing is checked in the browser: the server answers, with words.
"""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorDict

from chrysalis.ui.fields import in_sentence
from chrysalis.ui.widgets import PartialDateInput


TEXT_INPUTS = (
    forms.TextInput,
    forms.EmailInput,
    forms.NumberInput,
    forms.PasswordInput,
    forms.SearchInput,
    forms.TelInput,
    forms.URLInput,
)
# The first that fits gives a widget its classes.
CLASSES = (
    (forms.PasswordInput, "govuk-input govuk-password-input__input govuk-js-password-input-input"),
    (TEXT_INPUTS, "govuk-input"),
    (forms.Textarea, "govuk-textarea"),
    (forms.SelectMultiple, "govuk-select app-select-multiple"),
    (forms.CheckboxSelectMultiple, "govuk-checkboxes"),
    (forms.RadioSelect, "govuk-radios"),
    (forms.Select, "govuk-select"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.FileInput, "app-file"),
    (PartialDateInput, "govuk-date-input"),
)
WITH_ERROR_CLASS = (*TEXT_INPUTS, forms.Textarea, forms.Select)
CHOICES = (forms.Select, forms.RadioSelect)
ROW = 50  # characters of all answers together, beyond which each has its own line
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple, PartialDateInput)


class Field(BoundField):
    """A field of a form on a page: Django's, and what the field template asks of it."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
            field.error_messages["required"] = ask_for(self)
        if isinstance(field, forms.IntegerField):
            _name_in_limits(field, str(self.label))

    @property
    def is_single_checkbox(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_password(self) -> bool:
        return isinstance(self.field.widget, forms.PasswordInput)

    @property
    def is_page_heading(self) -> bool:
        return getattr(self.form, "page_heading", None) == self.name

    @property
    def label_text(self) -> str:
        is_marked = getattr(self.form, "mark_optional", True) and not self.is_single_checkbox
        may_be_needed = self.field.required or self.name in getattr(self.form, "by_answer", ())
        return str(self.label) if may_be_needed or not is_marked else f"{self.label} (optional)"

    @property
    def most_characters(self) -> int | None:
        """Where the length is counted aloud. Anything shorter than a paragraph is left uncounted."""
        is_paragraph = isinstance(self.field.widget, forms.Textarea)
        if not getattr(self.form, "count_characters", True):
            return None
        return getattr(self.field, "max_length", None) if is_paragraph else None

    @property
    def focus_id(self) -> str:
        """The control that the error summary leads to: the first of a group."""
        return f"{self.auto_id}_0" if isinstance(self.field.widget, GROUPS) else self.id_for_label

    @property
    def aria_describedby(self) -> str | None:
        described = super().aria_describedby
        return f"{described or ''} {self.auto_id}-info".strip() if self.most_characters else described

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        attrs.pop("required", None)
        if widget.is_hidden:
            return attrs
        attrs["class"] = self._classes(widget)
        self._quieten(widget, attrs)
        if isinstance(widget, PartialDateInput):
            attrs["wrong_parts"] = self._wrong_parts()
        return attrs

    def _classes(self, widget: forms.Widget) -> str:
        own = next((name for kind, name in CLASSES if isinstance(widget, kind)), "")
        wrong = f"{own.split()[0]}--error" if self.errors and isinstance(widget, WITH_ERROR_CLASS) else ""
        counted = "govuk-js-character-count" if self.most_characters else ""
        is_choice = isinstance(widget, forms.RadioSelect)  # checkboxes inherit from it
        arranged = self._arrangement(own) if is_choice else ""
        return " ".join(filter(None, [own, arranged, counted, wrong, widget.attrs.get("class", "")]))

    def _arrangement(self, own: str) -> str:
        """Small on a page of many questions, large where there is one; few short answers stand in a row."""
        if self.is_page_heading:
            return ""
        words = "".join(str(label) for _, label in self.field.choices)
        return f"{own}--small app-choices--row" if len(words) <= ROW else f"{own}--small"

    def _quieten(self, widget: forms.Widget, attrs: dict[str, Any]) -> None:
        """SAFETY: a browser that remembers a name typed on a shared desk offers it to the next person."""
        if isinstance(widget, (*TEXT_INPUTS, forms.Textarea)):
            attrs["maxlength"] = False  # a browser would cut what is pasted, without a word
            if "autocomplete" not in widget.attrs:
                attrs["autocomplete"] = "off"
        if isinstance(widget, TEXT_INPUTS) and "spellcheck" not in widget.attrs:
            attrs["spellcheck"] = "false"

    def _wrong_parts(self) -> frozenset[str]:
        errors = self.form.errors.as_data().get(self.name, [])
        return frozenset(part for error in errors for part in (error.params or {}).get("parts", ()))


def _name_in_limits(field: forms.IntegerField, label: str) -> None:
    """What a number that cannot be is told: which, and what can be. Django names neither."""
    said = f"“{label}” must be a whole number{_span(field.min_value, field.max_value)}"
    usual = (None, forms.IntegerField.default_error_messages["invalid"])
    for code in ("invalid", "min_value", "max_value"):
        if field.error_messages.get(code) in usual:
            field.error_messages[code] = said


def _span(least: int | None, most: int | None) -> str:
    if least is not None and most is not None:
        return f" from {least} to {most}"
    if least is not None:
        return f", {least} or more"
    return "" if most is None else f", {most} or less"


def forget_errors(form: forms.BaseForm | None) -> None:
    """What is looked at again, and not sent, has no mistakes yet."""
    if form is not None and form.is_bound:
        form._errors = ErrorDict()  # type: ignore[attr-defined]


def ask_for(field: BoundField) -> str:
    """What an empty answer is told, in the words of its question."""
    label, widget = str(field.label), field.field.widget
    if label.endswith("?"):
        return f"Answer “{label}”"
    if isinstance(widget, forms.CheckboxInput):
        return f"Tick “{label}” to go on"
    verb = "Choose" if isinstance(widget, CHOICES) else "Enter"
    return f"{verb} {in_sentence(label)}"


class Renderer(TemplatesSetting):
    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    formset_template_name = "forms/formset.html"
    bound_field_class = Field
