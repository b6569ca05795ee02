import datetime as dt
from typing import Any

from django import forms

from chrysalis.ui.fields import choice
from referrals.forms.on_file.fields import IN_PLAIN_WORDS, Choices, has_been, long, when, which
from referrals.models import Note


class WriteNote(forms.Form):
    """A note. `adds_to` is the one that it is added below, by its key; empty for a note of its own."""

    kind = choice("What is it?", Note.Kind, "Choose whether it is fact, report or opinion")
    said_by = forms.CharField(
        label="Reported by",
        max_length=200,
        required=False,
        help_text="Only for what was reported: the person, or a colleague with post and agency. Never anyone "
        "harmed, nor what they said: that goes to partner support",
    )
    words = long("Note", IN_PLAIN_WORDS, most=4000, rows=6, ask="Enter the note")
    happened_at = when("When was that?")
    audience = choice(
        "Who may read it?",
        Note.Audience,
        "Choose who may read it",
        "A summary that leaves the service waits until it is released. An opinion is never printed",
    )
    adds_to = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, now: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_happened_at(self) -> dt.datetime:
        return has_been(self.cleaned_data["happened_at"], self.now)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kind, said_by = given.get("kind"), given.get("said_by")
        if kind == Note.Kind.REPORTED and not said_by:
            self.add_error("said_by", "Enter who reported it")
        if kind == Note.Kind.OPINION and given.get("audience") == Note.Audience.PAPERS:
            self.add_error("audience", "An opinion is never printed. Choose colleagues")
        return given | ({} if kind == Note.Kind.REPORTED else {"said_by": ""})


class MarkWrong(forms.Form):
    because = long(
        "What is wrong with it?",
        "Its words stay, below this. Colleagues read why it is wrong before they read it",
        most=500,
        rows=3,
        ask="Enter what is wrong with it",
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["which"] = which("Which note?", choices, "Choose the note")
        self.order_fields(["which", "because"])
