"""The shape of what a records system sends, written from the forms that check it: it cannot go stale."""

from typing import Any

from django import forms
from django.utils import timezone

from chrysalis.agencies.models import Scheme
from chrysalis.ui.fields import DateField, MomentField
from referrals.doors import BY_SOURCE, Door
from referrals.forms.by_machine import SECTION, fields_of
from referrals.gates.partner_section import PARTNER_SECTIONS


Shape = dict[str, Any]
DAY, PARTIAL_DAY = r"^(\d{4}-\d{2}-\d{2})?$", r"^(\d{4}(-\d{2}(-\d{2})?)?)?$"
OF_SECTION = "ForPartnerSupport"


def shapes_of_doors() -> dict[str, Shape]:
    """By door: what an agency of that kind sends. And what any of them tells of somebody harmed."""
    found = {_name(source): _of_door(door) for source, door in BY_SOURCE.items()}
    section = PARTNER_SECTIONS["referral"].form
    return found | {OF_SECTION: _of_fields(section.base_fields, "Sealed at once, and never given back.")}  # type: ignore[attr-defined]


def _name(source: str) -> str:
    return f"From{source.title().replace('_', '')}"


def names_of_doors() -> list[str]:
    return [_name(source) for source in BY_SOURCE]


def _of_door(door: Door) -> Shape:
    form = door.form(None, scheme=Scheme(), now=timezone.now())
    words = {name: str(form[name].label) for name in form.fields}
    shape = _of_fields(fields_of(form), f"What an agency of this kind sends: {door.source.label}.", words)
    shape["properties"][SECTION] = {"$ref": f"#/components/schemas/{OF_SECTION}"}
    return shape


def _of_fields(fields: dict[str, forms.Field], what: str, words: dict[str, str] | None = None) -> Shape:
    properties = {name: _of_field(field, (words or {}).get(name, "")) for name, field in fields.items()}
    required = [name for name, field in fields.items() if field.required]
    shape: Shape = {"type": "object", "description": what, "additionalProperties": False}
    shape["properties"] = properties
    return shape | ({"required": required} if required else {})


def _of_field(field: forms.Field, label: str) -> Shape:
    hint, title = str(field.help_text or ""), str(field.label or label)
    shape = _shape(field)
    known = dict(_listed(field))
    means = "; ".join(f"{value}: {said}" for value, said in known.items())
    described = ". ".join(filter(None, [hint.rstrip("."), means]))
    return {"title": title} | ({"description": described} if described else {}) | shape


def _shape(field: forms.Field) -> Shape:
    if isinstance(field, forms.BooleanField):
        return {"type": "boolean"}
    if isinstance(field, forms.MultipleChoiceField):
        items = {"type": "string", "enum": [value for value, _ in _listed(field)]}
        return {"type": "array", "items": items} | ({"minItems": 1} if field.required else {})
    return {"type": "string"} | _of_text(field)


def _of_text(field: forms.Field) -> Shape:
    if isinstance(field, DateField):
        return {"pattern": PARTIAL_DAY if field.partial else DAY}
    if isinstance(field, MomentField):
        return (
            {"format": "date-time"} if field.required else {"anyOf": [{"format": "date-time"}, {"const": ""}]}
        )
    if isinstance(field, forms.ModelChoiceField):
        return {
            "description": "The short name of an agency that takes part, or the name or ONS code of an area"
        }
    if isinstance(field, forms.ChoiceField):
        return {"enum": [value for value, _ in _listed(field)] + ([] if field.required else [""])}
    longest = getattr(field, "max_length", None)
    return ({"maxLength": longest} if longest else {}) | ({"minLength": 1} if field.required else {})


def _listed(field: forms.Field) -> list[tuple[str, str]]:
    if isinstance(field, forms.ModelChoiceField):
        return []
    return [(str(value), str(said)) for value, said in getattr(field, "choices", []) if value]
