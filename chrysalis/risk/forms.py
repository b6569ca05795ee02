"""The forms of both sides: a tool as one page of factors, a grade, a second person's answer; and those of the
agency's administrator."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from chrysalis.access.barriers import Side
from chrysalis.risk.models import AssessmentRecord, GradeRecord, RiskRules
from chrysalis.risk.models.keeping import MOST_DAYS
from chrysalis.risk.models.records import LEVELS
from chrysalis.tools import TOOLS
from chrysalis.tools.base import Tool, in_use
from chrysalis.tools.grading import IMMINENCE_WORDS, Level
from chrysalis.ui.fields import DateField


class Assess(forms.Form):
    """One page of factors. Each asks for an answer, since "not asked" and "don't know" are answers too."""

    mark_optional = False

    def __init__(self, *args: Any, tool: Tool, side: Side, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tool, self.side = tool, side
        self.sections = [("", ["assessed_on"])]
        self.fields["assessed_on"] = DateField(label="Assessed on", past=True, initial=timezone.localdate())
        for section in tool.sections:
            if section.side is side:
                self._ask(section.title, section.items)
        self._conclude()
        self.fields["supersedes"] = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def _ask(self, title: str, items: Any) -> None:
        for item in items:
            label = f"{item.number}. {item.label}"
            self.fields[_name(item.number)] = forms.ChoiceField(
                label=label,
                choices=self.tool.scale.choices,
                widget=forms.RadioSelect,
                error_messages={"required": f"Choose an answer to “{label}”"},
            )
        self.sections.append((title, [_name(item.number) for item in items]))

    def _conclude(self) -> None:
        opinions = self.tool.opinions.get(self.side, ())
        if not opinions:
            return
        self.fields["opinion"] = forms.ChoiceField(
            label="Your conclusion",
            choices=[(found.value, found.label) for found in opinions],
            widget=forms.RadioSelect,
            help_text="No number of factors decides it: even one may be enough",
        )
        self.sections.append(("What it comes to", ["opinion"]))

    @classmethod
    def correcting(cls, first: AssessmentRecord, **kwargs: Any) -> "Assess":
        """With what was answered, and whose place it takes."""
        shown = {_name(number): value for number, value in first.answers.items()}
        about = {"assessed_on": first.assessed_on, "opinion": first.opinion, "supersedes": first.pk}
        return cls(initial=shown | about, **kwargs)

    @property
    def assessed(self) -> dict[str, Any]:
        """As the actions of either side take it."""
        given = self.cleaned_data
        numbers = [item.number for item in self.tool.items(self.side)]
        return {
            "answers": {str(number): given[_name(number)] for number in numbers},
            "opinion": given.get("opinion", ""),
            "assessed_on": given["assessed_on"],
        }


def _name(number: object) -> str:
    return f"item_{number}"


class SetGrade(forms.Form):
    level = forms.ChoiceField(label="How dangerous?", choices=LEVELS, widget=forms.RadioSelect)
    imminence = forms.ChoiceField(
        label="How soon?",
        choices=[(found.value, words) for found, words in IMMINENCE_WORDS.items()],
        widget=forms.RadioSelect,
    )
    basis = forms.ChoiceField(
        label="What does it rest on?", choices=GradeRecord.Basis, widget=forms.RadioSelect
    )
    reason = forms.CharField(label="Why", max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
    review_on = DateField(label="Review earlier than that, on", required=False)

    def __init__(self, *args: Any, rules: RiskRules, why: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = rules.review_days
        longest = ", ".join(f"{level.value.replace('_', ' ')} {days[level]}" for level in Level)
        self.fields["review_on"].help_text = f"If you leave this empty, after so many days: {longest}"
        self.fields["reason"].help_text = why


class AnswerGrade(forms.Form):
    """`grade` is the one that was on the screen. SAFETY: nobody agrees to a lower one that came meanwhile."""

    by_answer = frozenset({"remark"})

    grade = forms.UUIDField(widget=forms.HiddenInput)
    agrees = forms.ChoiceField(
        label="Do you agree?",
        choices=[("yes", "Yes: it holds from now on"), ("no", "No: the grade before it stays")],
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label="Why", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, waiting: GradeRecord | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if waiting and not waiting.level_before:
            no = "No: it does not hold, and the person is to be graded again"
            self.fields["agrees"].choices = [("yes", "Yes: it holds from now on"), ("no", no)]  # type: ignore[attr-defined]

    def clean(self) -> None:
        if self.cleaned_data.get("agrees") == "no" and not self.cleaned_data.get("remark"):
            self.add_error("remark", "Enter why you do not agree")

    def turn_to(self, waiting: GradeRecord | None) -> None:
        """After a refusal the page shows what waits by now, and that is what is answered next."""
        if waiting:
            typed = {name: self.data[name] for name in self.data}
            self.data = typed | {"grade": str(waiting.pk)}


class RecordTraining(forms.Form):
    tool = forms.ChoiceField(label="Which tool?", widget=forms.RadioSelect)
    is_trained = forms.ChoiceField(
        label="May they complete it?",
        choices=[("yes", "Yes, they are trained"), ("no", "No, or no longer")],
        widget=forms.RadioSelect,
    )
    until = DateField(label="Until", required=False, help_text="The last day, if the training runs out")

    def __init__(self, *args: Any, side: Side, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["tool"].choices = [(tool.slug, tool.name) for tool in in_use(side)]

    def clean_until(self) -> dt.date | None:
        until: dt.date | None = self.cleaned_data["until"]
        if until and until < self.today:
            raise forms.ValidationError("Until must be today or later.")
        return until

    @property
    def training(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "tool_slug": given["tool"],
            "is_trained": given["is_trained"] == "yes",
            "until": given["until"],
        }


def _days(label: str, help_text: str = "") -> forms.IntegerField:
    wrong = f"Enter a number of days from 1 to {MOST_DAYS}"
    words = dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong)
    return forms.IntegerField(
        label=label, min_value=1, max_value=MOST_DAYS, help_text=help_text, error_messages=words
    )


class SetRules(forms.Form):
    """How many days a grade of each level, and a tool, may stand before somebody looks again."""

    very_high_days = _days("Very high")
    high_days = _days("High")
    medium_days = _days("Medium")
    standard_days = _days("Standard")
    two_lower = forms.BooleanField(
        label="Lowering a grade takes two",
        required=False,
        help_text="Otherwise one does it alone, and it is reviewed on the next working day",
    )
    local_bands = forms.BooleanField(
        label="Call lower counts standard and medium, as some areas do",
        required=False,
        help_text="For SafeLives Dash: standard from 1, medium from 10. Not a national rule",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tools = {tool.slug: tool for tool in TOOLS if not tool.is_retired}
        for slug, tool in tools.items():
            self.fields[f"tool_{slug}"] = _days(tool.name)
        levels = ["very_high_days", "high_days", "medium_days", "standard_days"]
        self.sections = [
            ("Days until a grade is reviewed", levels),
            ("Days until a tool is repeated", [f"tool_{slug}" for slug in tools]),
            ("How", ["two_lower", "local_bands"]),
        ]

    @classmethod
    def shown(cls, rules: RiskRules) -> dict[str, Any]:
        own = {name: getattr(rules, name) for name in cls.base_fields}
        return own | {f"tool_{tool.slug}": rules.days_of(tool) for tool in TOOLS}

    @property
    def rules(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in self.base_fields if name != "version"}
        prefix = "tool_"
        tools = {
            name.removeprefix(prefix): days
            for name, days in self.cleaned_data.items()
            if name.startswith(prefix)
        }
        return given | {"tool_days": tools}
