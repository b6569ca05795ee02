import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django import forms

from chrysalis.agencies.models import Worker
from chrysalis.ui.fields import DateField, choice
from referrals.forms.on_file.fields import Choices, long, which
from referrals.models import Task


ENDINGS = [(each.value, each.label) for each in (Task.Ending.DONE, Task.Ending.NOT_NEEDED)]


class SetTask(forms.Form):
    words = long(
        "What is there to do?",
        "In few words. Your colleagues read it in their lists. Nothing about anyone harmed",
        most=500,
        rows=2,
        ask="Enter what there is to do",
    )
    due_on = DateField(
        label="By when?", called="The day", error_messages={"required": "Enter by when it is to be done"}
    )
    worker = forms.ChoiceField(
        label="Who does it?",
        help_text="A colleague is told of it",
        error_messages={"required": "Choose who does it"},
    )

    def __init__(
        self, *args: Any, people: Iterable[Worker], me: uuid.UUID, today: dt.date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        named = [
            (str(each.pk), f"{each.full_name}, you" if each.pk == me else each.full_name) for each in people
        ]
        self.fields["worker"].choices = named
        self.fields["worker"].initial = str(me)

    def clean_due_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["due_on"]
        if day < self.today:
            raise forms.ValidationError("The day must be today or later")
        return day


class EndTask(forms.Form):
    """Done, or not needed, which is said why."""

    ending = choice("What came of it?", ENDINGS, "Choose what came of it")
    words = long("In a word", "For what is not needed, say why", most=500, rows=2)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["which"] = which("Which of them?", choices, "Choose which of them")
        self.order_fields(["which"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        is_dropped = given.get("ending") == Task.Ending.NOT_NEEDED
        if is_dropped and not given.get("words") and "words" not in self.errors:
            self.add_error("words", "Say why it is not needed")
        return given
