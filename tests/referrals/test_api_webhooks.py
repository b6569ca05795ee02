"""A records system is told that something changed, by a call that anybody may read on the way; and a webhook
that nobody answers is a person's task."""

import base64
import datetime as dt
import hashlib
import hmac
import http.server
import json
import threading
from collections.abc import Iterator

import pytest
from django.utils import timezone

from chrysalis.api import dialling
from chrysalis.api.actions.calling import call_waiting
from chrysalis.api.actions.webhooks import set_webhook
from chrysalis.api.models import Webhook, WebhookCall
from chrysalis.notices.models import AccountNotice
from referrals.actions.telling_systems import tell_systems
from referrals.models import Referral
from tests.referrals.machine import Machine
from tests.referrals.test_triage import text


pytestmark = pytest.mark.usefixtures("noted")
THERE = "https://rms.example/told"


class Listener:
    """Somebody else's server, as far as a call goes: what it got, and what it answers."""

    def __init__(self) -> None:
        self.got: list[tuple[str, bytes, dict[str, str]]] = []
        self.answer: int | dialling.NotThere = 204

    def __call__(self, address: str, body: bytes, headers: dict[str, str]) -> int:
        self.got.append((address, body, headers))
        if isinstance(self.answer, dialling.NotThere):
            raise self.answer
        return self.answer


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def machine(world) -> Machine:
    """A force's: it has an administrator, and is told of changes."""
    made = Machine("westfield-police")
    made.key = set_webhook(made.system, address=THERE, new_key=False, by=None, at=timezone.now())
    return made


def accepted(world, machine) -> str:
    from tests.referrals.machine import RHYS

    reference = machine.refers(RHYS | {"disposal": "none"}).json()["reference"]
    world.caseworker.sends("referrals:accept", Referral.objects.get(reference=reference).pk)
    return reference


def rings(listener: Listener, *, later: dt.timedelta = dt.timedelta()) -> int:
    at = timezone.now() + later
    tell_systems(at=at)
    return call_waiting(clock=lambda: at, post=listener)


def signed_by(key: str, body: bytes, headers: dict[str, str]) -> bool:
    """As the library of any vendor checks it (standardwebhooks.com)."""
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    mac = hmac.new(base64.b64decode(key.removeprefix("whsec_")), signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(mac).decode()}" in headers["webhook-signature"].split(" ")


def test_that_it_changed_is_told_once_and_signed_and_says_nothing_of_anybody(world, machine, listener):
    reference = accepted(world, machine)
    assert rings(listener) == 1
    assert rings(listener) == 0
    [(address, body, headers)] = listener.got
    told = json.loads(body)
    assert (address, told["type"], told["data"]) == (THERE, "referral.changed", {"reference": reference})
    assert set(told) == {"id", "type", "timestamp", "data"}
    assert told["id"] == headers["webhook-id"]
    assert signed_by(machine.key, body, headers)
    assert b"accepted" not in body
    assert machine.asks(reference).json()["word"] == "accepted"
    assert machine.key.encode() not in bytes(Webhook.objects.get().sealed_secret)


def test_while_a_new_key_takes_over_both_sign(world, machine, listener):
    keeper = world.force_administrator
    page = text(keeper.sends("api:set_webhook", machine.system.pk, address=THERE, new_key="on"))
    new = page.split("<code>")[1].split("<")[0]
    accepted(world, machine)
    rings(listener)
    _, body, headers = listener.got[0]
    assert signed_by(machine.key, body, headers)
    assert signed_by(new, body, headers)
    accepted(world, machine)
    rings(listener, later=dt.timedelta(days=1, minutes=1))
    assert not signed_by(machine.key, *listener.got[1][1:])
    assert keeper.sends("api:set_webhook", machine.system.pk, address=THERE).status_code == 302
    assert keeper.sends("api:set_webhook", machine.system.pk, address="").status_code == 302
    assert "It is not told of changes" in text(keeper.opens("api:system", machine.system.pk))
    accepted(world, machine)
    assert rings(listener) == 0
    assert len(listener.got) == 2


def test_what_is_not_answered_is_tried_again_under_one_number_and_then_a_person_looks(
    world, machine, listener
):
    accepted(world, machine)
    listener.answer = 500
    assert rings(listener) == 0
    assert rings(listener) == 0  # not at once again
    listener.answer = dialling.NotThere("no answer")
    assert rings(listener, later=dt.timedelta(hours=1)) == 0
    assert not AccountNotice.objects.exists()
    assert rings(listener, later=dt.timedelta(hours=25)) == 0
    assert rings(listener, later=dt.timedelta(hours=26)) == 0
    assert len({headers["webhook-id"] for *_, headers in listener.got}) == 1
    assert len(listener.got) == 3
    call = WebhookCall.objects.get()
    assert (call.state, call.said) == ("given_up", "no answer")
    notice = AccountNotice.objects.get(kind_slug="webhook-not-answered")
    page = text(world.force_administrator.opens("notices:notice", notice.pk))
    assert "A records system of yours does not answer" in page
    assert f"/agency/records-systems/{machine.system.pk}/" in page


def test_whoever_answers_that_it_is_gone_is_called_no_more(world, machine, listener):
    accepted(world, machine)
    listener.answer = 410
    rings(listener)
    assert WebhookCall.objects.get().state == "given_up"
    assert AccountNotice.objects.exists()


def test_no_call_goes_into_the_network_that_the_service_stands_in(world, machine, settings):
    keeper = world.force_administrator
    for address, said in {
        "http://rms.example/": "begins with https://",
        "https://10.0.0.7/": "from outside your network",
        "https://169.254.169.254/": "from outside your network",
        "https://[::1]/": "from outside your network",
        "https://localhost/": "from outside your network",
        "https://db.internal/": "from outside your network",
        "https://rms.example:8443/": "Leave out the port",
        "https://a:b@rms.example/": "Leave out the name",
        "https://rms.example:x/": "Enter a real address",
        "https://[/": "Enter a real address",
        "rms": "begins with https://",
    }.items():
        page = text(keeper.sends("api:set_webhook", machine.system.pk, address=address))
        assert said in page, address
    assert Webhook.objects.get().address == THERE
    # Whatever a name says when it is looked up: that, too, is looked at, in the moment of calling.
    with pytest.raises(dialling.NotThere, match="inside"):
        dialling.post("https://localhost/", b"{}", {})
    with pytest.raises(dialling.NotThere, match="no line"):
        dialling.post("https://no-such-host.invalid/", b"{}", {})


@pytest.fixture
def server() -> Iterator[http.server.HTTPServer]:
    class Told(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.server.got = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()

        def log_message(self, *words: object) -> None:
            """Into no test's output."""

    made = http.server.HTTPServer(("127.0.0.1", 0), Told)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


def test_a_call_is_made_and_follows_nobody_elsewhere(server, settings):
    settings.WEBHOOK_HOSTS = ["localhost"]
    url = f"http://localhost:{server.server_port}/told?by=us"
    assert dialling.post(url, b'{"a": 1}', {"webhook-id": "x"}) == 302
    assert server.got == b'{"a": 1}'
    dialling.refuse_address(url)
