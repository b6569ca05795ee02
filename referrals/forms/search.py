from django import forms


class Search(forms.Form):
    sought = forms.CharField(
        label="Name, date of birth, number or reference",
        max_length=400,
        help_text="In any order and spelling. For example: Darnell Kestrel 27/3/1991",
        error_messages={"required": "Enter a name, a date of birth, a number or a reference"},
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )
