"""Tags and filters of the components. Built in to every template: no `{% load %}` needed."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.base import FilterExpression, Parser, Token
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


register = template.Library()

# Of this country, and the short ones: 999, 116 123.
TELEPHONE = re.compile(r"\b(0\d[\d ]{6,12}\d|999|116 123)\b")
ALWAYS_THERE = {"True", "False", "None"}


class Params(template.Node):
    """The signature of a component: what it must be given, and what it has otherwise."""

    def __init__(self, required: list[str], optional: dict[str, FilterExpression]) -> None:
        self.required, self.optional = required, optional

    def render(self, context: Context) -> str:
        given = set(context.flatten()) - ALWAYS_THERE
        self._refuse("needs", set(self.required) - given, context)
        self._refuse("does not take", given - set(self.required) - set(self.optional), context)
        for name in set(self.optional) - given:
            context[name] = self.optional[name].resolve(context)
        return ""

    def _refuse(self, verb: str, names: set[str], context: Context) -> None:
        if names:
            listed = ", ".join(sorted(names))
            raise template.TemplateSyntaxError(f"{self.origin.template_name} {verb}: {listed}.")


@register.tag
def params(parser: Parser, token: Token) -> Params:
    """`{% params text href="" %}` on the first line of a component; include it with `only`."""
    required, optional = [], {}
    for part in token.split_contents()[1:]:
        name, has_default, default = part.partition("=")
        if has_default:
            optional[name] = parser.compile_filter(default)
        else:
            required.append(name)
    return Params(required, optional)


@register.filter
def day(value: date | datetime | None) -> str:
    """14 January 2025"""
    here = _here(value)
    return f"{here.day} {here:%B %Y}" if here else ""


@register.filter
def moment(value: datetime | None) -> str:
    """14 January 2025 at 14:32"""
    here = _here(value)
    return f"{day(here)} at {here:%H:%M}" if here else ""


def _here(value: Any) -> Any:
    """A moment as the clock on the wall shows it; a day is the same everywhere."""
    is_moment = isinstance(value, datetime) and timezone.is_aware(value)
    return timezone.localtime(value) if is_moment else value


@register.simple_tag
def support_phone() -> str:
    """For pages that are shown when nothing else works, and so have no context."""
    return settings.SUPPORT_PHONE


@register.filter
def telephones(text: str) -> SafeString:
    """A sentence of ours, with its telephone numbers to be rung with one touch."""
    pieces = TELEPHONE.split(str(text))
    return format_html_join(
        "", "{}", ((_rung(piece) if place % 2 else piece,) for place, piece in enumerate(pieces))
    )


def _rung(number: str) -> SafeString:
    digits = number.replace(" ", "")
    return format_html('<a class="govuk-link app-number" href="tel:{}">{}</a>', digits, number)


@register.filter
def whole(reference: str) -> SafeString:
    """A reference amid words, to be copied by hand: no line breaks at its dashes."""
    return format_html('<span class="app-number">{}</span>', reference)


@register.filter
def sections(form: BaseForm) -> list[tuple[str, list[BoundField]]]:
    """The visible fields under the headings that the form declares; one nameless section otherwise."""
    declared = getattr(form, "sections", None)
    if declared is None:
        return [("", form.visible_fields())]
    _refuse_lost_fields(form, [name for _, names in declared for name in names])
    return [(title, [form[name] for name in names if name in form.fields]) for title, names in declared]


def _refuse_lost_fields(form: BaseForm, placed: list[str]) -> None:
    lost = {field.name for field in form.visible_fields()} - set(placed)
    if lost:
        raise ImproperlyConfigured(f"{type(form).__name__} shows {', '.join(sorted(lost))} in no section.")


@register.filter
def problems(form: Any) -> list[tuple[str, str]]:
    """Every error of a form or formset, each with the id of the control to go to ("" when there is none)."""
    return list(_problems(form))


def _problems(form: Any) -> Iterator[tuple[str, str]]:
    if hasattr(form, "management_form"):
        yield from (("", error) for error in form.non_form_errors())
        for each in form:
            yield from _problems(each)
        return
    for name, errors in form.errors.items():
        target = form[name].focus_id if name in form.fields and not form[name].is_hidden else ""
        yield from ((target, error) for error in errors)


@register.filter
def alert_kind(level_tag: str) -> str:
    """The alert that a Django message becomes."""
    return level_tag if level_tag in ("success", "warning", "error") else "information"
