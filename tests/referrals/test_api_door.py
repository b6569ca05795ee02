"""Who is let in at the door of the machines, with what, and for how long; and what is turned away there."""

import base64
import datetime as dt
import json
import uuid

import pytest
import redis
from django.test import Client as Browser
from django.utils import timezone

from chrysalis.agencies.models import Agency
from chrysalis.api import rates
from chrysalis.api.actions import keeping, once
from chrysalis.api.bodies import MOST
from chrysalis.api.models import AccessToken, Credential, KeyedRequest, Purpose, RecordsSystem
from chrysalis.api.tasks import sweep_api
from chrysalis.audit.models import AccountEntry
from chrysalis.standstill import causes
from referrals.models import Referral
from tests.referrals.machine import RHYS, Machine
from tests.referrals.test_triage import text


pytestmark = pytest.mark.usefixtures("noted")
LIST = "/agency/records-systems/"


@pytest.fixture
def machine(world) -> Machine:
    return Machine("westfield-council")


def kind(response) -> tuple[int, str]:
    assert response.headers["Content-Type"] == "application/problem+json"
    return response.status_code, response.json()["type"].rpartition("#")[2]


def test_an_administrator_lets_a_system_in_changes_its_secret_over_and_shuts_it_out(world):
    keeper = world.force_administrator
    assert "None yet" in text(keeper.opens("api:systems"))
    form = {"draft": str(uuid.uuid4()), "name": "Larch RMS"}
    assert "Choose at least one" in text(keeper.sends("api:add_system", **form))
    made = keeper.sends("api:add_system", **form, purposes=Purpose.values)
    assert (
        keeper.sends("api:add_system", **form, purposes=Purpose.values).headers["Location"]
        == made.headers["Location"]
    )
    system = RecordsSystem.objects.get()
    assert "No secret yet: the system cannot come in" in text(keeper.opens("api:system", system.pk))
    assert "It is shown once" in text(keeper.opens("api:make_secret", system.pk))
    shown = text(keeper.sends("api:make_secret", system.pk, seen=0))
    secret = shown.split("(client_secret)<br><code>")[1].split("<")[0]
    assert secret.startswith("chs_")
    assert keeper.sends("api:make_secret", system.pk, seen=0).status_code == 302  # pressed twice
    assert Credential.objects.count() == 1
    assert secret not in text(keeper.opens("api:system", system.pk))
    assert not Credential.objects.filter(digest__contains=secret).exists()

    machine = Machine("westfield-police")
    machine.system, machine.secret = system, secret
    granted = machine.asks_for_token().json()
    assert (granted["token_type"], granted["expires_in"]) == ("Bearer", 600)
    machine.token = granted["access_token"]
    assert machine.asks("nothing").status_code == 404
    keeper.sends("api:make_secret", system.pk, seen=1)
    page = text(keeper.opens("api:system", system.pk))
    assert "Second" in page
    assert "Make a secret</" not in page
    assert keeper.sends("api:make_secret", system.pk, seen=2).status_code == 302
    assert Credential.objects.filter(system=system).count() == 2

    assert "Take it away" in text(keeper.opens("api:end_secret", system.pk, 1))
    assert keeper.sends("api:end_secret", system.pk, 1).status_code == 302
    assert keeper.opens("api:end_secret", system.pk, 1).status_code == 404
    assert kind(machine.asks("nothing")) == (401, "not-known")
    assert machine.asks_for_token().json() == {"error": "invalid_client"}

    assert "Shut Larch RMS out?" in text(keeper.opens("api:close_system", system.pk))
    assert keeper.sends("api:close_system", system.pk).status_code == 302
    assert keeper.sends("api:close_system", system.pk).status_code == 302
    assert "Make a secret" not in text(keeper.opens("api:system", system.pk))
    assert keeper.sends("api:make_secret", system.pk, seen=2).status_code == 302
    assert keeper.sends("api:set_webhook", system.pk, address="https://a.example/").status_code == 302
    assert not Credential.objects.filter(system=system, ended_at=None).exists()
    words = AccountEntry.objects.filter(subjects__contains=[system.pk], was_refused=False).values_list(
        "word", flat=True
    )
    assert sorted(set(words)) == [
        f"records-system.{w}" for w in ("added", "closed", "secret-ended", "secret-made")
    ]
    for nobody in (world.administrator, world.officer):
        assert nobody.opens("api:system", system.pk).status_code in (403, 404)
    assert "Larch" not in text(world.administrator.opens("api:systems"))


