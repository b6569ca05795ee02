"""What a colleague of another agency can know: the person, what has happened, whether they agree."""

from typing import Any

from django import forms

from chrysalis.ui.dates import PartialDate
from chrysalis.ui.fields import DateField, choice
from referrals.forms.refer import Refer, occasion, why_without
from referrals.models import EQUALITY, Marker, ProfessionalDetails, Source
from referrals.rules.identifiers import IDENTIFIERS
from referrals.rules.telephones import reaches_colleague


# The number by which each of them knows people; the others have none that anybody else could use.
NUMBERS = {Source.POLICE: "pnc", Source.PROBATION: "crn", Source.HEALTH: "nhs"}
OF_NOBODY_HARMED = "Leave out the name, the address and the words of anyone harmed"


def words(
    label: str, hint: str = "", *, longest: int = 2000, rows: int = 3, **options: Any
) -> forms.CharField:
    wide = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=longest, widget=wide, help_text=hint, **options)


class Professional(Refer):
    """A referral by a council, probation, health, an officer, or another service."""

    by_answer = frozenset({"without", "why_without"})
    is_police = False
    asks_of_equality = EQUALITY
    asks_circumstances = True

    post = forms.CharField(
        label="Your post",
        max_length=200,
        help_text="For example social worker, children in need",
        error_messages={"required": "Enter your post"},
    )
    reached_at = forms.CharField(
        label="Your telephone or work e-mail",
        max_length=200,
        help_text="For a question about this referral. It is not shown to the person",
        error_messages={"required": "Enter a telephone number or work e-mail address"},
    )
    number = forms.CharField(max_length=60, required=False)
    occasion = occasion()
    behaviours = forms.MultipleChoiceField(
        label="What kinds of behaviour is this about?",
        choices=ProfessionalDetails.Behaviour,
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose all that are known or reported",
        error_messages={"required": "Choose at least one kind of behaviour"},
    )
    what_happened = words(
        "What has happened, and why do you refer now?",
        OF_NOBODY_HARMED,
        longest=4000,
        rows=6,
        error_messages={"required": "Say what has happened"},
    )
    latest_on = DateField(
        label="When did it last happen?",
        partial=True,
        past=True,
        required=False,
        help_text="As much as is known, even only the year",
    )
    orders = words("Orders, conditions and proceedings", OF_NOBODY_HARMED, required=False)
    agrees = choice(
        "Does the person agree that the service may get in touch?",
        ProfessionalDetails.Agrees,
        "Choose whether the person agrees",
    )
    without = forms.ChoiceField(
        label="If they have not agreed: why do you refer all the same?",
        choices=ProfessionalDetails.Without,
        widget=forms.RadioSelect,
        required=False,
    )
    why_without = why_without(
        "Why is that necessary, and who decided it?",
        "If they have not agreed. In general words, and nothing of who was harmed",
    )
    earlier = forms.ChoiceField(
        label="Was the person on such a programme before?",
        choices=ProfessionalDetails.Earlier,
        widget=forms.RadioSelect,
        required=False,
    )
    earlier_said = words("Which, when, and was it finished?", longest=1000, rows=2, required=False)
    children = words(
        "Children",
        "Name, age, and their social worker’s name and number. Never where they live or go to school",
        required=False,
    )
    other_services = words(
        "Other services that work with the person",
        "Drink, drugs, mental health, housing: worker and number",
        required=False,
    )
    hopes = words("What do you hope for?", longest=1000, rows=2, required=False)
    markers = forms.MultipleChoiceField(
        label="Anything staff should be ready for?",
        choices=Marker,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    anything_else = words(
        "Anything else",
        "Nothing about anyone harmed: people who work with the person read what you write here",
        required=False,
    )

    def __init__(self, *args: Any, source: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = source
        self.number_kind = NUMBERS.get(Source(source), "")
        if not self.number_kind:
            del self.fields["number"]
            return
        kind = IDENTIFIERS[self.number_kind]
        self.fields["number"].label, self.fields["number"].help_text = kind.label, kind.hint

    def clean_reached_at(self) -> str:
        typed: str = self.cleaned_data["reached_at"]
        if not reaches_colleague(typed):
            raise forms.ValidationError("Enter a telephone number or work e-mail address in full")
        return typed

    def clean_latest_on(self) -> str:
        latest: PartialDate | None = self.cleaned_data["latest_on"]
        return str(latest) if latest else ""

    def clean(self) -> None:
        super().clean()
        if self.number_kind:
            self.warn_of("number", self.number_kind)
        agrees, without = self.cleaned_data.get("agrees"), self.cleaned_data.get("without")
        if agrees == ProfessionalDetails.Agrees.YES:
            self.cleaned_data["without"] = ""
        elif agrees and not without and "without" not in self.errors:
            self.add_error("without", "Choose why you refer without their agreement")
        self.clean_agreement(self.source, yes=ProfessionalDetails.Agrees.YES)

    @property
    def details(self) -> dict[str, Any]:
        number = self.cleaned_data.get("number", "")
        return super().details | {"number": number, "number_kind": self.number_kind if number else ""}
