"""GOV.UK Notify, by its documented HTTP interface (version 2): a signed token, a template, a reference.

Notify keeps the reference we give with each notification and can be asked for it, so that an
interrupted sending is looked up, and sent only when Notify surely has nothing of it. It says later
what became of each, so that a letter it accepted and could not deliver is found out.

The template is one of ours in Notify with two fields, ((subject)) and ((text)).
"""

import base64
import hashlib
import hmac
import http.client
import json
import time
from typing import Any
from urllib.parse import quote, urlsplit

from chrysalis.delivery.letters import Letter
from chrysalis.delivery.transports import NotNow, Receipt, Refused, Unclear


SECONDS = 20
KEY_LENGTH = 36  # of a service's number and of a secret: both are UUIDs, the last two parts of an API key
DELIVERED = {"delivered"}
LOST = {"permanent-failure", "temporary-failure", "technical-failure"}


class Notify:
    name, knows_references = "notify", True

    def __init__(self, host: str, *, service: str, secret: str, template: str, use_tls: bool) -> None:
        self._host, self._template, self._use_tls = host, template, use_tls
        self._service, self._secret = service, secret

    def send(self, letter: Letter, *, reference: str) -> Receipt:
        words = {"subject": letter.subject, "text": letter.text}
        sent = {
            "email_address": letter.to,
            "template_id": self._template,
            "personalisation": words,
            "reference": reference,
        }
        return Receipt(str(self._ask("POST", "/v2/notifications/email", sent)["id"]))

    def find(self, reference: str) -> Receipt | None:
        found = self._look(f"/v2/notifications?reference={quote(reference)}")["notifications"]
        return Receipt(str(found[0]["id"])) if found else None

    def fate(self, receipt: Receipt) -> bool | None:
        status = self._look(f"/v2/notifications/{quote(receipt.reference)}")["status"]
        if status in LOST:
            return False
        return True if status in DELIVERED else None

    def _look(self, path: str) -> Any:
        """A question changes nothing, so that it may always be asked again."""
        try:
            return self._ask("GET", path)
        except (Refused, Unclear):
            raise NotNow from None

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        shape = http.client.HTTPSConnection if self._use_tls else http.client.HTTPConnection
        line = shape(self._host, timeout=SECONDS)
        try:
            line.connect()
        except OSError:
            raise NotNow from None
        try:
            line.request(method, path, json.dumps(body) if body else None, self._headers())
            answer = line.getresponse()
            return _read(answer.status, answer.getheader("Retry-After", ""), answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            raise Unclear from None
        finally:
            line.close()

    def _headers(self) -> dict[str, str]:
        token = _token(self._service, self._secret, at=int(time.time()))
        return {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}


def make(url: str) -> Notify:
    """notify://API-KEY@api.notifications.service.gov.uk/TEMPLATE-ID"""
    parts = urlsplit(url)
    key, host = parts.netloc.rpartition("@")[::2]
    return Notify(
        host,
        service=key[-2 * KEY_LENGTH - 1 : -KEY_LENGTH - 1],
        secret=key[-KEY_LENGTH:],
        template=parts.path.strip("/"),
        use_tls=parts.scheme == "notify",
    )


def _read(status: int, retry_after: str, body: bytes) -> Any:
    """429 and 503 say that nothing was taken. Another 5xx says nothing at all: it is looked up first."""
    if status in (429, 503):
        raise NotNow(int(retry_after) if retry_after.isdecimal() else 0)
    if status >= 500:
        raise Unclear
    if status >= 400:
        raise Refused
    return json.loads(body)


def _token(service: str, secret: str, *, at: int) -> str:
    """A JSON Web Token signed with the service's secret (RFC 7519, HS256)."""
    head = _part({"typ": "JWT", "alg": "HS256"})
    claims = _part({"iss": service, "iat": at})
    signed = hmac.new(secret.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
    return f"{head}.{claims}.{_text(signed)}"


def _part(values: dict[str, Any]) -> str:
    return _text(json.dumps(values, separators=(",", ":")).encode())


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
