"""A row of a spreadsheet as a referral: checked by the form that a caseworker writes down with.

One form stands for all rows of a door, since making one takes longer than checking it. What a cell lacks,
the import says for all rows; what a closed list does not know is refused in the list's own words.
"""

import datetime as dt
from typing import Any

from django import forms

from chrysalis.access.hat import Hat
from chrysalis.agencies.employment import family
from chrysalis.agencies.models import Agency
from chrysalis.agencies.queries import participants
from referrals.actions.import_checking import Given, Verdict
from referrals.actions.referring import NobodyElse
from referrals.forms.professional import NUMBERS, Professional
from referrals.models import Import, MayName, Source, WrittenDown
from referrals.rules.import_cells import day_of, moment_of, row_key, word_of, words_of
from referrals.rules.import_fields import FIELDS


# Whose referrals a spreadsheet can tell of: at a custody desk, and at the public door, more is asked.
SOURCES = (Source.POLICE, Source.COUNCIL, Source.PROBATION, Source.HEALTH, Source.OTHER)
NOT_HERE = {
    Source.CUSTODY: "A custody desk’s form asks for more. Write “Police”, or write it down by hand",
    Source.SELF: "Somebody who asked for help themselves is not brought in: they have not read what we keep. "
    "Ask them to use the public pages",
}
LEFT_UNREAD = "Not brought in: the spreadsheet may name somebody harmed. Ask whoever referred."
NO_NUMBER = "A number is kept of referrals by police (PNC ID), probation (CRN) and health (NHS number) alone"
DATES, SEVERAL = ("date_of_birth", "latest_on"), ("behaviours", "markers")
# What a spreadsheet calls otherwise than the form does.
CALLED = {"received": "told_at", "agency": "told_agency"}
FIELD_OF = {form: name for name, form in CALLED.items()} | {"told_agency_named": "agency"}


class AgencyNamed(forms.CharField):
    """One of the agencies of the scheme, by its name; anything else is nobody's, and no mistake."""

    def __init__(self, known: dict[str, Agency], **options: Any) -> None:
        super().__init__(required=False, max_length=200, **options)
        self.known = known

    def clean(self, value: str) -> Agency | None:
        typed = super().clean(value)
        return self.known.get(" ".join(typed.casefold().split()))


class OfRow(Professional):
    """The form of a colleague's referral, told by a spreadsheet. `check` takes one row after another."""

    can_be_young = False  # what is asked of them, whoever decides on the referral writes down
    asks_of_equality = ()
    asks_circumstances = False

    def __init__(self, *args: Any, known: dict[str, Agency], **kwargs: Any) -> None:
        super().__init__(*args, is_told=True, **kwargs)
        self.fields["told_agency"] = AgencyNamed(known, label="Name of their agency")
        self.fields["employer"] = AgencyNamed(known, label="Which agency they work for")
        del self.fields["told_way"]

    def clean(self) -> None:
        self.cleaned_data["told_way"] = WrittenDown.Unspoken.SPREADSHEET
        super().clean()

    def clean_agreement(self, source: str, *, yes: str) -> None:
        """It came already, whatever the scheme says of it today; the closed reason is asked for above."""

    def check(self, typed: dict[str, Any]) -> bool:
        self.data, self.is_bound = typed, True  # type: ignore[assignment]
        self.full_clean()
        return not self._errors


