from django import forms


def _number(label: str, most: int, hint: str = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=most, help_text=hint)


class ChangeTimes(forms.Form):
    at_once_hours = _number(
        "Hours for what is told at once",
        8,
        "Release, a concern, a session cut short or cancelled, new danger",
    )
    very_high_hours = _number("Hours where the survivor’s danger is very high", 80)
    high_hours = _number("Hours where it is high", 80)
    medium_hours = _number("Hours where it is medium", 80)
    standard_hours = _number("Hours where it is standard", 80)
    not_graded_hours = _number("Hours where nobody has judged it yet", 80)
    confirmed_for_days = _number("Days for which a confirmed way to reach somebody holds", 90)
    tries_needed = _number(
        "Attempts at different times before a programme may begin",
        10,
        "A day has three times: morning, afternoon and evening",
    )
    hold_days = _number("Days after which you are told that a programme waits", 60)
    version = forms.IntegerField(widget=forms.HiddenInput)
