"""A referral as JSON, checked by the form of the door that the agency's people refer through.

There are no rules here: what is sent is laid out as a browser would send it, and the form says what is wrong.
SAFETY: nothing that was sent is repeated in an answer, which lies in the logs of whoever asked.
"""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone

from chrysalis.agencies.models import Scheme
from chrysalis.agencies.queries import participants
from chrysalis.api.bodies import Told
from chrysalis.ui.fields import DateField, MomentField
from chrysalis.ui.widgets import PARTS
from referrals.doors import Door
from referrals.forms.refer import Refer
from referrals.gates.partner_section import PartnerSection


Wrong = dict[str, list[str]]  # what is wrong, by JSON pointer (RFC 6901)
NOT_SENT = frozenset({"warned"})  # what only a page needs
SECTION = "for_partner_support"
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
UNLISTED = "This is none of the values that the description lists"
UNKNOWN = "There is no such field"
TEXT, TEXTS, YES_NO = "This must be a text", "This must be a list of texts", "This must be true or false"
DAY, MOMENT = "This must be a date like 1990-03-14", "This must be a moment like 2026-11-22T21:40:00+00:00"


class Unread(ValueError):
    """It cannot so much as be sent. The text says what it must be."""


def referral_of(told: Told, door: Door, *, scheme: Scheme, now: dt.datetime) -> tuple[Refer, Wrong]:
    """The form of that door, filled, and what is wrong; nothing where it may be sent."""
    form = door.form(None, scheme=scheme, now=now)
    sent, wrong = _sent(form, told, scheme=scheme)
    # A number that looks wrong stops nobody; and here nobody looks at it again.
    sent["warned"] = " ".join(_texts(told)).replace("\x00", "")
    form.data, form.is_bound = sent, True  # type: ignore[assignment]
    return form, _merged(form, wrong)


def section_of(
    told: object, section: PartnerSection | None, *, scheme: Scheme
) -> tuple[forms.Form | None, Wrong]:
    """What was told of somebody harmed, and what is wrong with it."""
    if section is None:
        return None, {f"/{SECTION}": [UNKNOWN]}
    if not isinstance(told, dict):
        return None, {f"/{SECTION}": ["This must be an object"]}
    form = section.form(scheme=scheme)
    sent, wrong = _sent(form, told, scheme=scheme, above=f"/{SECTION}")
    form.data, form.is_bound = sent, True  # type: ignore[assignment]
    return form, _merged(form, wrong, above=f"/{SECTION}")


def fields_of(form: forms.Form) -> dict[str, forms.Field]:
    """What may be sent of a form."""
    return {name: field for name, field in form.fields.items() if name not in NOT_SENT}


def _sent(form: forms.Form, told: Told, *, scheme: Scheme, above: str = "") -> tuple[dict[str, Any], Wrong]:
    """As a browser would send it; and what cannot be."""
    known, sent, wrong = fields_of(form), dict[str, Any](), Wrong()
    for name, value in told.items():
        if name not in known:
            wrong[pointer(name, above)] = [UNKNOWN]
            continue
        try:
            sent |= _laid_out(form.add_prefix(name), known[name], value, scheme)
        except Unread as reason:
            wrong[pointer(name, above)] = [str(reason)]
    return sent, wrong


def _laid_out(name: str, field: forms.Field, value: object, scheme: Scheme) -> dict[str, Any]:
    """Raises Unread."""
    if isinstance(field, forms.BooleanField):
        return {name: "on"} if _is(value, bool, YES_NO) else {}
    if isinstance(field, forms.MultipleChoiceField):
        return {name: [_is(each, str, TEXTS) for each in _is(value, list, TEXTS)]}
    text: str = _is(value, str, TEXT)
    if isinstance(field, DateField):
        return dict(zip((f"{name}_{part}" for part in PARTS), _day(text), strict=True))
    for shape, read in READ.items():
        if isinstance(field, shape):
            return {name: read(text, scheme)}
    if isinstance(field, forms.ChoiceField) and text and not field.valid_value(text):
        raise Unread(UNLISTED)  # said here: of a page, the section for partner support takes it for no answer
    return {name: text}


def _is(value: object, shape: type, said: str) -> Any:
    if not isinstance(value, shape):
        raise Unread(said)
    return value


def _day(text: str) -> tuple[str, str, str]:
    """As the three boxes of a page hold it: day, month and year."""
    found = DATE.fullmatch(text)
    if text and not found:
        raise Unread(DAY)
    year, month, day = found.groups(default="") if found else ("", "", "")
    return day, month, year


def _moment(text: str, scheme: Scheme) -> str:
    if not text:
        return ""
    try:
        found = dt.datetime.fromisoformat(text)
        if found.tzinfo is None:
            raise Unread(MOMENT)
        return f"{timezone.localtime(found):%d/%m/%Y %H:%M}"
    except (ValueError, OverflowError):
        raise Unread(MOMENT) from None


def _row(text: str, scheme: Scheme) -> str:
    """An agency by its short name, an area by its ONS code or its name: none has a key that others know."""
    if "\x00" in text:
        return text
    agency = participants(scheme).filter(slug=text).values_list("pk", flat=True).first()
    found = [area for area in scheme.areas.filter(retired_on=None) if text in (area.code, area.name)]
    if text and not agency and not found:
        raise Unread(UNLISTED)
    return str(agency or (found[0].pk if text else ""))


READ: dict[type[forms.Field], Callable[[str, Scheme], str]] = {
    MomentField: _moment,
    forms.ModelChoiceField: _row,
}


def _merged(form: forms.Form, unread: Wrong, *, above: str = "") -> Wrong:
    """What the form refuses, in its own words but for those that would repeat what was sent."""
    found = Wrong()
    for name, errors in form.errors.as_data().items():
        where = above if name == NON_FIELD_ERRORS else pointer(name, above)
        found[where] = [UNLISTED if e.code == "invalid_choice" else " ".join(e.messages) for e in errors]
    return found | unread


def pointer(name: str, above: str = "") -> str:
    escaped = name.replace("~", "~0").replace("/", "~1")
    return f"{above}/{escaped}"


def _texts(told: Told) -> list[str]:
    return [value for value in told.values() if isinstance(value, str)]