class Judge:
    """Says of each row of one import what it would become, or what is wrong with it."""

    def __init__(self, brought: Import, *, by: Hat, now: dt.datetime) -> None:
        self.brought, self.now = brought, now
        own = Agency.objects.get(pk=by.agency_id)
        known = {_bare(agency.name): agency for agency in participants(brought.scheme)}
        shut_out = [agency for agency in known.values() if own.pk in family(agency.pk)]
        self.own, self.shut_out = own, {agency.pk for agency in shut_out}
        asked: dict[str, Any] = {"scheme": brought.scheme, "now": now, "known": known}
        self.forms = {source: OfRow({}, source=source, **asked) for source in SOURCES}
        self.lists = _lists(self.forms[Source.OTHER])

    def __call__(self, cells: list[str]) -> Verdict:
        said = {name: self._said(name, cells) for name in FIELDS}
        source = word_of(said["source"], Source.choices)
        if source not in self.forms:
            return Verdict(wrong=self._named({"source": [_no_source(source)]}))
        form = self.forms[Source(source)]
        typed, unread = self._typed(said, source)
        unread |= self._unlisted(typed)
        if not form.check(typed) or unread:
            return Verdict(wrong=self._named(_merged(form, unread)))
        employer = form.cleaned_data["employer"]
        if employer and employer.pk in self.shut_out:
            return Verdict(wrong=self._named({"employer": [str(NobodyElse(self.own))]}))
        told = form.told
        given = Given(source, form.person, form.details, told)
        return Verdict(given=given, key=_key(said, form))

    def _said(self, name: str, cells: list[str]) -> str:
        place = self.brought.columns.get(name)
        said = cells[place] if place is not None and place < len(cells) else ""
        if not said and name == "what_happened" and self.brought.may_name != MayName.NO:
            return LEFT_UNREAD
        return said or self.brought.for_all.get(name, "")

    def _typed(self, said: dict[str, str], source: str) -> tuple[dict[str, Any], dict[str, list[str]]]:
        """As the form is sent, and what cannot so much as be sent."""
        typed: dict[str, Any] = {CALLED.get(name, name): text for name, text in said.items()}
        unread: dict[str, list[str]] = {}
        for name in DATES:
            parts = day_of(said[name]) if said[name] else ("", "", "")
            if parts is None:
                unread[name] = [f"“{said[name][:40]}” is not a date. Write it like 14/03/1990"]
            typed |= dict(
                zip((f"{name}_day", f"{name}_month", f"{name}_year"), parts or ("",) * 3, strict=True)
            )
        typed["told_at"] = moment_of(said["received"], now=self.now)
        if said["received"] and not typed["told_at"]:
            unread["received"] = [f"“{said['received'][:40]}” is not a day. Write it like 14/11/2026"]
        for name, choices in self.lists.items():
            typed[name] = words_of(said[name], choices) if name in SEVERAL else word_of(said[name], choices)
        typed["telephone_is_safe"] = typed["telephone_is_safe"] or "not_known"
        typed["told_agency_named"] = said["agency"]
        typed["warned"] = said["number"]  # a doubtful number stops nobody, and here nobody can look again
        if said["number"] and source not in NUMBERS:
            unread["number"] = [NO_NUMBER]
        return typed, unread

    def _unlisted(self, typed: dict[str, Any]) -> dict[str, list[str]]:
        """Words that a closed list does not know, each with those that it does."""
        found = {}
        for name, choices in self.lists.items():
            given = typed[name] if name in SEVERAL else [typed[name]]
            strange = [word for word in given if word and word not in dict(choices)]
            if strange:
                known = "; ".join(label for _, label in choices)
                found[name] = [f"“{', '.join(strange)[:60]}” is not one of: {known}"]
        return found

    def _named(self, wrong: dict[str, list[str]]) -> list[tuple[str, str]]:
        """By the heading of the column, as it stands in the spreadsheet."""
        return [(self._heading(name), message) for name, said in wrong.items() for message in said]

    def _heading(self, name: str) -> str:
        place = self.brought.columns.get(FIELD_OF.get(name, name))
        if place is not None and place < len(self.brought.headings):
            return self.brought.headings[place]
        field = FIELDS.get(FIELD_OF.get(name, name))
        return field.label if field else ""


def _bare(name: str) -> str:
    return " ".join(name.casefold().split())


def _lists(form: forms.Form) -> dict[str, list[tuple[str, str]]]:
    """The closed lists that a row is asked of, by field."""
    found = {name: getattr(form.fields.get(name), "choices", None) for name in FIELDS}
    return {name: [(str(k), str(v)) for k, v in choices if k] for name, choices in found.items() if choices}


def _no_source(source: str) -> str:
    if source in NOT_HERE:
        return NOT_HERE[Source(source)]
    return f"Write one of: {', '.join(str(each.label) for each in SOURCES)}"


def _merged(form: OfRow, unread: dict[str, list[str]]) -> dict[str, list[str]]:
    """What the form refuses; where a date could not be read at all, that alone."""
    found = {name: [str(each) for each in errors] for name, errors in form.errors.items()}
    refused = {name: said for name, said in found.items() if FIELD_OF.get(name, name) not in unread}
    if "source" in refused or "told_agency" in refused:
        refused["told_agency"] = ["Enter the name of their agency"]
    return {"received": []} | refused | unread


def _key(said: dict[str, str], form: OfRow) -> str:
    """A row is known again by its own number; without one, by whose it is and when it came."""
    if said["their_reference"]:  # which is theirs: another agency counts from one as well
        return row_key("own number", said["agency"], said["their_reference"])
    person = form.person
    day = f"{form.cleaned_data['told_at']:%Y-%m-%d}"
    return row_key(person["given_names"], person["family_name"], person["date_of_birth"], said["number"], day)
