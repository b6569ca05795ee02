"""What a police force can know beside what any colleague can: the offence and where it stands, a disposal
out of court with its conditions and deadline, orders, the force's own grade and its numbers."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms

from chrysalis.agencies.models import Scheme
from chrysalis.ui.dates import PartialDate
from chrysalis.ui.fields import DateField
from referrals.forms.equality import SEEN
from referrals.forms.professional import OF_NOBODY_HARMED, Professional, words
from referrals.models import EQUALITY, CameWith, Disposal, Known, Obligation, PoliceDetails
from referrals.rules.ages import is_certainly_under, youngest_possible
from referrals.rules.disposals import Limits, doubt_of
from referrals.rules.identifiers import IDENTIFIERS


NO_DISPOSAL = "none"
CONDITIONS, ORDERS = range(1, 5), range(1, 4)  # lines there are for them
ORDER_KINDS = [each for each in Obligation.Kind.choices if each[0] != Obligation.Kind.CONDITION]
ADULT = 18
IN_GENERAL = "In general words: no name or address of anyone it protects"


def line(label: str, hint: str = "", *, longest: int = 200) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=False, help_text=hint)


def radios(label: str, choices: Any, hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, required=False, help_text=hint
    )


def number(name: str) -> forms.CharField:
    kind = IDENTIFIERS[PoliceDetails.NUMBERS[name]]
    return line(kind.label, kind.hint, longest=40)


class Police(Professional):
    """A referral by an officer of a force, or by whoever gives its disposals."""

    is_police = True
    asks_of_equality = (SEEN, *EQUALITY)
    limits = Limits()

    disposal = forms.ChoiceField(
        label="Is there an out-of-court disposal?",
        choices=[(NO_DISPOSAL, "No"), *Disposal.Kind.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether there is an out-of-court disposal"},
    )
    given_on = DateField(label="When was it given?", past=True, required=False)
    due_on = DateField(label="By when must it be complied with?", required=False)
    admission = radios("Has the person admitted the offence?", Disposal.Admission)
    decided_by = radios("Who decided on it?", Disposal.DecidedBy)
    decision_maker = line("Name and rank of who decided")
    views_obtained = radios(
        "Were the views of anyone harmed obtained?",
        Known,
        "Only whether. What they said goes into the section for partner support below",
    )
    notice_to = line(
        "Who in the force wants to know the outcome?",
        "Unit or work e-mail. They are told of attendance, and of nothing else",
    )
    youth_team = line("Youth justice worker, for somebody under 18", "Name and number")
    offence = line("Offence alleged or admitted", "The offence, not what happened or to whom")
    arrested_on = DateField(label="Arrested", past=True, required=False)
    stands = radios("Where does it stand?", PoliceDetails.Stands)
    next_on = DateField(label="Next court, bail or review date", required=False)
    parts = forms.MultipleChoiceField(
        label="Was any of this part of it?",
        choices=PoliceDetails.Part,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    history = words(
        "Cautions and convictions that matter here", OF_NOBODY_HARMED, longest=1000, rows=2, required=False
    )
    firearms = radios("Do they hold a firearms licence?", Known)
    risk_said = line("Grade by the force’s own tool", "As the force says it, for example medium", longest=60)
    risk_tool = line(
        "Which tool?", "Answers that somebody harmed gave to it are for partner support only", longest=100
    )
    risk_on = DateField(label="When was it graded?", past=True, required=False)
    unit = line("Your unit or team")
    officer_in_case = line("Officer in the case", "If that is somebody else: name and collar number")
    cro, asn, urn = number("cro"), number("asn"), number("urn")
    crime_number, incident_number = number("crime_number"), number("incident_number")
    custody_record_number = number("custody_record_number")

    OF_DISPOSAL = ("given_on", "due_on", "admission", "decided_by", "views_obtained")
    OF_DISPOSAL_MAYBE = ("decision_maker", "notice_to", "youth_team")
    OF_GRADE = ("risk_said", "risk_tool", "risk_on")

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, scheme=scheme, **kwargs)
        self.limits = Limits(scheme.disposal_weeks, scheme.disposal_weeks_at_most, scheme.disposal_days_ahead)
        del self.fields["orders"]  # each has a line of its own here
        for n in CONDITIONS:
            self.fields[f"condition_{n}"] = line(f"Condition {n}", longest=500)
            self.fields[f"condition_{n}_by"] = DateField(label=f"Condition {n} by", required=False)
        for n in ORDERS:
            self.fields[f"order_{n}"] = forms.ChoiceField(
                label=f"Order {n}", choices=[("", "No order"), *ORDER_KINDS], required=False
            )
            self.fields[f"order_{n}_ends"] = DateField(label=f"Order {n} ends", required=False)
            self.fields[f"order_{n}_says"] = line(f"What order {n} asks for", IN_GENERAL, longest=500)
        lines = [name for name in self.fields if name.startswith(("condition_", "order_"))]
        asked = {*self.OF_DISPOSAL, *self.OF_DISPOSAL_MAYBE, *self.OF_GRADE, *PoliceDetails.NUMBERS, *lines}
        self.by_answer = self.by_answer | asked

    @property
    def conditions(self) -> Iterator[tuple[Any, Any]]:
        return ((self[f"condition_{n}"], self[f"condition_{n}_by"]) for n in CONDITIONS)

    @property
    def order_lines(self) -> Iterator[tuple[Any, Any, Any]]:
        return ((self[f"order_{n}"], self[f"order_{n}_ends"], self[f"order_{n}_says"]) for n in ORDERS)

    @property
    def disposal_is_open(self) -> bool:
        chosen = self["disposal"].value()
        return bool(chosen and chosen != NO_DISPOSAL) or self._begun(self._disposal_names)

    @property
    def orders_are_open(self) -> bool:
        return self._begun([name for name in self.fields if name.startswith("order_")])

    @property
    def numbers_are_open(self) -> bool:
        return self._begun(list(PoliceDetails.NUMBERS))

    def _begun(self, names: list[str]) -> bool:
        return any(name in self.errors or self._holds(name) for name in names)

    @property
    def _disposal_names(self) -> list[str]:
        lines = [name for name in self.fields if name.startswith("condition_")]
        return [*self.OF_DISPOSAL, *self.OF_DISPOSAL_MAYBE, *lines]

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("disposal") == NO_DISPOSAL:
            self._refuse_disposal_of_no_kind()
        elif self.cleaned_data.get("disposal"):
            self._clean_disposal()
            self._clean_age()
        self._clean_lines()
        self._clean_grade()
        for name, kind in PoliceDetails.NUMBERS.items():
            self.warn_of(name, kind)

    def _refuse_disposal_of_no_kind(self) -> None:
        if any(self.cleaned_data.get(name) for name in self._disposal_names):
            self.add_error("disposal", "Choose the kind of disposal, or empty what is written of it")

    def _clean_disposal(self) -> None:
        kind = self.cleaned_data["disposal"]
        for name in self.OF_DISPOSAL:
            may_lack = name == "due_on" and kind == Disposal.Kind.YOUTH
            if not self.cleaned_data.get(name) and name not in self.errors and not may_lack:
                self.add_error(name, ASKS[name])
        given, due = self.cleaned_data.get("given_on"), self.cleaned_data.get("due_on")
        if given and due and due < given:
            self.add_error("due_on", "The deadline must not be before the day it was given")
        elif given and due and (doubt := doubt_of(given, due, self.limits)):
            self.warn("due_on", str(due), doubt)

    def _clean_age(self) -> None:
        kind, typed = self.cleaned_data["disposal"], self.cleaned_data.get("date_of_birth")
        born = PartialDate.read(typed) if typed else None
        on = self.cleaned_data.get("given_on") or self.today
        if kind in Disposal.FOR_YOUTH:
            if born and youngest_possible(born, on=on) >= ADULT:
                self.add_error("disposal", "This kind is for people under 18. Check the date of birth")
            if not self.cleaned_data.get("youth_team"):
                self.add_error("youth_team", "Enter the youth justice worker’s name and number")
        elif kind == Disposal.Kind.CONDITIONAL and born and is_certainly_under(born, ADULT, on=on):
            self.add_error("disposal", "Under 18 it is a youth conditional caution. Check the date of birth")

    def _clean_lines(self) -> None:
        due = self.cleaned_data.get("due_on")
        for n in CONDITIONS:
            said, by = self.cleaned_data.get(f"condition_{n}"), self.cleaned_data.get(f"condition_{n}_by")
            if by and not said:
                self.add_error(f"condition_{n}", "Enter what the condition is")
            if by and due and by > due:
                self.add_error(f"condition_{n}_by", "This is after the deadline of the disposal")
        for n in ORDERS:
            told = (self.cleaned_data.get(f"order_{n}_ends"), self.cleaned_data.get(f"order_{n}_says"))
            if any(told) and not self.cleaned_data.get(f"order_{n}"):
                self.add_error(f"order_{n}", "Choose what kind of order it is")

    def _clean_grade(self) -> None:
        if any(self.cleaned_data.get(name) for name in self.OF_GRADE):
            for name in self.OF_GRADE:
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, ASKS[name])

    @property
    def details(self) -> dict[str, Any]:
        """As any colleague's are kept; what the force alone knows is beside them."""
        mine = Professional.base_fields.keys() - {"orders"} | {"number_kind"}
        return {name: value for name, value in super().details.items() if name in mine}

    @property
    def beside(self) -> list[CameWith]:
        names = {field.name for field in PoliceDetails._meta.fields}
        of_force = {name: self.cleaned_data[name] for name in sorted(names & set(self.fields))}
        return [PoliceDetails(**of_force), *self._disposal(), *self._obligations(), *super().beside]

    def _disposal(self) -> Iterator[Disposal]:
        kind = self.cleaned_data["disposal"]
        if kind != NO_DISPOSAL:
            names = (*self.OF_DISPOSAL, *self.OF_DISPOSAL_MAYBE)
            yield Disposal(kind=kind, **{name: self.cleaned_data[name] for name in names})

    def _obligations(self) -> list[Obligation]:
        told = [*self._told_conditions(), *self._told_orders()]
        return [
            Obligation(place=place, kind=kind, words=said, ends_on=ends_on)
            for place, (kind, said, ends_on) in enumerate(told, start=1)
        ]

    def _told_conditions(self) -> Iterator[tuple[str, str, dt.date | None]]:
        for n in CONDITIONS:
            if said := self.cleaned_data[f"condition_{n}"]:
                yield Obligation.Kind.CONDITION, said, self.cleaned_data[f"condition_{n}_by"]

    def _told_orders(self) -> Iterator[tuple[str, str, dt.date | None]]:
        for n in ORDERS:
            if kind := self.cleaned_data[f"order_{n}"]:
                yield kind, self.cleaned_data[f"order_{n}_says"], self.cleaned_data[f"order_{n}_ends"]


ASKS = {
    "given_on": "Enter when the disposal was given",
    "due_on": "Enter by when it must be complied with",
    "admission": "Choose whether the person has admitted the offence",
    "decided_by": "Choose who decided on it",
    "views_obtained": "Choose whether the views of anyone harmed were obtained",
    "risk_said": "Enter the grade",
    "risk_tool": "Enter the tool that the force graded with",
    "risk_on": "Enter when it was graded",
}
