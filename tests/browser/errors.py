"""The pages that say what went wrong, as somebody comes to see them."""

import uuid
from collections.abc import Iterator

from django.template.loader import render_to_string

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
    yield _drawn_alone(visit, "500", 500)
    yield _drawn_alone(visit, "503", 503)
    visit.opens("referrals:submit")
    visit.page.locator("form[data-draft-url]").evaluate(TOO_MANY)
    visit.presses("Send referral")
    yield visit.sees("400", "more fields than any form has", status=400)
    visit.opens("referrals:submit")
    visit.page.context.clear_cookies(name="csrftoken")
    visit.presses("Send referral")
    yield visit.sees("403_csrf", "a form without its cookie", status=403)


def _opens(visit: Visit, address: str, page: str, status: int) -> Seen:
    visit.response = visit.page.goto(address)
    return visit.sees(page, address.split("/")[1], status=status)


def _drawn_alone(visit: Visit, page: str, status: int) -> Seen:
    """What is shown when the service itself is at fault: drawn as it is then, with nothing to lean on."""
    html = render_to_string(f"{page}.html", {"request_id": "7F3A9C21"})
    usual = {name: visit.response.headers[name] for name in HEADERS} | {
        "content-type": "text/html; charset=utf-8"
    }
    visit.page.route("**/at-fault/", lambda route: route.fulfill(status=status, headers=usual, body=html))
    return _opens(visit, "/at-fault/", page, status)
