"""The library's forms, in our words; and our own."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone

from chrysalis.agencies.models import Membership, Worker
from chrysalis.signin import passwords
from chrysalis.signin.actions import codes, resets
from chrysalis.signin.adapters import WRONG_CODE
from chrysalis.signin.throttle import locked_out


EMAIL = "Work e-mail address"
DIFFERENT = "The two passwords differ. Enter the same password twice."


class InOurWords:
    """Labels and help of ours; no placeholders, which vanish when somebody starts to type."""

    labels: dict[str, str] = {}
    hints: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")


class SignIn(InOurWords, account.LoginForm):
    labels = {"login": EMAIL, "password": "Password"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["login"].error_messages["required"] = "Enter your work e-mail address."
        self.fields["password"].error_messages["required"] = "Enter your password."


class ResetPassword(InOurWords, account.ResetPasswordForm):
    labels = {"email": EMAIL}

    def clean_email(self) -> str:
        """Looks nobody up: that would take its time, and the time would tell."""
        return self.cleaned_data["email"].lower()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email = self.cleaned_data["email"]
        resets.ask(email, at=timezone.now())
        return email


class NewPassword(InOurWords, account.ResetPasswordKeyForm):
    labels = {"password1": "New password", "password2": "The new password again"}
    hints = {"password1": passwords.HELP}


class ChangePassword(InOurWords, account.ChangePasswordForm):
    labels = {
        "oldpassword": "The password you use now",
        "password1": "New password",
        "password2": "The new password again",
    }
    hints = {"password1": passwords.HELP}

    def clean_oldpassword(self) -> str:
        """Counted like every guess: the desk may have been left open."""
        password = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("enter_current_password")
        return password


class Reauthenticate(InOurWords, account.ReauthenticateForm):
    labels = {"password": "Password"}


class SpendsCode(InOurWords):
    """A code is looked at once, under a lock; a handful of wrong ones and it is back to the start."""

    labels = {"code": "Code from your authenticator app, or a recovery code"}

    def clean_code(self) -> str:
        request = context.request
        try:
            self.authenticator = codes.spend(self.cleaned_data["code"], request=request, worker=self.user)
        except codes.TooMany:
            raise ImmediateHttpResponse(locked_out(request)) from None
        if self.authenticator is None:
            raise self._wrong(request)
        request.session.pop("wrong_codes", None)
        return self.cleaned_data["code"]

    def _wrong(self, request: HttpRequest) -> ValidationError | ImmediateHttpResponse:
        wrong = request.session["wrong_codes"] = request.session.get("wrong_codes", 0) + 1
        if wrong < settings.SECOND_FACTOR_TRIES:
            return ValidationError(WRONG_CODE, code="incorrect_code")
        del request.session["wrong_codes"]
        clear_login(request)
        messages.error(request, "That was too many wrong codes. Start again with your password.")
        return ImmediateHttpResponse(redirect("account_login"))


class Code(SpendsCode, mfa.AuthenticateForm):
    pass


class CodeAgain(SpendsCode, mfa.ReauthenticateForm):
    pass


class AddApp(InOurWords, ActivateTOTPForm):
    labels = {"code": "Code that the app shows"}


class AddPasskey(InOurWords, AddWebAuthnForm):
    labels = {"name": "What you call it", "passwordless": "Sign in with it alone, without a password"}
    hints = {"passwordless": "It then asks for your fingerprint, your face or its PIN every time."}


class NamePasskey(InOurWords, EditWebAuthnForm):
    labels = {"name": "What you call it"}


class Unlock(forms.Form):
    password = forms.CharField(
        label="Password", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class SetPassword(forms.Form):
    """For somebody who follows an invitation."""

    password = forms.CharField(
        label="New password",
        help_text=passwords.HELP,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="The new password again",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, worker: Worker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.worker = worker

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        passwords.check(password, self.worker)
        return password

    def clean(self) -> dict[str, Any]:
        entered = super().clean()
        if "password" in entered and entered["password"] != entered.get("again"):
            self.add_error("again", DIFFERENT)
        return entered


class WorkingAs(forms.Form):
    page_heading = "place"
    place = forms.ChoiceField(label="What are you working as now?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, places: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [(str(place.pk), str(place)) for place in places]
        self.fields["place"].error_messages["required"] = "Choose what you are working as."
