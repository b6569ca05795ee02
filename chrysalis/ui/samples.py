"""What the gallery shows. Everybody and everything here is invented."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms

from chrysalis.ui.fields import DateField
from chrysalis.ui.lists import Cell, Heading


YES_NO = [("yes", "Yes"), ("no", "No"), ("unknown", "Not known")]
LANGUAGES = [("", "Choose one"), ("en", "English"), ("cy", "Welsh"), ("pl", "Polish")]
NEEDS = [("reading", "Help with reading"), ("hearing", "Hearing loop"), ("interpreter", "Interpreter")]


class SampleForm(forms.Form):
    sections = [
        ("About the person", ["given_names", "family_name", "born", "seen", "language"]),
        ("What they need", ["is_safe", "needs", "account", "agrees"]),
        ("Signing in", ["password"]),
    ]

    given_names = forms.CharField(max_length=400)
    family_name = forms.CharField(max_length=400, help_text="As the person spells it")
    born = DateField(label="Date of birth", past=True, help_text="For example, 27 3 1984")
    seen = DateField(label="Last seen", partial=True, required=False, help_text="A year alone will do")
    language = forms.ChoiceField(choices=LANGUAGES)
    is_safe = forms.ChoiceField(label="Is it safe to ring?", choices=YES_NO, widget=forms.RadioSelect)
    needs = forms.MultipleChoiceField(choices=NEEDS, widget=forms.CheckboxSelectMultiple, required=False)
    account = forms.CharField(
        label="What happened", max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    agrees = forms.BooleanField(label="They agree to be contacted")
    password = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))


ANSWERS: dict[str, Any] = {
    "given_names": "Zofia",
    "family_name": "Łukasik-Ó Briain",
    "born_day": "27",
    "born_month": "March",
    "born_year": "1984",
    "seen_day": "",
    "seen_month": "",
    "seen_year": "2024",
    "language": "pl",
    "is_safe": "yes",
    "needs": ["interpreter"],
    "account": "Asked for the service at the front desk.",
    "agrees": "on",
    "password": "invented words for a sample",
}

IDENTITY = {
    "name": "Łukasik-Ó Briain, Zofia",
    "reference": "CHR-7K3M9-2QFTX-4",
    "badges": [{"text": "High risk", "colour": "red"}, {"text": "Restricted", "colour": "purple"}],
    "restriction": "Bail condition: not to enter Oldbury until 14 January 2025.",
    "facts": [
        ("Born", "27 March 1984 (40)"),
        ("Next", "First contact by 16 January 2025"),
        ("Held by", "Sam Okafor"),
    ],
}

SUMMARY = [
    {"key": "Name", "value": "Zofia Łukasik-Ó Briain", "href": "#name"},
    {"key": "Telephone", "value": "07700 900123", "href": "#telephone"},
    {"key": "Interpreter", "value": "", "href": "#interpreter"},
]

HISTORY = [
    {
        "title": "First contact",
        "at": datetime(2025, 1, 14, 14, 32, tzinfo=UTC),
        "by": "Sam Okafor",
        "text": "Spoke for ten minutes. Will come on Thursday.",
        "href": "#contact",
    },
    {
        "title": "Referral received",
        "at": datetime(2025, 1, 13, 23, 5, tzinfo=UTC),
        "by": "",
        "text": "",
        "href": "",
    },
]

TASKS = [
    {"text": "About the person", "href": "#about", "hint": "", "status": "Completed", "colour": ""},
    {
        "text": "Custody",
        "href": "#custody",
        "hint": "Bail and conditions",
        "status": "Started",
        "colour": "teal",
    },
    {"text": "Send", "href": "", "hint": "", "status": "Cannot start yet", "colour": ""},
]

SECTIONS = [
    {"text": "Overview", "href": "#overview", "current": True},
    {"text": "Contacts", "href": "#contacts", "current": False},
    {"text": "History", "href": "#history", "current": False},
]

COLOURS = ["grey", "green", "teal", "blue", "purple", "magenta", "red", "orange", "yellow"]
BADGES = ["red", "orange", "yellow", "green", "blue", "purple", "grey"]


class FilterForm(forms.Form):
    mark_optional = False
    status = forms.ChoiceField(
        choices=[("", "Any"), ("received", "Received"), ("opened", "Opened")], required=False
    )
    suite = forms.ChoiceField(choices=[("", "Any"), ("oldbury", "Oldbury")], required=False)


def _row(reference: str, due: date, why: str, status: str, colour: str) -> list[Cell]:
    return [
        Cell(reference, href=f"#{reference}", title="Reference"),
        Cell(f"{due:%-d %B %Y}", note=why, title="Due by"),
        Cell(status, colour=colour, title="Status"),
    ]


class SampleListing:
    """Looks like a Listing, without a table behind it."""

    form = FilterForm({"status": "received"}, prefix="list")
    chips = [{"text": "Status: Received", "href": "#list"}]
    clear_href = "#list"
    kept: list[tuple[str, str]] = []
    count_sentence = "1,000+ referrals"
    caption = "Referrals waiting"
    empty = "None recorded"
    headings = [Heading("Reference", "#r"), Heading("Due by", "#d", "ascending"), Heading("Status")]
    rows = [
        _row("CHR-7K3M9-2QFTX-4", date(2025, 1, 14), "First contact is late", "Received", "orange"),
        _row("CHR-1B8Q2-9ZKTW-7", date(2025, 1, 17), "Contact within 2 working days", "Received", "blue"),
        _row("CHR-5D0HJ-3XRVN-2", date(2025, 1, 21), "Nothing due", "Opened", "green"),
    ]
    previous_href, next_href = "#newer", "#older"


LISTING = SampleListing()
