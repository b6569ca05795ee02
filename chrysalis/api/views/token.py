"""A token for a secret: the client credentials grant (RFC 6749, section 4.4)."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote_plus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from chrysalis.api import bodies, rates
from chrysalis.api.actions.letting_in import NotForThat, NotKnown, grant
from chrysalis.api.door import answers_machines, refuse_while_standing
from chrysalis.api.models import Purpose


TYPE = "application/x-www-form-urlencoded"
MOST_FIELDS = 20


class Refused(Exception):
    """In the words of RFC 6749, section 5.2."""

    def __init__(self, error: str, status: int = 400) -> None:
        super().__init__(error)
        self.error, self.status = error, status


@dataclass(frozen=True)
class Shown:
    system: str
    secret: str


@answers_machines("POST", "a records system gets a token for its secret")
def token(request: HttpRequest) -> HttpResponse:
    refuse_while_standing(request)
    try:
        return _granted(request)
    except Refused as reason:
        response = JsonResponse({"error": reason.error}, status=reason.status)
        if reason.status == 401:
            response["WWW-Authenticate"] = 'Basic realm="records systems"'
    return response


def _granted(request: HttpRequest) -> HttpResponse:
    """Raises Refused."""
    now, asked = timezone.now(), _asked(request)
    shown = _shown(request, asked)
    rates.count(hashlib.sha256(shown.system.encode()).hexdigest(), at=now)
    if asked.get("grant_type") != "client_credentials":
        raise Refused("unsupported_grant_type" if asked.get("grant_type") else "invalid_request")
    wanted = set(asked.get("scope", "").split())
    if not wanted <= set(Purpose.values):
        raise Refused("invalid_scope")
    try:
        granted = grant(shown.system, shown.secret, wanted=wanted, at=now)
    except NotKnown:
        raise Refused("invalid_client", 401) from None
    except NotForThat:
        raise Refused("invalid_scope") from None
    told = {"access_token": granted.token, "token_type": "Bearer", "expires_in": granted.seconds}
    return JsonResponse(told | {"scope": " ".join(granted.purposes)}, headers={"Pragma": "no-cache"})


def _asked(request: HttpRequest) -> dict[str, str]:
    """Each field once. Raises Refused."""
    if request.content_type != TYPE:
        raise Refused("invalid_request")
    try:
        text = bodies.read(request).decode()
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
        "".join(value for pair in pairs for value in pair).encode()
    except ValueError:
        raise Refused("invalid_request") from None
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Refused("invalid_request")
    return found


def _shown(request: HttpRequest, asked: dict[str, str]) -> Shown:
    """By the header or in the body, and not by both. Raises Refused."""
    scheme, _, coded = request.headers.get("Authorization", "").partition(" ")
    if not scheme:
        return Shown(asked.get("client_id", ""), asked.get("client_secret", ""))
    if scheme.lower() != "basic" or "client_secret" in asked:
        raise Refused("invalid_request")
    try:
        system, _, secret = base64.b64decode(coded, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        raise Refused("invalid_client", 401) from None
    return Shown(unquote_plus(system), unquote_plus(secret))
