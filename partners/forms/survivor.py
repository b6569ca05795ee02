from typing import Any

from django import forms
from django.core.validators import EmailValidator

from chrysalis.agencies.models import Scheme
from chrysalis.ui.dates import PartialDate
from chrysalis.ui.fields import DateField
from partners.models import SafeContact, Survivor
from partners.rules.reaching import DIGITS


Channel = SafeContact.Channel
RUNG = frozenset({Channel.CALL, Channel.TEXT, Channel.WHATSAPP})


class SurvivorForm(forms.Form):
    name = forms.CharField(max_length=400)
    name_to_use = forms.CharField(
        label="Agreed name to use",
        max_length=400,
        required=False,
        help_text="What to call the person when somebody else may be listening",
    )
    date_of_birth = DateField(
        partial=True, past=True, required=False, help_text="As much as is known, even only the year"
    )
    language = forms.CharField(
        label="Language, if an interpreter is needed",
        max_length=100,
        required=False,
        help_text="Name the dialect if it matters",
    )

    def clean_date_of_birth(self) -> str:
        born: PartialDate | None = self.cleaned_data["date_of_birth"]
        return str(born) if born else ""


class RecordSurvivor(SurvivorForm):
    """Somebody who came by no slip. Which scheme is asked only where there are several."""

    scheme = forms.ChoiceField(label="Which scheme?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, schemes: list[Scheme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schemes = schemes
        self.fields["scheme"].choices = [(str(scheme.pk), scheme.name) for scheme in schemes]
        if len(schemes) == 1:
            del self.fields["scheme"]

    @property
    def person(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "scheme"}

    @property
    def scheme_id(self) -> Any:
        return self.cleaned_data.get("scheme") or self.schemes[0].pk


class CorrectSurvivor(SurvivorForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def showing(cls, survivor: Survivor) -> "CorrectSurvivor":
        return cls(initial={name: getattr(survivor, name) for name in cls.base_fields})


class RecordWay(forms.Form):
    """One way to reach a survivor. Unsafe unless somebody says otherwise."""

    by_answer = frozenset({"stated_by"})

    channel = forms.ChoiceField(label="Which way?", choices=SafeContact.Channel, widget=forms.RadioSelect)
    value = forms.CharField(label="Number or address", max_length=1000)
    state = forms.ChoiceField(
        label="How safe is it?",
        choices=SafeContact.State,
        widget=forms.RadioSelect,
        help_text="A device may be shared or watched. Ask each time",
    )
    stated_by = forms.CharField(label="Who says that it is safe?", max_length=400, required=False)
    hours = forms.CharField(label="Safe days and hours", max_length=400, required=False)
    voicemail = forms.BooleanField(label="A message may be left", required=False)
    may_show_number = forms.BooleanField(label="Our number may be shown", required=False)
    code_phrase = forms.CharField(
        label="Phrase that confirms who is speaking", max_length=200, required=False
    )
    not_safe_phrase = forms.CharField(
        label="Phrase that says: not safe now",
        max_length=200,
        required=False,
        help_text="Then say goodbye at once",
    )
    who_else = forms.CharField(label="Who else may answer", max_length=400, required=False)
    if_another = forms.CharField(
        label="What to do if another person answers",
        max_length=400,
        required=False,
        help_text="If this is empty: say nothing of the service, and ring off as if by mistake",
    )
    if_dropped = forms.CharField(
        label="What to do if the call drops",
        max_length=400,
        required=False,
        help_text="For example: they ring back, never you",
    )
    device = forms.ChoiceField(
        label="Is the device shared or watched?",
        choices=SafeContact.Device,
        widget=forms.RadioSelect,
        initial=SafeContact.Device.NOT_KNOWN,
        required=False,
    )

    def clean_device(self) -> str:
        return self.cleaned_data["device"] or SafeContact.Device.NOT_KNOWN

    def clean_value(self) -> str:
        value, channel = self.cleaned_data["value"], self.cleaned_data.get("channel")
        if channel == SafeContact.Channel.EMAIL:
            EmailValidator("Enter an e-mail address, like name@example.org")(value)
        if channel in RUNG and not DIGITS.search(value):
            raise forms.ValidationError("Enter a telephone number with all its digits")
        return str(value)

    def clean(self) -> None:
        state = self.cleaned_data.get("state")
        if state == SafeContact.State.STATED and not self.cleaned_data.get("stated_by"):
            self.add_error("stated_by", "Enter who says that it is safe")
        if state != SafeContact.State.CONFIRMED and self.cleaned_data.get("voicemail"):
            self.add_error(
                "voicemail", "A message may be left only where the survivor has confirmed that it is safe"
            )
