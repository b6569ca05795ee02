"""What all pages together say, once they are sent."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from chrysalis.agencies.models import Scheme
from referrals.forms.self_referral.pages import PAGES, PARTNER, Page
from referrals.models import PERSON_FIELDS


NOT_GIVEN = "Not known"  # as our own forms ask for it where a name is not known
NEEDED = ("name", "reach")  # the pages without which nobody could be reached


@dataclass(frozen=True)
class Told:
    person: dict[str, Any]
    details: dict[str, Any]
    of_partner: dict[str, Any]


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
    forms_of = {page: _form(pages, page, scheme, today) for page in PAGES}
    again = [page for page, form in forms_of.items() if form and not form.is_valid()]
    if again:
        return again
    said: dict[str, Any] = {}
    of_partner: dict[str, Any] = {}
    for page, form in forms_of.items():
        if form:
            (of_partner if page.slug == PARTNER else said).update(form.cleaned_data)
    person = _person(said)
    beside = {name: value for name, value in said.items() if name not in PERSON_FIELDS}
    return Told(person, beside, _of_partner(of_partner, person))


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
