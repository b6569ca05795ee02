import datetime as dt
from typing import Any

from django import forms

from chrysalis.ui.fields import MomentField, choice
from referrals.models import ContactAttempt, SelfReferralDetails


By, Came = ContactAttempt.Channel, ContactAttempt.Outcome
Way = SelfReferralDetails.Way
# What can come of a way: nobody leaves a voicemail by letter.
ONLY_BY = {
    Came.NO_ANSWER: {By.CALL, By.IN_PERSON, By.IN_CUSTODY},
    Came.VOICEMAIL: {By.CALL},
    Came.SOMEONE_ELSE: {By.CALL, By.TEXT, By.EMAIL, By.IN_PERSON},
    Came.SENT: {By.TEXT, By.EMAIL, By.LETTER},
}
WAY_OF = {By.CALL: Way.RING, By.TEXT: Way.TEXT, By.EMAIL: Way.EMAIL, By.LETTER: Way.POST}


class RecordContact(forms.Form):
    channel = choice("How did you try?", ContactAttempt.Channel, "Choose how you tried")
    outcome = choice("What came of it?", ContactAttempt.Outcome, "Choose what came of it")
    made_at = MomentField(
        label="When was that?",
        help_text="If you leave this empty, it was just now. Otherwise a time, or a day and time",
    )
    account = forms.CharField(
        label="What happened",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="In plain words, as the person may one day read them. Nothing about anyone harmed",
    )

    against = forms.BooleanField(label="I know that they did not allow this, and it was done", required=False)

    def __init__(
        self, *args: Any, now: dt.datetime, told: SelfReferralDetails | None = None, **kwargs: Any
    ) -> None:
        """`told`: how somebody who asked for help themselves said that they may be reached."""
        super().__init__(*args, **kwargs)
        self.now, self.told = now, told
        if told is None:
            del self.fields["against"]
        self.fields[
            "made_at"
        ].help_text = "Leave empty if it was just now. Otherwise day and time, like 14/11/2026 15:20"

    def clean_made_at(self) -> dt.datetime:
        made_at = self.cleaned_data["made_at"] or self.now
        if made_at > self.now:
            raise forms.ValidationError("The attempt must be in the past.")
        return made_at

    def clean(self) -> None:
        given = self.cleaned_data
        channel, outcome = given.get("channel"), given.get("outcome")
        if channel and outcome and channel not in ONLY_BY.get(outcome, {channel}):
            self.add_error("outcome", "This cannot come of getting in touch that way. Choose another")
        wrong = _not_allowed(self.told, channel, outcome) if self.told else ""
        if wrong and not given.get("against"):
            self.add_error("against", f"{wrong} If it was done all the same, tick this, and say why above")

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "against"}


def _not_allowed(told: SelfReferralDetails, channel: str | None, outcome: str | None) -> str:
    """SAFETY: a way that they did not choose may be read or heard by whoever they live with."""
    if channel in WAY_OF and WAY_OF[By(channel)] not in told.ways:
        allowed = ", ".join(str(Way(each).label).lower() for each in told.ways)
        return f"They allowed {allowed or 'none of these ways'}, and not this."
    if outcome == Came.VOICEMAIL and told.voicemail != SelfReferralDetails.YesNo.YES:
        return "They did not allow a voicemail."
    return ""
