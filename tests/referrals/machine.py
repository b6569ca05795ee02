"""A records system of an agency, as its vendor's program stands at the door."""

import json
import uuid
from typing import Any

from django.test import Client as Browser
from django.utils import timezone

from chrysalis.agencies.models import Agency
from chrysalis.api.actions import keeping
from chrysalis.api.models import Purpose, RecordsSystem


RHYS = {
    "given_names": "Rhys",
    "family_name": "Larkspur",
    "date_of_birth": "1988-03",
    "sex": "male",
    "agency_link": "no",
    "behaviours": ["controlling", "economic"],
    "what_happened": "Keeps the bank cards, and counts the minutes of each errand.",
    "agrees": "yes",
    "post": "Social worker, children in need",
    "reached_at": "0121 496 0041",
}
MERLE = {"relationship": "partner", "name": "Merle Ashdown", "telephone": "07700 900733"}


class Machine:
    """With a secret in its settings, and a token in hand."""

    def __init__(self, agency: str, *purposes: Purpose, let_in: bool = True) -> None:
        whose, at = Agency.objects.get(slug=agency), timezone.now()
        wanted = purposes or tuple(Purpose)
        self.system: RecordsSystem = keeping.add_system(
            whose, name="Larch RMS", purposes=wanted, by=None, at=at
        )
        self.secret = keeping.make_secret(self.system, by=None, at=at)
        self.browser = Browser()
        self.token = self.asks_for_token().json()["access_token"] if let_in else ""

    def asks_for_token(self, **changes: str):
        asked = {"client_id": str(self.system.pk), "client_secret": self.secret}
        asked |= {"grant_type": "client_credentials"} | changes
        body = "&".join(f"{name}={value}" for name, value in asked.items())
        return self._sends("/api/v1/token", body, "application/x-www-form-urlencoded")

    def refers(self, told: Any = RHYS, *, key: str = "", **headers: str):
        body = told if isinstance(told, (str, bytes)) else json.dumps(told)
        return self._sends(
            "/api/v1/referrals",
            body,
            headers.pop("content_type", "application/json"),
            **(
                {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key or str(uuid.uuid4())}
                | headers
            ),
        )

    def asks(self, reference: str):
        headers = {"Authorization": f"Bearer {self.token}"}
        return _looked_at(self.browser.get(f"/api/v1/referrals/{reference}", headers=headers))

    def _sends(self, url: str, body: str | bytes, content_type: str, **headers: str):
        return _looked_at(self.browser.post(url, body, content_type=content_type, headers=headers))


def _looked_at(response):
    """Of every answer: no cookie, nothing kept, and nothing that was sent."""
    assert not response.cookies
    assert "no-store" in response.headers["Cache-Control"]
    assert b"Merle" not in response.content
    assert b"Larkspur" not in response.content
    return response


def wrong(response) -> dict[str, str]:
    assert response.status_code == 422, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    return {each["pointer"]: each["detail"] for each in response.json()["errors"]}
