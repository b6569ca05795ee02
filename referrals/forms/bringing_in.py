"""Bringing in a spreadsheet: what it is, and which column of it says what."""

from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField

from chrysalis.ui.fields import choice, in_sentence
from referrals.forms.brought_in import SOURCES
from referrals.forms.person import SAFE_TO_RING
from referrals.models import Import, Marker, MayName, ProfessionalDetails, Sex
from referrals.models.referral import Referral
from referrals.rules.import_fields import FIELDS, NARRATIVE, SECTIONS, guess


D = ProfessionalDetails
LISTS: dict[str, Any] = {
    "sex": Sex.choices,
    "telephone_is_safe": SAFE_TO_RING,
    "agency_link": Referral._meta.get_field("agency_link").choices,
    "source": [(source.value, source.label) for source in SOURCES],
    "behaviours": D.Behaviour.choices,
    "agrees": D.Agrees.choices,
    "without": D.Without.choices,
    "earlier": D.Earlier.choices,
    "markers": Marker.choices,
}
# Of every field that is longer than a line, how much: as the form of a referral takes.
LONGEST = {"what_happened": 4000, "post": 200, "reached_at": 200, "agency": 200, "told_by": 200}
MACROS = (".xlsm", ".xlsb", ".xltm", ".xls")
SHEETS = (".csv", ".tsv", ".txt", ".xlsx")


class Upload(forms.Form):
    title = forms.CharField(
        label="What is it?",
        max_length=100,
        help_text="For your own list, like “Council referrals, October”. No person’s name",
        error_messages={"required": "Say what it is"},
    )
    sheet = forms.FileField(
        label="The spreadsheet",
        allow_empty_file=True,
        error_messages={"required": "Choose the spreadsheet"},
    )
    may_name = choice(
        "Does anything in it name somebody harmed, or where they are?",
        MayName,
        "Choose whether it may name anyone harmed",
        "Names, addresses and schools of a victim, partner or child count. Unless you have looked, columns "
        "of free text are left out",
    )

    def __init__(self, *args: Any, is_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_too_large = is_too_large
        self.fields["sheet"].help_text = (
            f"CSV or Excel (.xlsx), headings in the first row, up to {settings.IMPORT_ROWS:,} rows and "
            f"{settings.IMPORT_MEGABYTES} MB"
        )

    def clean_sheet(self) -> UploadedFile:
        sheet: UploadedFile = self.cleaned_data["sheet"]
        if (sheet.name or "").lower().endswith(MACROS):
            raise forms.ValidationError("A file that can hold macros is not taken. Save it as .xlsx or .csv")
        if not (sheet.name or "").lower().endswith(SHEETS):
            raise forms.ValidationError("Choose a spreadsheet: a file that ends in .csv or .xlsx")
        if not sheet.size:
            raise forms.ValidationError("The file is empty")
        return sheet

    def clean(self) -> None:
        if self.is_too_large and "sheet" in self.errors:
            del self._errors["sheet"]  # type: ignore[index]
            said = f"The file is larger than {settings.IMPORT_MEGABYTES} MB. Split it, or save it as .csv"
            self.add_error("sheet", said)


class Asked(NamedTuple):
    """One line of the page: the column of what is asked for, and what all rows say."""

    column: BoundField
    for_all: BoundField | None


class Match(forms.Form):
    """Which column says what; and, for what no column says, what holds for every row."""

    mark_optional = False

    def __init__(self, *args: Any, brought: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.brought = brought
        self.shut = NARRATIVE if brought.may_name != MayName.NO else frozenset()
        columns = brought.columns or guess(brought.headings)
        places = [("", "No column"), *((str(n), name) for n, name in enumerate(brought.headings))]
        for name, field in FIELDS.items():
            if name in self.shut:
                continue
            self.fields[f"column_{name}"] = forms.ChoiceField(
                label=field.label,
                help_text=field.hint,
                choices=places,
                required=False,
                initial=str(columns.get(name, "")),
            )
            if field.for_all:
                self.fields[f"all_{name}"] = self._for_all(name, field.label)

    def _for_all(self, name: str, label: str) -> forms.Field:
        said = {"label": f"Where empty: {in_sentence(label)}", "required": False}
        said |= {"initial": self.brought.for_all.get(name, USUAL.get(name, ""))}
        if name in LISTS:
            return forms.ChoiceField(choices=[("", "Nothing"), *LISTS[name]], **said)
        return forms.CharField(max_length=LONGEST.get(name, 1000), **said)

    def clean(self) -> None:
        for name, field in FIELDS.items():
            if field.is_needed and name not in self.shut and not (self.column(name) or self.said(name)):
                self.add_error(f"column_{name}", self._ask(name))
        taken = [self.column(name) for name in FIELDS if self.column(name)]
        for name in FIELDS:
            if self.column(name) and taken.count(self.column(name)) > 1:
                self.add_error(f"column_{name}", f"Choose one thing alone for “{self._heading(name)}”")

    def _ask(self, name: str) -> str:
        what = FIELDS[name].label
        if not FIELDS[name].for_all:
            return f"Choose the column of “{what}”"
        return f"Choose the column of “{what}”, or what all rows say"

    def column(self, name: str) -> str:
        return str(self.cleaned_data.get(f"column_{name}", ""))

    def said(self, name: str) -> str:
        return str(self.cleaned_data.get(f"all_{name}", ""))

    def _heading(self, name: str) -> str:
        return str(self.brought.headings[int(self.column(name))])

    @property
    def columns(self) -> dict[str, int]:
        return {name: int(self.column(name)) for name in FIELDS if self.column(name)}

    @property
    def for_all(self) -> dict[str, str]:
        return {name: self.said(name) for name in FIELDS if self.said(name)}

    @property
    def sections_asked(self) -> list[tuple[str, list[Asked]]]:
        return [
            (
                section.title,
                [self._asked(field.name) for field in section.fields if field.name not in self.shut],
            )
            for section in SECTIONS
        ]

    def _asked(self, name: str) -> Asked:
        for_all = self[f"all_{name}"] if f"all_{name}" in self.fields else None
        return Asked(self[f"column_{name}"], for_all)


# What is honest where nobody wrote anything down, and can be seen and changed on the page.
USUAL = {"sex": Sex.NOT_KNOWN.value, "earlier": D.Earlier.NOT_KNOWN.value, "telephone_is_safe": "not_known"}
TEMPLATE = {
    "given_names": "Rhys",
    "family_name": "Larkspur",
    "date_of_birth": "14/03/1990",
    "sex": "Male",
    "telephone": "07700 900612",
    "telephone_is_safe": "Yes",
    "agency_link": "No",
    "received": "02/11/2026",
    "source": "Council",
    "agency": "Westfield Council",
    "told_by": "Bel Tarn",
    "post": "Social worker",
    "reached_at": "bel.tarn@westfield.example",
    "their_reference": "WC-0117",
    "behaviours": "Economic, Physical",
    "what_happened": "Keeps the bank cards and counts the minutes of each errand.",
    "agrees": "Yes",
}
