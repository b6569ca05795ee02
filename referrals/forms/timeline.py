import datetime as dt
from typing import Any

from django import forms
from django.http import QueryDict

from referrals.timeline import KINDS, Happening


PERIODS = {
    "week": ("The last seven days", 7),
    "month": ("The last 30 days", 30),
    "quarter": ("The last three months", 92),
    "year": ("The last year", 366),
}


class ChooseHappenings(forms.Form):
    """Of what happened on a case, which kind and since when; closed words, since addresses end in logs."""

    kind = forms.ChoiceField(label="What", choices=[("", "Everything"), *KINDS.items()], required=False)
    period = forms.ChoiceField(
        label="When",
        choices=[("", "Any time"), *((word, said) for word, (said, _) in PERIODS.items())],
        required=False,
    )

    @classmethod
    def asked(cls, query: QueryDict) -> "ChooseHappenings":
        """As the address says; a word that is none of these asks for nothing."""
        known = {"kind": KINDS, "period": PERIODS}
        given = {name: query.get(name, "") for name in known}
        form = cls({name: word if word in known[name] else "" for name, word in given.items()})
        form.is_valid()
        return form

    @property
    def wanted(self) -> dict[str, Any]:
        return self.cleaned_data

    def of(self, happened: list[Happening], *, now: dt.datetime) -> list[Happening]:
        kind, period = self.wanted["kind"], self.wanted["period"]
        since = now - dt.timedelta(days=PERIODS[period][1]) if period else None
        return [
            each
            for each in happened
            if (not kind or each.kind == kind) and (since is None or each.at >= since)
        ]
