"""What is asked of somebody under 16: who of children's services answers for them, whether they can decide
for themselves, and whether a responsible adult agrees. Asked at the door; needed before they are accepted.

SAFETY: agreement is never demanded of somebody who may hurt the young person, and nothing asks who was
harmed.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms

from chrysalis.ui.fields import choice
from referrals.forms.on_file.fields import WithoutPlaces
from referrals.models import CHOSEN, ResponsibleAdult, YoungPerson
from referrals.models.young import OfYoungPerson


NAMES = {
    "young_services": "services_worker",
    "young_services_at": "services_reached_at",
    "young_able": "able",
    "young_able_because": "able_because",
}
NAMES_OF_ADULT = {
    "adult_agrees": "agrees",
    "adult_why": "why",
    "adult_name": "name",
    "adult_relation": "relation",
    "adult_responsibility": "has_responsibility",
    "adult_reached_at": "reached_at",
}
# That nobody has asked yet is no answer of whoever refers or decides.
ASKED = [each for each in ResponsibleAdult.Agrees.choices if each[0] != ResponsibleAdult.Agrees.NOT_YET]
FIELDS = (*NAMES, *NAMES_OF_ADULT)


def _line(label: str, hint: str = "", *, longest: int = 200) -> forms.CharField:
    """SAFETY: in none an address: a parent who answers may be the one who was harmed, and moved."""
    return WithoutPlaces(label=label, max_length=longest, required=False, help_text=hint)


def _one(label: str, choices: Any, hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, required=False, help_text=hint
    )


def young_fields() -> dict[str, forms.Field]:
    known = ResponsibleAdult._meta.get_field("has_responsibility").flatchoices
    return {
        "young_services": _line(
            "Who in children’s services?", "A worker and team, or the duty desk that was told of this"
        ),
        "young_services_at": _line("How to reach them", "Work telephone or work e-mail"),
        "young_able": _one("Can the young person decide for themselves?", YoungPerson.Able),
        "young_able_because": _line("How was that judged, and by whom?", longest=500),
        "adult_agrees": _one(
            "Does somebody with parental responsibility agree?",
            ASKED,
            "Do not ask anybody who may hurt the young person",
        ),
        "adult_why": _line("If not: why?", "In general words, and nothing of who was harmed", longest=500),
        "adult_name": _line("Name of the responsible adult"),
        "adult_relation": _one("Who are they to the young person?", ResponsibleAdult.Relation),
        "adult_responsibility": _one("Do they have parental responsibility?", known),
        "adult_reached_at": _line(
            "How to reach the responsible adult", "Telephone or e-mail, never an address"
        ),
    }


def refuse_half(form: forms.Form, *, is_needed: bool = False) -> None:
    """Beside each field, what is missing of what was begun; or, with `is_needed`, of all that is asked before
    somebody is accepted."""
    given = form.cleaned_data
    if is_needed:
        _ask(form, "young_services", "Enter who in children’s services knows of this")
        _ask(form, "young_able", "Choose whether the young person can decide for themselves")
        _ask(form, "adult_agrees", "Choose whether somebody with parental responsibility agrees")
    agrees = given.get("adult_agrees")
    if agrees == ResponsibleAdult.Agrees.YES:
        _ask(form, "adult_name", "Enter the name of the adult who agrees")
        _ask(form, "adult_relation", "Choose who they are to the young person")
        given["adult_why"] = ""
    elif agrees:
        _ask(form, "adult_why", "Say why no adult agrees")
    elif any(given.get(name) for name in NAMES_OF_ADULT):
        _ask(form, "adult_agrees", "Choose whether the adult agrees")


def _ask(form: forms.Form, name: str, ask: str) -> None:
    if not form.cleaned_data.get(name) and name not in form.errors:
        form.add_error(name, ask)


def of_young_person(given: dict[str, Any], *, at: dt.datetime) -> Iterator[OfYoungPerson]:
    """What was told, as it is kept beside a referral; nothing of what was left empty."""
    if any(given.get(name) for name in NAMES):
        yield YoungPerson(at=at, **{column: given[name] for name, column in NAMES.items()})
    if given.get("adult_agrees"):
        yield ResponsibleAdult(at=at, **{column: given[name] for name, column in NAMES_OF_ADULT.items()})


def known_of(young: YoungPerson | None, adult: ResponsibleAdult | None) -> dict[str, Any]:
    """As the form shows it to be added to."""
    of_young = {name: getattr(young, column) for name, column in NAMES.items()} if young else {}
    of_adult = {name: getattr(adult, column) for name, column in NAMES_OF_ADULT.items()} if adult else {}
    if of_adult.get("adult_agrees") == ResponsibleAdult.Agrees.NOT_YET:
        of_adult |= {"adult_agrees": "", "adult_why": ""}  # for whoever asks them to answer
    return of_young | of_adult


class ChoosePath(forms.Form):
    """The pathway of somebody who was referred; and what is asked of a young person, before they are
    accepted."""

    by_answer = frozenset({"because", *FIELDS})

    path = choice(
        "Which pathway?",
        [(each.value, each.label) for each in CHOSEN],
        "Choose the pathway",
        "By how old they were on the day they were referred",
    )
    because = forms.CharField(
        label="How do you know?",
        max_length=500,
        required=False,
        help_text="Needed where the date of birth leaves it open, or says otherwise",
    )

    def __init__(self, *args: Any, by_date: str, **kwargs: Any) -> None:
        """`by_date`: what the date of birth says."""
        super().__init__(*args, **kwargs)
        self.by_date = by_date
        self.fields |= young_fields()

    def clean(self) -> None:
        path = self.cleaned_data.get("path")
        if path and path != self.by_date:
            _ask(self, "because", "Say how you know")
        if path == "young":
            refuse_half(self, is_needed=True)
