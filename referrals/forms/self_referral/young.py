"""What somebody under 16 is asked of themselves: who looks after them, and whether that grown-up may be
spoken to. It arrives where a colleague's answers arrive.

SAFETY: a grown-up whom they name may be the one who was harmed, or who harms: nobody is spoken to before a
worker has read what they say of it, and nothing asks where anybody lives.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from referrals.forms.on_file.fields import WithoutPlaces
from referrals.forms.self_referral.asking import Asking
from referrals.models import ResponsibleAdult, YoungPerson
from referrals.models.young import OfYoungPerson


A = ResponsibleAdult
RELATIONS = (
    (A.Relation.PARENT, _("My mum, dad or another parent")),
    (A.Relation.STEP, _("A step-parent")),
    (A.Relation.FAMILY, _("Somebody else in my family")),
    (A.Relation.FOSTER, _("My foster carer")),
    (A.Relation.COUNCIL, _("The council looks after me")),
    (A.Relation.OTHER, _("Somebody else")),
)
SAFE = ((A.Safe.YES, _("Yes")), (A.Safe.NO, _("No")), (A.Safe.NOT_SURE, _("Not sure")))
OF_ADULT = {
    "adult_name": "name",
    "adult_relation": "relation",
    "adult_safe": "safe_to_talk",
    "adult_reached_at": "reached_at",
}
SAID = "Named by the young person, who asked for help themselves."


def _line(label: Any, hint: Any) -> forms.CharField:
    refusals = {
        "place": _("Leave out the address. We never keep where anybody lives"),
        "school": _("Leave out the school"),
    }
    return WithoutPlaces(label=label, help_text=hint, max_length=200, required=False, error_messages=refusals)


def _one(label: Any, choices: Any, hint: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, required=False, help_text=hint
    )


class Young(Asking):
    adult_name = _line(
        _("Is there a grown-up who looks after you, or whom we may talk to?"),
        _("Their name. Leave it empty if there is nobody"),
    )
    adult_relation = _one(_("Who are they to you?"), RELATIONS)
    adult_safe = _one(
        _("Is it safe for us to talk to them?"),
        SAFE,
        _("If not, or if you are not sure, we talk about it with you first"),
    )
    adult_reached_at = _line(
        _("How can we reach them?"),
        _("A telephone number or an e-mail address. Not where they live"),
    )
    young_services = _line(
        _("Is there a social worker who helps you, or somebody like that?"), _("Their name, if you know it")
    )


def of_oneself(given: dict[str, Any], *, at: dt.datetime) -> Iterator[OfYoungPerson]:
    """As it is kept beside a referral; nothing of what was left empty."""
    if given.get("young_services"):
        yield YoungPerson(at=at, services_worker=given["young_services"])
    if any(given.get(name) for name in OF_ADULT):
        told = {column: given[name] for name, column in OF_ADULT.items()}
        yield ResponsibleAdult(at=at, agrees=A.Agrees.NOT_YET, why=SAID, **told)
