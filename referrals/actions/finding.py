"""Keeping the keys by which a person can be found: written with the referral, renewed by a correction."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.db.models import QuerySet

from chrysalis.access.context import as_system
from referrals.models import Case, Client, PersonDetails, PersonKey, Referral
from referrals.rules.person_keys import (
    OF_PERSON,
    Key,
    Kind,
    key_of_number,
    key_of_reference,
    keys_of_person,
    text_of,
)


@dataclass(frozen=True)
class Holder:
    """Beside whom keys are kept: the referral they are of, and the agency that may search by them."""

    referral_id: UUID
    referring_agency_id: UUID
    provider_agency_id: UUID
    is_restricted: bool

    @classmethod
    def of(cls, referral: Referral) -> Self:
        return cls(
            referral.pk, referral.referring_agency_id, referral.provider_agency_id, referral.is_restricted
        )

    @classmethod
    def of_case(cls, case: Case) -> Self:
        """A leg that came by handover knows no referrer: it tells itself of the person."""
        who_told = case.referral.referring_agency_id if case.referral else case.provider_agency_id
        return cls(case.first_referral_id, who_told, case.provider_agency_id, case.is_restricted)

    @property
    def keys(self) -> QuerySet[PersonKey]:
        return PersonKey.objects.filter(
            referral_id=self.referral_id, provider_agency_id=self.provider_agency_id
        )


def make_findable(referral: Referral, numbers: Mapping[str, str]) -> None:
    """Write the keys of a new referral: the person's, the reference, the numbers given, by their kind."""
    PersonKey.objects.bulk_create(keys_of(referral, numbers))


def keys_of(referral: Referral, numbers: Mapping[str, str]) -> list[PersonKey]:
    """The same, not saved yet."""
    given = {key_of_number(kind, raw) for kind, raw in numbers.items()}
    whose = {"name_key": referral.name_key, "date_of_birth": referral.date_of_birth}
    wanted = _of_person(referral) | {key_of_reference(referral.reference)} | given
    return _keys(Holder.of(referral), wanted, whose)


def make_findable_here(case: Case) -> None:
    """Let the agency that took a person over find them as the one before did, in front of the open case."""
    numbers = {key_of_number(found.kind, found.raw) for found in case.client.identifiers.all()}
    whose = {"name_key": case.name_key, "date_of_birth": case.date_of_birth}
    wanted = _of_person(case.client) | {key_of_reference(case.reference)} | numbers
    held = set(Holder.of_case(case).keys.filter(sweep_after=None).values_list("text", "shown"))
    _write(Holder.of_case(case), (key for key in wanted if (key.text, key.shown) not in held), whose)


def follow_correction(client: Client, *, called: str, at: dt.datetime) -> None:
    """Find the person by what is now recorded, and no longer by what was."""
    whose = {"name_key": called, "date_of_birth": client.date_of_birth}
    for case in Case.objects.filter(client=client).select_related("referral"):
        _renew(Holder.of_case(case), _of_person(client), whose, at=at)


def find_by_too(case: Case, referral: Referral, *, at: dt.datetime) -> None:
    """A referral joined an open case: whatever it is found by leads to the case from now on, and is hidden
    with it."""
    own, theirs = Holder.of(referral).keys.filter(sweep_after=None), Holder.of_case(case)
    held = set(theirs.keys.filter(sweep_after=None).values_list("text", "shown"))
    brought = [Key(Kind(kind), value, shown) for kind, value, shown in _told_apart(own)]
    whose = {"name_key": case.name_key, "date_of_birth": case.date_of_birth}
    own.update(sweep_after=at)
    _write(theirs, (key for key in brought if (key.text, key.shown) not in held), whose)
    Referral.objects.filter(pk=referral.pk).update(name_key=case.name_key)


def find_by_itself(
    case: Case, referral: Referral, numbers: Mapping[str, str], keep: Mapping[str, str], *, at: dt.datetime
) -> None:
    """The other way: the referral leads to itself again, and the case is found no more by what came with it
    alone. `keep` are the numbers that the case knows from elsewhere."""
    own, theirs = Holder.of(referral).keys, Holder.of_case(case).keys.filter(sweep_after=None)
    brought = {(key.text, key.shown): key for key in keys_of(referral, numbers)}
    own.update(sweep_after=None, name_key=referral.name_key, date_of_birth=referral.date_of_birth)
    held = set(own.values_list("text", "shown"))
    PersonKey.objects.bulk_create([key for name, key in brought.items() if name not in held])
    known = _of_person(case.client) | {key_of_reference(case.reference)}
    known |= {key_of_number(kind, raw) for kind, raw in keep.items()}
    kept = {(key.text, key.shown) for key in known}
    lost = [key.pk for key in theirs if (key.text, key.shown) in brought.keys() - kept]
    PersonKey.objects.filter(pk__in=lost).update(sweep_after=at)


def _told_apart(keys: QuerySet[PersonKey]) -> Iterator[tuple[str, str, str]]:
    for text, shown in keys.values_list("text", "shown"):
        kind, _, value = text.partition(":")
        yield kind, value, shown


def sweep_keys() -> None:
    with as_system("change_system"):
        PersonKey.objects.all().delete()  # all that this persona can see, which is what is due


def _renew(holder: Holder, wanted: set[Key], whose: dict[str, str], *, at: dt.datetime) -> None:
    kinds = tuple(text_of(kind, "") for kind in OF_PERSON)
    standing = holder.keys.filter(sweep_after=None)
    held = {(key.text, key.shown): key.pk for key in standing if key.text.startswith(kinds)}
    named = {(key.text, key.shown): key for key in wanted}
    overtaken = [held[name] for name in held.keys() - named.keys()]
    PersonKey.objects.filter(pk__in=overtaken).update(sweep_after=at)
    _write(holder, (named[name] for name in named.keys() - held.keys()), whose)
    holder.keys.update(**whose)


def _of_person(person: PersonDetails) -> set[Key]:
    return keys_of_person(
        name=person.name,
        known_as=person.known_as,
        date_of_birth=person.date_of_birth,
        telephone=person.telephone,
        staying_at=person.staying_at,
    )


def _write(holder: Holder, wanted: Iterable[Key], whose: dict[str, str]) -> None:
    PersonKey.objects.bulk_create(_keys(holder, wanted, whose))


def _keys(holder: Holder, wanted: Iterable[Key], whose: dict[str, str]) -> list[PersonKey]:
    return [
        PersonKey(
            referral_id=holder.referral_id,
            referring_agency_id=holder.referring_agency_id,
            provider_agency_id=holder.provider_agency_id,
            is_restricted=holder.is_restricted,
            text=key.text,
            shown=key.shown,
            **whose,
        )
        for key in sorted(wanted, key=lambda key: (key.text, key.shown))
    ]
