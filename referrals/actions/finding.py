"""Keeping the keys by which a person can be found: written with the referral, renewed by a correction."""

import datetime as dt
from collections.abc import Iterable

from chrysalis.access.context import as_system
from referrals.models import Case, Client, PersonDetails, PersonKey, Referral
from referrals.rules.person_keys import (
    OF_PERSON,
    Key,
    key_of_number,
    key_of_reference,
    keys_of_person,
    text_of,
)


# The numbers a custody officer gives, and the kind of each.
NUMBERS = {"pnc_id": "pnc", "custody_record_number": "custody-record", "crime_number": "crime"}


def make_findable(referral: Referral, numbers: dict[str, str]) -> None:
    """Write the keys of a new referral: the person's, the reference, the numbers given at the desk."""
    given = {key_of_number(kind, numbers[name]) for name, kind in NUMBERS.items() if numbers.get(name)}
    whose = {"name_key": referral.name_key, "date_of_birth": referral.date_of_birth}
    _write(referral, _of_person(referral) | {key_of_reference(referral.reference)} | given, whose)


def follow_correction(client: Client, *, called: str, at: dt.datetime) -> None:
    """Find the person by what is now recorded, and no longer by what was."""
    whose = {"name_key": called, "date_of_birth": client.date_of_birth}
    for case in Case.objects.filter(client=client).select_related("referral"):
        _renew(case.referral, _of_person(client), whose, at=at)


def sweep_keys() -> None:
    with as_system("change_system"):
        PersonKey.objects.all().delete()  # all that this persona can see, which is what is due


def _renew(referral: Referral, wanted: set[Key], whose: dict[str, str], *, at: dt.datetime) -> None:
    kinds = tuple(text_of(kind, "") for kind in OF_PERSON)
    standing = PersonKey.objects.filter(referral=referral, sweep_after=None)
    held = {(key.text, key.shown): key.pk for key in standing if key.text.startswith(kinds)}
    named = {(key.text, key.shown): key for key in wanted}
    overtaken = [held[name] for name in held.keys() - named.keys()]
    PersonKey.objects.filter(pk__in=overtaken).update(sweep_after=at)
    _write(referral, (named[name] for name in named.keys() - held.keys()), whose)
    PersonKey.objects.filter(referral=referral).update(**whose)


def _of_person(person: PersonDetails) -> set[Key]:
    return keys_of_person(
        name=person.name,
        known_as=person.known_as,
        date_of_birth=person.date_of_birth,
        telephone=person.telephone,
    )


def _write(referral: Referral, wanted: Iterable[Key], whose: dict[str, str]) -> None:
    PersonKey.objects.bulk_create(
        PersonKey(
            referral=referral,
            referring_agency_id=referral.referring_agency_id,
            provider_agency_id=referral.provider_agency_id,
            is_restricted=referral.is_restricted,
            text=key.text,
            shown=key.shown,
            **whose,
        )
        for key in sorted(wanted, key=lambda key: (key.text, key.shown))
    )
