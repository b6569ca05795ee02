"""Light pages that keep to themselves: what they weigh, what they ask for, what they say about themselves."""

import pytest
from playwright.sync_api import Page

from tests.browser.caller import Caller
from tests.browser.stock import Stock
from tests.watch import Watch, inline_parts, missing_headers


FIRST, LATER = 150_000, 40_000  # bytes on the wire
KINDS = {
    # what kind of page: (who, where, where to next)
    "sign-in": ("", "/sign-in/", "/sign-in/password/forgotten/"),
    "home": ("sergeant", "/", "/referrals/sent/"),
    "form": ("sergeant", "/referrals/new/", "/"),
    "list": ("caseworker", "/referrals/inbox/", "/cases/"),
    "filtered list": ("caseworker", "/cases/", "/referrals/inbox/"),
    "case": ("caseworker", "case", "/cases/"),
    "correction": ("caseworker", "correction", "case"),
    "accounts": ("administrator", "/agency/accounts/", "/agency/areas/"),
    "agreements": ("information_officer", "/agency/agreements/", "/"),
    "nothing there": ("", "/nothing/", "/sign-in/"),
    "demonstration": ("", "/demo/", "/demo/mail/"),
}


@pytest.fixture(scope="module")
def stock(live) -> Stock:
    stock = Stock(live)
    stock.referrals(60, accepted=False)
    stock.referrals(60, accepted=True)
    return stock


@pytest.fixture(scope="module")
def case(stock) -> str:
    return f"/cases/{stock.referral(accepted=True)}/"


@pytest.mark.parametrize("kind", KINDS)
def test_pages_are_light(desk, case, kind):
    who, first, later = KINDS[kind]
    named = {"case": case, "correction": f"{case}correct/"}
    page = desk(who)
    scale = Scale(page)
    assert 0 < scale.weighs(named.get(first, first)) < FIRST
    assert 0 < scale.weighs(named.get(later, later)) < LATER


class Scale:
    """Counts the bytes that come over the wire, headers and all."""

    def __init__(self, page: Page) -> None:
        self.page, self.bytes = page, 0
        cdp = page.context.new_cdp_session(page)
        cdp.send("Network.enable")
        cdp.on("Network.loadingFinished", self._add)

    def weighs(self, address: str) -> int:
        self.bytes = 0
        self.page.goto(address, wait_until="networkidle")
        return self.bytes

    def _add(self, finished: dict) -> None:
        self.bytes += finished["encodedDataLength"]


@pytest.mark.parametrize(
    ("who", "address", "status"),
    [
        ("sergeant", "/", 200),
        ("sergeant", "/referrals/inbox/", 403),
        ("sergeant", "/referrals/sent/CHR-00000-00000-0/", 404),
        ("sergeant", "/drafts/save/", 405),
        ("sergeant", "/demo/mail/", 200),
        ("caseworker", "/cases/", 200),
        ("caseworker", "/healthz", 200),
    ],
)
def test_every_answer_carries_its_headers_and_nothing_inline(live, who, address, status):
    caller = Caller(live, who)
    answer = caller.session.get(live.url + address, allow_redirects=False)
    assert answer.status_code == status
    headers = {name.lower(): value for name, value in answer.headers.items()}
    assert not missing_headers(address, headers)
    assert not inline_parts(answer.text)
    assert "unsafe" not in headers["content-security-policy"]


def test_a_redirect_and_a_refused_post_carry_them_too(live):
    caller = Caller(live, "sergeant")
    for answer in (
        caller.session.post(f"{live.url}/referrals/new/", {}, allow_redirects=False),
        caller.session.get(f"{live.url}/referrals/new", allow_redirects=False),
    ):
        assert answer.status_code in {301, 403}
        assert not missing_headers(answer.url, {name.lower(): text for name, text in answer.headers.items()})


BROKEN = {
    "inline style": ('<p style="color: red">x</p>', "style"),
    "inline script": ("<script>document.title = 'x'</script>", "script"),
    "a script that fails": ('<script type="module" src="/static/broken.js"></script>', "broken on purpose"),
    "a picture from elsewhere": ('<img src="https://elsewhere.example/x.png" alt="">', "asks elsewhere"),
    "a part that is missing": ('<img src="/static/missing.png" alt="">', "is not there"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_page_that_broke_the_rules_would_be_found(chromium, live, fault):
    markup, found = BROKEN[fault]
    with chromium.new_context(base_url=live.url) as context:
        watch = Watch(live.url)
        watch.over(context)
        page = context.new_page()
        usual = page.goto("/nothing/").headers
        headers = {name: usual[name] for name in usual if name != "content-encoding"}
        page.route(
            "**/broken/", lambda route: route.fulfill(headers=headers, body=f"<!doctype html>{markup}")
        )
        script = "throw new Error('broken on purpose')"
        page.route("**/broken.js", lambda route: route.fulfill(content_type="text/javascript", body=script))
        page.goto("/broken/", wait_until="networkidle")
    assert any(found in each for each in watch.faults), watch.faults


def test_a_page_without_its_headers_would_be_found():
    assert len(missing_headers("/", {})) == 6
    assert inline_parts('<p style="x"><b onclick="y"><style></style><script></script><a href="javascript:z">')
