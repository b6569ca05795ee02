"""What every door asks: who the person is, and whether anybody who could see the case knows them."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils import timezone

from chrysalis.agencies.models import Scheme
from chrysalis.agencies.queries import participants
from chrysalis.ui.fields import choice
from referrals.forms import circumstances, equality, young
from referrals.forms.person import YOUNGER, PersonForm
from referrals.forms.written_down import TOLD, told_fields, told_of
from referrals.models import PERSON_FIELDS, CameWith, Occasion, Referral, ToldBy, WrittenDown
from referrals.rules.identifiers import IDENTIFIERS
from referrals.ways_in import ages_of, ways_into


LINK_QUESTION = (
    "Does the person work for, or have close links with, police, courts, probation, the council, the NHS "
    "or a partner agency?"
)


OF_SOMEBODY_KNOWN = (
    "Use this form also for something new of somebody referred before. You read that it was received, as "
    "always"
)


NOT_WITHOUT = "This service takes a referral of this kind only where the person agrees."


def _to_ring(scheme: Scheme) -> str:
    """SAFETY: whoever is afraid for somebody is not left with a form that refuses."""
    telephone = scheme.front_door.telephone
    ring = f"ring {scheme.front_door.name} on {telephone}" if telephone else f"ring {scheme.front_door.name}"
    return f"If somebody may come to harm, {ring}, and in danger 999."


def why_without(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=hint,
    )


def occasion() -> forms.ChoiceField:
    """SAFETY: nobody is asked whether the service works with the person, and no form says so."""
    return forms.ChoiceField(
        label="Is there something new?",
        choices=Occasion,
        widget=forms.RadioSelect,
        required=False,
        help_text=OF_SOMEBODY_KNOWN,
    )


class Refer(PersonForm):
    """A referral. `scheme` decides who receives it and from what age."""

    more: tuple[str, ...] = ()  # what is asked in a part that opens "if there is time"
    verb = "send"  # what its button does
    can_be_young = True
    asks_of_equality: tuple[str, ...] = ()  # what somebody at that door can know
    asks_circumstances = False

    agency_link = choice(
        LINK_QUESTION,
        Referral._meta.get_field("agency_link").choices,
        "Choose whether the person works for, or is close to, one of these",
        "If yes, only people named for it will see this referral",
    )
    employer = forms.ModelChoiceField(
        label="Which agency?",
        queryset=None,
        required=False,
        empty_label="Another, or not known",
    )
    # What was warned of and sent all the same; a warning is shown once, and stops nobody.
    warned = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, scheme: Scheme, now: dt.datetime, is_told: bool = False, **kwargs: Any
    ) -> None:
        """`is_told`: somebody tells it to a caseworker, who writes it down."""
        super().__init__(*args, **kwargs)
        self.is_told = is_told
        self.now, self.scheme, self.ages = now, scheme, ages_of(scheme)
        self.minimum_age = self.ages.at_the_door
        self.fields["employer"].queryset = participants(scheme)
        if self.asks_young:
            self.fields |= young.young_fields()
            self.by_answer = getattr(self, "by_answer", frozenset()) | set(young.FIELDS)
        self.fields |= equality.equality_fields(self.asks_of_equality)
        if self.asks_circumstances:
            self.fields |= circumstances.circumstances_fields()
        if is_told:
            self._ask_who_told(scheme)

    @property
    def equality_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(equality.PREFIX)]

    @property
    def equality_is_open(self) -> bool:
        return any(field.errors or field.value() for field in self.equality_fields)

    @property
    def circumstances(self) -> list[forms.BoundField]:
        return [self[name] for name in circumstances.FIELDS if name in self.fields]

    @property
    def circumstances_are_open(self) -> bool:
        return any(field.errors or self._holds(field.name) for field in self.circumstances)

    @property
    def asks_young(self) -> bool:
        """In the part that opens for somebody under 16, where the scheme takes them."""
        return self.can_be_young and self.ages.takes_young

    @property
    def young_is_open(self) -> bool:
        return any(name in self.errors or self._holds(name) for name in young.FIELDS)

    @property
    def too_young(self) -> str:
        youngest = self.ages.youngest
        return f"This service takes people from the age of {youngest}. {YOUNGER}"

    def _ask_who_told(self, scheme: Scheme) -> None:
        self.fields |= told_fields(scheme)
        self.order_fields(TOLD)  # as they stand on the page, and so in what is said of mistakes
        self.by_answer = getattr(self, "by_answer", frozenset()) | {"told_agency", "told_agency_named"}
        if not self.asks_role:
            del self.fields["told_role"]
        for field in self.fields.values():
            field.label = re.sub("^Your ", "Their ", str(field.label or "")) or None
            for code, ask in field.error_messages.items():
                field.error_messages[code] = re.sub(r"\byour\b", "their", str(ask))

    def ask_name(self) -> None:
        """Of somebody without an account, who writes it themselves."""
        name = forms.CharField(
            label="Your name", max_length=200, error_messages={"required": "Enter your name"}
        )
        self.fields |= {"told_by": name}

    @property
    def asks_name(self) -> bool:
        return "told_by" in self.fields and not self.is_told

    @property
    def asks_role(self) -> bool:
        """Unless the door asks for a post anyhow."""
        return "post" not in self.base_fields

    @property
    def today(self) -> dt.date:
        return timezone.localdate(self.now)

    def clean(self) -> None:
        if self.cleaned_data.get("agency_link") != "yes":
            self.cleaned_data["employer"] = None
        if self.asks_young:
            young.refuse_half(self)
        if self.is_told:
            self._clean_who_told()

    def clean_agreement(self, source: str, *, yes: str) -> None:
        """Nobody is referred who has not agreed, but where the scheme takes them so; and then it is said why,
        in words."""
        given = self.cleaned_data
        agrees = given.get("agrees")
        if not agrees or agrees == yes:
            given["why_without"] = ""
        elif not ways_into(self.scheme).held(source).without_agreement:
            self.add_error("agrees", f"{NOT_WITHOUT} {_to_ring(self.scheme)}")
        elif not given.get("why_without") and "why_without" not in self.errors:
            self.add_error("why_without", "Say why you refer all the same")

    def _clean_who_told(self) -> None:
        given = self.cleaned_data
        if given.get("told_agency"):
            given["told_agency_named"] = ""
        elif not given.get("told_agency_named") and "told_agency" not in self.errors:
            self.add_error("told_agency", "Choose their agency, or name it")
        if (told_at := given.get("told_at")) and told_at > self.now:
            self.add_error("told_at", "When they told you must be in the past")

    def warn_of(self, field: str, kind: str) -> None:
        """Once: a number that fails its check may be what the papers say. By its name, since a page may warn
        of several."""
        raw = self.cleaned_data.get(field)
        if warning := IDENTIFIERS[kind].check(raw).warning if raw else None:
            self.warn(field, raw, f"{self.fields[field].label}: {warning[0].lower()}{warning[1:]}")

    def warn(self, field: str, raw: str, warning: str) -> None:
        """Unless this was warned of already: what was is kept in the form, so that two warnings do not take
        turns for ever."""
        if raw in (warned := self.data.get("warned", "")):
            return
        self.data = self.data.copy()
        self.data["warned"] = f"{warned} {raw}".strip()
        self.add_error(field, f"{warning} To {self.verb} it as it is, press the button again.")

    @property
    def more_is_open(self) -> bool:
        """Whether somebody has begun on the later part, or must look at it again."""
        return any(name in self.errors or self._holds(name) for name in self.more)

    def _holds(self, name: str) -> bool:
        value = self[name].value()
        return any(value) if isinstance(value, list) else bool(value)

    @property
    def person(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PERSON_FIELDS}

    @property
    def told(self) -> WrittenDown:
        return told_of(self.cleaned_data)

    @property
    def beside(self) -> list[CameWith]:
        """What else is kept of it, beside the details."""
        told = equality.answers_of(self.cleaned_data, told_by=ToldBy.PROFESSIONAL, at=self.now)
        of_young = young.of_young_person(self.cleaned_data, at=self.now) if self.asks_young else ()
        return [*of_young, *told, *circumstances.circumstances_of(self.cleaned_data)]

    @property
    def details(self) -> dict[str, Any]:
        """What comes with it, as the details of its door keep it."""
        elsewhere = (equality.PREFIX, circumstances.PREFIX)
        asked = {name for name in self.fields if not name.startswith(elsewhere)}
        mine = asked - set(PERSON_FIELDS) - {"warned", *TOLD, *young.FIELDS}
        return {name: self.cleaned_data[name] for name in sorted(mine)}
