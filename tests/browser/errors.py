"""The pages that say what went wrong, as somebody comes to see them."""

import uuid
from collections.abc import Iterator

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from chrysalis.standstill.causes import Cause
from chrysalis.standstill.pages import Why, plain
from chrysalis.ui import views
from tests.browser.tours import tour
from tests.browser.visit import Seen, Visit
from tests.watch import HEADERS


TOO_MANY = """form => {
  for (let i = 0; i < 1100; i++) form.insertAdjacentHTML("beforeend", "<input type=hidden name=more>");
}"""


@tour("colleague", "403", "404", "400", "403_csrf", "500", "503")
def what_went_wrong(visit: Visit) -> Iterator[Seen]:
    yield _opens(visit, "/referrals/inbox/", "403", 403)
    yield _opens(visit, f"/cases/{uuid.uuid4()}/", "403", 403)
    yield _opens(visit, "/referrals/sent/CHR-00000-00000-0/", "404", 404)
    yield _opens(visit, "/nothing/here/", "404", 404)
    yield _drawn_alone(visit, "500", views.went_wrong(_asked()))
    yield _drawn_alone(visit, "503", plain(_asked(), Why.AWAY))
    standing = {"standstill": Cause.DISK}
    yield _drawn_alone(visit, "500", views.went_wrong(_asked(**standing)), state="nothing can be saved")
    refused = views.bad_request(_asked(**standing), BadRequest())
    yield _drawn_alone(visit, "400", refused, state="nothing can be saved")
    visit.opens("referrals:submit")
    visit.page.locator("form[data-draft-url]").evaluate(TOO_MANY)
    visit.presses("Send referral")
    yield visit.sees("400", "more fields than any form has", status=400)
    visit.opens("referrals:submit")
    visit.page.context.clear_cookies(name="csrftoken")
    visit.presses("Send referral")
    yield visit.sees("403_csrf", "a form without its cookie", status=403)


def _opens(visit: Visit, address: str, page: str, status: int, state: str = "") -> Seen:
    visit.response = visit.page.goto(address)
    return visit.sees(page, state or address.split("/")[1], status=status)


def _asked(**known: object) -> HttpRequest:
    request = RequestFactory().get("/")
    for name, value in {"request_id": "7F3A9C21", **known}.items():
        setattr(request, name, value)
    return request


def _drawn_alone(visit: Visit, page: str, drawn: HttpResponse, state: str = "at fault") -> Seen:
    """What is shown when the service itself is at fault: drawn as it is then, with nothing to lean on."""
    usual = {name: visit.response.headers[name] for name in HEADERS} | {
        "content-type": "text/html; charset=utf-8"
    }
    answer = {"status": drawn.status_code, "headers": usual, "body": drawn.content}
    visit.page.unroute("**/at-fault/")
    visit.page.route("**/at-fault/", lambda route: route.fulfill(**answer))
    return _opens(visit, "/at-fault/", page, drawn.status_code, state)