def test_a_token_is_for_some_purposes_and_some_minutes(machine):
    asks_only = machine.asks_for_token(scope="referral:follow").json()
    assert asks_only["scope"] == "referral:follow"
    whole, machine.token = machine.token, asks_only["access_token"]
    assert kind(machine.refers()) == (403, "not-for-that")
    assert machine.asks("nothing").status_code == 404
    machine.token = whole
    assert machine.refers().status_code == 201
    assert not AccessToken.objects.filter(digest__contains=whole).exists()
    only_refers = Machine("westfield-council", Purpose.REFER)
    assert only_refers.asks_for_token(scope="referral:follow").json() == {"error": "invalid_scope"}
    assert kind(only_refers.asks("nothing")) == (403, "not-for-that")
    AccessToken.objects.update(ends_at=timezone.now())
    assert kind(machine.refers()) == (401, "not-known")
    assert machine.refers().headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    sweep_api()
    assert not AccessToken.objects.exists()


def test_what_is_no_proper_way_to_ask_for_a_token_is_said_in_the_words_of_the_standard(machine):
    for changes, error in {
        ("grant_type", ""): "invalid_request",
        ("grant_type", "password"): "unsupported_grant_type",
        ("scope", "case:view"): "invalid_scope",
        ("client_secret", "chs_wrong"): "invalid_client",
        ("client_id", "nobody"): "invalid_client",
        ("client_id", str(uuid.uuid4())): "invalid_client",
        ("scope", "referral:follow&scope=x"): "invalid_request",
        ("scope", "%ff"): "invalid_request",
        ("scope", "&".join("x" * 30)): "invalid_request",
    }.items():
        refused = machine.asks_for_token(**dict([changes]))
        assert refused.json() == {"error": error}, changes
        assert (refused.status_code == 401) == (error == "invalid_client")
    as_json = Browser().post("/api/v1/token", "{}", content_type="application/json")
    assert as_json.json() == {"error": "invalid_request"}
    for by_header, status in ((machine.secret, 200), ("wrong", 401)):
        coded = base64.b64encode(f"{machine.system.pk}:{by_header}".encode()).decode()
        assert _by_header(f"Basic {coded}").status_code == status
    assert _by_header("Basic !").json() == {"error": "invalid_client"}
    assert _by_header("Bearer x").json() == {"error": "invalid_request"}
    assert _by_header(f"Basic {coded}", client_secret="x").json() == {"error": "invalid_request"}


def _by_header(header: str, **more: str):
    body = "&".join(
        f"{name}={value}" for name, value in ({"grant_type": "client_credentials"} | more).items()
    )
    form = "application/x-www-form-urlencoded"
    return Browser().post("/api/v1/token", body, content_type=form, headers={"Authorization": header})


def test_what_cannot_be_read_is_turned_away_and_nothing_is_made(machine):
    deep = "[" * 100_000 + "]" * 100_000
    for body in (
        "{",
        "[]",
        "7",
        '{"a": NaN}',
        '{"a": 1, "a": 2}',
        '{"a": "\\ud800"}',
        b"\xff",
        deep,
        "1" * 5_000,
    ):
        assert kind(machine.refers(body)) == (400, "bad-request"), body[:20]
    assert kind(machine.refers("{}" + " " * MOST)) == (413, "too-large")
    assert kind(machine.refers("x" * 3_000_000)) == (413, "too-large")
    for other in ("text/plain", "application/x-www-form-urlencoded", "application/jsonx"):
        assert kind(machine.refers(content_type=other)) == (415, "not-json")
    assert kind(machine.refers(**{"Idempotency-Key": " "})) == (400, "no-key")
    for key in ("k" * 201, "ké", "a\x7f"):
        assert kind(machine.refers(**{"Idempotency-Key": key})) == (400, "bad-request")
    assert machine.refers({str(n): "x" for n in range(500)}).status_code == 422
    assert not Referral.objects.exists()
    assert machine.refers(content_type="application/json; charset=utf-8").status_code == 201


