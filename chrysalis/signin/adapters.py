"""Our answers where the sign-in library asks: who may join, what is said, what is kept how."""

import datetime as dt
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chrysalis.agencies.models import Worker
from chrysalis.delivery.backend import PastTheQueue
from chrysalis.drafts.sealing import seal, unseal
from chrysalis.signin import devices, factors, throttle
from chrysalis.signin.actions import sessions, sign_ons
from chrysalis.signin.backends import REFUSED, may_come_alone
from chrysalis.signin.models import SingleSignOn


# What the library would say, and what we say; where nothing stands here, nothing is said.
SAID = {
    "account/messages/password_changed.txt": "Your password is changed. Every other session has ended.",
    "mfa/messages/totp_activated.txt": "Your authenticator app is added.",
    "mfa/messages/totp_deactivated.txt": "Your authenticator app is removed.",
    "mfa/messages/webauthn_added.txt": "Your passkey is added.",
    "mfa/messages/webauthn_removed.txt": "Your passkey is removed.",
    "usersessions/messages/sessions_logged_out.txt": "Your other sessions have ended.",
}
WRONG_CODE = "That code does not fit. Enter the newest one that your app shows, or a recovery code."


class Accounts(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": REFUSED,
        "incorrect_password": "The password is not right.",
        "enter_current_password": "Enter the password that you use now.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The library sends nothing by itself: what it would is switched off, or a letter of ours."""
        raise PastTheQueue(template_prefix)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        throttle.watch(at=timezone.now())

    def pre_login(self, request: HttpRequest, user: Worker, **kwargs: Any) -> HttpResponse | None:
        """A passkey asks nobody's leave: whoever may not use a password may not use one either."""
        if factors.came_by_agency(request, user) or may_come_alone(user):
            return None
        clear_login(request)
        messages.error(request, REFUSED)
        return redirect("account_login")

    def login(self, request: HttpRequest, user: Worker) -> None:
        """Every way in ends here, after the second factor."""
        super().login(request, user)
        sessions.begin(request, user, at=timezone.now())

    def post_login(self, request: HttpRequest, user: Worker, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        devices.remember(request, response, user.email)
        return response

    def reauthenticate(self, user: Worker, password: str) -> bool:
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Somebody who gave a password, code or passkey a few minutes ago need not give it again."""
        return not _proved_it_lately(context.request)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str = "", *args: Any, **kwargs: Any
    ) -> None:
        if said := SAID.get(message_template, kwargs.get("message")):
            messages.add_message(request, level, said)


def _proved_it_lately(request: HttpRequest) -> bool:
    oldest = (timezone.now() - dt.timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)).timestamp()
    records = get_authentication_records(request, request.user)
    return any(record["method"] in ("password", "mfa") and record["at"] >= oldest for record in records)


class SecondFactors(DefaultMFAAdapter):
    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}

    def encrypt(self, text: str) -> str:
        return seal(text).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text.encode())

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last real factor stays where one is demanded: add another first."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=factors.REAL)
        return not settings.SECOND_FACTOR or others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: Worker, type: Authenticator.Type) -> str:  # noqa: A002 - the library's word
        return "Passkey"


class SingleSignOns(DefaultSocialAccountAdapter):
    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """One an agency, from our own table: the library's would keep the secret as plain text."""
        found = SingleSignOn.objects.filter(agency__slug=provider).select_related("agency")
        return [_as_app(sign_on) for sign_on in found]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        sign_ons.recognise(request, sociallogin, at=timezone.now())


def _as_app(sign_on: SingleSignOn) -> SocialApp:
    return SocialApp(
        provider="openid_connect",
        provider_id=sign_on.agency.slug,
        name=sign_on.agency.name,
        client_id=sign_on.client_id,
        secret=unseal(sign_on.sealed_secret),
        settings={
            "server_url": sign_on.issuer,
            "issuer": sign_on.issuer,
            "agency_id": str(sign_on.agency_id),
        },
    )
