from typing import Any

from django import forms

from chrysalis.access.hat import Hat
from chrysalis.agencies.actions.accounts import roles_to_give


class InviteColleague(forms.Form):
    full_name = forms.CharField(label="Full name", max_length=200)
    email = forms.EmailField(label="Work e-mail address", max_length=254)
    role_slug = forms.ChoiceField(label="Role", widget=forms.RadioSelect)

    def __init__(self, *args: Any, by: Hat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role_slug"].choices = [
            (role.slug, f"{role.name}. {role.description}") for role in roles_to_give(by)
        ]
        self.fields["full_name"].error_messages["required"] = "Enter the person’s full name."
        self.fields["email"].error_messages["required"] = "Enter the person’s work e-mail address."
        self.fields["role_slug"].error_messages["required"] = "Choose a role."


class Seen(forms.Form):
    """Which version of a row was on the screen."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
