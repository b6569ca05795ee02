"""An agency's own sign-on by OpenID Connect, with everything checked.

SAFETY: whoever can forge this is inside. The library fetches the token itself and then trusts it;
here the signature, the issuer, the audience, the nonce, the times and the subject are checked
whatever way the token came, and nothing a browser adds to the address is passed on.
"""

import hashlib
import ipaddress
import secrets
from typing import Any
from urllib.parse import urlsplit

import jwt
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


ALGORITHMS = ["RS256", "PS256", "ES256"]  # a list of ours: a token never chooses its own
REQUIRED = ["iss", "aud", "sub", "exp", "iat", "nonce"]
LEEWAY = 30  # seconds that two clocks may differ
ENDPOINTS = ["authorization_endpoint", "token_endpoint", "jwks_uri"]


class AgencyAdapter(OpenIDConnectOAuth2Adapter):
    state: dict[str, Any]  # what was kept when the person left for the agency's sign-on

    @property
    def openid_config(self) -> dict[str, Any]:
        try:
            found = super().openid_config
            return check_discovery(found, issuer=self.get_provider().app.settings["issuer"])
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise OAuth2Error("The sign-on does not describe itself as it should.") from error

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("signin:agency_callback", args=[self.provider_id]))

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        config = self.openid_config
        claims = check_token(
            kwargs["response"].get("id_token"),
            keys=_fetch_keys(config["jwks_uri"]),
            issuer=config["issuer"],
            client_id=app.client_id,
            nonce=(self.state.get("data") or {}).get("nonce"),
        )
        return self.get_provider().sociallogin_from_response(request, {"id_token": claims})


class AgencyProvider(OpenIDConnectProvider):
    oauth2_adapter_class = AgencyAdapter

    def redirect_from_request(self, request: HttpRequest) -> HttpResponse:
        """Always to sign in, never to attach another identity; the nonce is ours and once only."""
        nonce = secrets.token_urlsafe(32)
        kwargs = self.get_redirect_from_request_kwargs(request) | {
            "process": AuthProcess.LOGIN,
            "scope": ["openid", "email"],
            "auth_params": {"nonce": nonce},
            "data": {"nonce": nonce},
        }
        return self.redirect(request, **kwargs)

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Issuer and subject together: a subject alone is a number that another issuer also gives."""
        claims = data["id_token"]
        return hashlib.sha256(f"{claims['iss']}\n{claims['sub']}".encode()).hexdigest()

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {name: data["id_token"][name] for name in ("iss", "sub")}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        claims = data["id_token"]
        email, verified = claims.get("email"), claims.get("email_verified") is True
        return [EmailAddress(email=email, verified=verified, primary=True)] if isinstance(email, str) else []


class Callback(OAuth2CallbackView):
    def _get_state(
        self, request: HttpRequest, provider: AgencyProvider
    ) -> tuple[dict | None, HttpResponse | None]:
        """The state is spent by reading it; the adapter needs the nonce kept in it."""
        state, response = super()._get_state(request, provider)
        self.adapter.state = state or {}
        return state, response


def check_discovery(found: dict[str, Any], *, issuer: str) -> dict[str, Any]:
    """What the sign-on says of itself, if it speaks for the issuer that was configured, over TLS."""
    if found["issuer"] != issuer:
        raise ValueError("It speaks for another issuer.")
    if not all(is_safe(found[name]) for name in ENDPOINTS):
        raise ValueError("It names an address without TLS.")
    return found


def check_token(
    token: Any, *, keys: dict[str, Any], issuer: str, client_id: str, nonce: str | None
) -> dict[str, Any]:
    """The claims of an identity token in which everything is right. Raises OAuth2Error."""
    try:
        claims = jwt.decode(
            token,
            _key_for(token, keys),
            algorithms=ALGORITHMS,
            issuer=issuer,
            audience=client_id,
            leeway=LEEWAY,
            options={"require": REQUIRED},
        )
    except (jwt.PyJWTError, TypeError, KeyError, ValueError) as error:
        raise OAuth2Error("The identity token does not hold.") from error
    _check_claims(claims, client_id=client_id, nonce=nonce)
    return claims


def _check_claims(claims: dict[str, Any], *, client_id: str, nonce: str | None) -> None:
    if not nonce or not secrets.compare_digest(str(claims["nonce"]), nonce):
        raise OAuth2Error("The identity token answers another sign-in.")
    if claims.get("azp", client_id) != client_id or claims["aud"] not in (client_id, [client_id]):
        raise OAuth2Error("The identity token was made for others as well.")
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
        raise OAuth2Error("The identity token names nobody.")


def _key_for(token: Any, keys: dict[str, Any]) -> jwt.PyJWK:
    """The one published key that the token names; none is guessed."""
    if not isinstance(token, str):
        raise TypeError("There is no identity token.")
    kid = jwt.get_unverified_header(token)["kid"]
    (key,) = [key for key in keys["keys"] if key.get("kid") == kid and key.get("kty") in ("RSA", "EC")]
    return jwt.PyJWK(key)


def _fetch_keys(url: str) -> dict[str, Any]:
    with get_adapter().get_requests_session() as session:
        response = session.get(url, allow_redirects=False)
        response.raise_for_status()
        return response.json()


def is_safe(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(parts.hostname or ""))


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
