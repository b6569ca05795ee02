"""Which pages are asked of whom, and what all of them together say, once they are sent."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from chrysalis.agencies.models import Scheme
from chrysalis.ui.dates import PartialDate
from referrals.forms.self_referral.pages import BORN, PAGES, PARTNER, YOUNG, Page, page_called
from referrals.models import PERSON_FIELDS
from referrals.rules.paths import path_of
from referrals.ways_in import ages_of


NOT_GIVEN = "Not known"  # as our own forms ask for it where a name is not known
NEEDED = ("name", "reach")  # the pages without which nobody could be reached


@dataclass(frozen=True)
class Told:
    person: dict[str, Any]
    details: dict[str, Any]
    of_partner: dict[str, Any]
    of_young: dict[str, Any]


def typed(pages: dict[str, dict[str, list[str]]], page: Page) -> QueryDict | None:
    """What was written on a page; None where it was passed over."""
    if page.slug not in pages:
        return None
    found = QueryDict(mutable=True)
    for name, values in pages[page.slug].items():
        found.setlist(name, values)
    return found


def told(pages: dict[str, dict[str, list[str]]], scheme: Scheme, *, today: dt.date) -> Told | list[Page]:
    """What was told, or the pages that have to be looked at again."""
    forms_of = {page: _form(pages, page, scheme, today) for page in asked_of(pages, scheme, today=today)}
    again = [page for page, form in forms_of.items() if form and not form.is_valid()]
    if again:
        return again
    apart: dict[str, dict[str, Any]] = {PARTNER: {}, YOUNG: {}}
    said: dict[str, Any] = {}
    for page, form in forms_of.items():
        if form:
            into = apart.get(page.slug, said)
            into |= form.cleaned_data
    person = _person(said)
    beside = {name: value for name, value in said.items() if name not in PERSON_FIELDS}
    return Told(person, beside, _of_partner(apart[PARTNER], person), apart[YOUNG])


def asked_of(pages: dict[str, dict[str, list[str]]], scheme: Scheme, *, today: dt.date) -> list[Page]:
    """The pages of whoever wrote this so far: without what is not asked in the scheme, or at their age."""
    path = _path_by(pages, scheme, today)
    of_age = [page for page in PAGES if page.of_path in ("", path)]
    return [page for page in of_age if page.make(None, scheme, **_given(page, today)) is not None]


def _path_by(pages: dict[str, dict[str, list[str]]], scheme: Scheme, today: dt.date) -> str:
    """The pathway by age that the date says which they gave, if they gave one."""
    page = page_called(BORN)
    form = _form(pages, page, scheme, today) if page else None
    given = form.cleaned_data["date_of_birth"] if form and form.is_valid() else ""
    return path_of(PartialDate.read(given), on=today, ages=ages_of(scheme)) if given else ""


def _form(
    pages: dict[str, dict[str, list[str]]], page: Page, scheme: Scheme, today: dt.date
) -> forms.Form | None:
    """Pages that were passed over hold nothing; the two that are needed are asked for all the same."""
    words = typed(pages, page)
    if words is None and page.slug not in NEEDED:
        words = QueryDict()
    return page.make(QueryDict() if words is None else words, scheme, **_given(page, today))


def _given(page: Page, today: dt.date) -> dict[str, Any]:
    return {"today": today} if page.form else {}


def _person(said: dict[str, Any]) -> dict[str, Any]:
    ways = set(said["ways"])
    called = said["known_as"]
    return {
        "given_names": said["given_names"] or called or NOT_GIVEN,
        "family_name": said["family_name"] or NOT_GIVEN,
        "known_as": called,
        "date_of_birth": said["date_of_birth"],
        "sex": "not_known",
        "language": said["language"],
        "telephone": said["telephone"],
        # SAFETY: whoever chose a text message and no call is not to be rung: somebody else may hear it.
        "telephone_is_safe": "yes" if "ring" in ways else "no",
        "telephone_held_by_police": False,
        "staying_at": said["staying_at"],
        "agency_link": said["agency_link"] or "not_known",
        "employer": said["employer"],
    }


def _of_partner(given: dict[str, Any], person: dict[str, Any]) -> dict[str, Any]:
    """With whose partner it is: partner support is told nothing else of the person."""
    if not any(given.values()):
        return {}
    whose = f"{person['given_names']} {person['family_name']}, {person['date_of_birth']}".strip(" ,")
    return given | {"person_held": whose}
