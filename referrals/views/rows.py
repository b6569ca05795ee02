"""Rows of the cards on pages: a key, what stands there, and a remark below it."""

import datetime as dt

from django.db.models import Model
from django.utils import timezone

from chrysalis.ui.templatetags.ui import moment


Row = dict[str, str]
Card = tuple[str, list[Row]]


def chosen(thing: Model, name: str) -> Row:
    label = str(thing._meta.get_field(name).verbose_name)
    return row(label[0].upper() + label[1:], getattr(thing, f"get_{name}_display")())


def spoken(at: dt.datetime | None) -> str:
    return moment(timezone.localtime(at)) if at else ""


def row(key: str, value: str, remark: str = "") -> Row:
    return {"key": key, "value": f"{value}\n{remark}" if remark and value else value, "href": ""}