def test_a_session_opens_nothing_here_and_other_methods_are_not_known(world, machine):
    for person in (world.social_worker, world.caseworker):
        assert kind(person.post("/api/v1/referrals", {})) == (401, "not-known")
    assert kind(machine.refers(Authorization="Basic x")) == (401, "not-known")
    assert kind(machine.browser.get("/api/v1/referrals")) == (405, "no-such-method")
    assert machine.browser.delete("/api/v1/token").headers["Allow"] == "POST"
    assert machine.browser.put("/api/v1/referrals/x").headers["Allow"] == "GET, HEAD"
    forging = Browser(enforce_csrf_checks=True)
    headers = {"Authorization": f"Bearer {machine.token}", "Idempotency-Key": "k"}
    sent = forging.post(
        "/api/v1/referrals", json.dumps(RHYS), content_type="application/json", headers=headers
    )
    assert sent.status_code == 201


def test_a_system_asks_so_often_a_minute_and_a_broker_that_is_away_stops_nobody(
    machine, settings, monkeypatch
):
    monkeypatch.setattr(rates, "_broker", lambda url: Broken())
    assert machine.refers().status_code == 201
    counted = Counted()
    monkeypatch.setattr(rates, "_broker", lambda url: counted)
    settings.API_PER_MINUTE = 2
    assert [machine.asks("nothing").status_code for _ in range(2)] == [404, 404]
    refused = machine.asks("nothing")
    assert kind(refused) == (429, "too-many")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert machine.asks_for_token().status_code == 200  # counted by itself


class Counted:
    """A broker that counts."""

    def __init__(self) -> None:
        self.times: dict[str, int] = {}

    def pipeline(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        return None

    def incr(self, name):
        self.times[name] = self.times.get(name, 0) + 1
        self.last = self.times[name]
        return self

    def expire(self, name, seconds):
        return self

    def execute(self):
        return self.last, True


class Broken(Counted):
    def execute(self):
        raise redis.ConnectionError


def test_while_nothing_can_be_saved_it_is_told_to_come_again(machine, monkeypatch):
    reference = machine.refers().json()["reference"]
    monkeypatch.setattr(causes, "current", lambda: causes.Cause.SWITCH)
    assert kind(machine.refers()) == (503, "not-now")
    assert machine.asks_for_token().status_code == 503
    assert machine.asks(reference).status_code == 200
    monkeypatch.setattr(causes, "current", lambda: causes.Cause.DATABASE)
    assert kind(machine.asks(reference)) == (503, "not-now")  # no look goes unrecorded


def test_keys_are_kept_for_days(machine):
    assert machine.refers(key="k").status_code == 201
    KeyedRequest.objects.update(sweep_after=timezone.now() - dt.timedelta(minutes=1))
    once.sweep_requests()
    assert not KeyedRequest.objects.exists()
    assert Referral.objects.count() == 1


def test_a_third_secret_is_refused(world):
    at = timezone.now()
    system = keeping.add_system(
        Agency.objects.get(slug="westfield-council"), name="Two", purposes=["referral:submit"], by=None, at=at
    )
    for seen in range(2):
        keeping.make_secret(system, seen=seen, by=None, at=at)
    with pytest.raises(keeping.NotNow, match="two secrets"):
        keeping.make_secret(system, seen=2, by=None, at=at)
