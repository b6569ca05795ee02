"""What somebody who asks for help is asked of themselves. Nothing is needed but something to call them and
one safe way to reach them; nothing accuses, and nothing excuses.

SAFETY: whatever is asked here is read by people who work with the person. Nothing asks about a partner: that
page is partner support's own, and what it takes never passes through here.
"""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chrysalis.agencies.models import Agency, Scheme
from chrysalis.agencies.queries import participants
from chrysalis.ui.dates import PartialDate
from chrysalis.ui.fields import DateField
from referrals.models import SelfReferralDetails
from referrals.rules.ages import is_certainly_under
from referrals.rules.telephones import can_be_rung


D = SelfReferralDetails
TOO_YOUNG = "too_young"  # the code of what is wrong with a date of birth


class Asking(forms.Form):
    """One page. `scheme` says how old one has to be, and who takes part; `today` is the day of asking."""

    mark_optional = False
    count_characters = False

    def __init__(self, *args: Any, scheme: Scheme, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scheme, self.today = scheme, today


def _words(label: Any, hint: Any = "", *, longest: int, rows: int = 4) -> forms.CharField:
    wide = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, max_length=longest, widget=wide, required=False)


def _line(label: Any, hint: Any = "", *, longest: int = 200, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=longest, required=False, **options)


def _one(label: Any, choices: Any, hint: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, required=False, help_text=hint
    )


def _several(label: Any, choices: Any, hint: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, required=False, help_text=hint
    )


class Why(Asking):
    reasons = _several(_("What has made you get in touch?"), D.Reason, _("Choose all that fit, or none"))
    own_words = _words(
        _("In your own words"),
        _("As much or as little as you like. Please leave out other people’s names and addresses"),
        longest=2000,
    )


class Name(Asking):
    known_as = _line(
        _("What would you like to be called?"), _("A first name or a nickname is enough"), longest=400
    )
    given_names = _line(_("Your given names, if you want to give them"), longest=400)
    family_name = _line(_("Your family name, if you want to give it"), longest=400)

    def clean(self) -> None:
        if not self.errors and not any(self.cleaned_data.get(name) for name in self.fields):
            self.add_error("known_as", _("Enter something to call you: a nickname is enough"))


class Born(Asking):
    """Whoever is too young for the scheme is shown where else to turn, by the page of their own."""

    page_heading = "date_of_birth"

    date_of_birth = DateField(
        label=_("When were you born?"),
        called=_("Date of birth"),
        partial=True,
        past=True,
        required=False,
        help_text=_("As much as you like to say, even only the year"),
    )

    def clean_date_of_birth(self) -> str:
        born: PartialDate | None = self.cleaned_data["date_of_birth"]
        youngest = self.scheme.minimum_age
        if born and is_certainly_under(born, youngest, on=self.today):
            said = gettext(
                "We work with people from the age of %(age)s. Please ring us: we will find somebody for you."
            )
            raise forms.ValidationError(said % {"age": youngest}, TOO_YOUNG)
        return str(born) if born else ""


class Place(Asking):
    page_heading = "place"

    place = _line(
        _("Which town do you live in or near?"),
        _("A town or a postcode, so that we can meet you not too far away. No address is needed"),
    )


class Reach(Asking):
    by_answer = frozenset({"telephone", "email", "staying_at"})

    ways = forms.MultipleChoiceField(
        label=_("How can we reach you safely?"),
        choices=D.Way,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose only what nobody else will see or hear. One is enough"),
        error_messages={"required": _("Choose at least one safe way to reach you")},
    )
    telephone = _line(_("Your telephone number"), longest=60, widget=forms.TextInput(attrs={"type": "tel"}))
    email = forms.EmailField(label=_("Your e-mail address"), max_length=254, required=False)
    staying_at = _words(_("Where a letter reaches you"), longest=1000, rows=3)
    best_times = _line(_("When is a good time?"), _("Such as “weekdays after six”, or “never on Sundays”"))
    voicemail = _one(_("May we leave a voicemail?"), D.YesNo)
    may_say_who = _one(_("If we ring, may we say who is calling?"), D.YesNo)
    answering = _one(_("What shall we do if somebody else answers?"), D.Answering)

    NEEDS = {
        "ring": ("telephone", _("Enter your telephone number, or choose another way")),
        "text": ("telephone", _("Enter your telephone number, or choose another way")),
        "email": ("email", _("Enter your e-mail address, or choose another way")),
        "post": ("staying_at", _("Enter where a letter reaches you, or choose another way")),
    }

    def clean_telephone(self) -> str:
        """SAFETY: a number that cannot be rung leaves somebody waiting who may hurt somebody."""
        typed: str = self.cleaned_data["telephone"]
        if typed and not can_be_rung(typed):
            raise forms.ValidationError(_("Enter a telephone number with all its digits"))
        return typed

    def clean(self) -> None:
        told = self.cleaned_data
        if told.get("may_say_who") == D.YesNo.NO and told.get("answering") == D.Answering.SAY:
            self.add_error("answering", _("You asked us not to say who is calling. Choose another answer"))
        for way in told.get("ways", ()):
            name, ask = self.NEEDS[way]
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, ask)


class Urgent(Asking):
    page_heading = "urgent"

    urgent = _several(
        _("Is anything urgent now?"),
        D.Urgent,
        _("If so, we will try to reach you sooner. Choose all that fit"),
    )


class Children(Asking):
    page_heading = "children"

    children = _line(
        _("Are there children whom you live with or see?"),
        _("How many, and how old. No names, and not where they live or go to school"),
    )


class Orders(Asking):
    orders = _one(_("Is there a court order that concerns you?"), D.Known)
    bail = _one(_("Are you on bail, or waiting to hear from the police?"), D.Known)
    services = _one(
        _("Do you work with another service?"), D.Known, _("Such as probation, a social worker or a clinic")
    )
    agency_link = _one(
        _("Do you, or does anybody close to you, work for the police, a court, the council, the NHS or us?"),
        D.YesNo,
        _("If so, only a few people who are named for it will read this"),
    )
    employer = forms.ModelChoiceField(
        label=_("If so, which?"),
        queryset=None,
        required=False,
        empty_label=_("Another, or I would rather not say"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # SAFETY: nobody who looks for somebody learns here which service supports them.
        self.fields["employer"].queryset = participants(self.scheme).exclude(
            kinds=[Agency.Kind.VICTIM_SERVICE]
        )

    def clean(self) -> None:
        if self.cleaned_data.get("agency_link") != "yes":
            self.cleaned_data["employer"] = None


class Help(Asking):
    needs = _several(_("What would make it easier for you?"), D.Need, _("Choose all that fit, or none"))
    language = _line(_("Which language would you like to talk in?"), longest=100)
    needs_said = _words(_("Is there anything else we should know to help you?"), longest=1000, rows=3)
    heard_of = _one(_("How did you hear of us?"), D.Heard)
