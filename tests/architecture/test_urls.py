"""Nobody adds a page without deciding who sees it, and the decision is what the page does."""

import pytest

from chrysalis.access.roles import ROLES
from chrysalis.decided import Page, pages


ABSENT = "00000000-0000-4000-8000-000000000000"
PAGES = list(pages())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name or page.address)
def test_every_page_has_a_name_and_a_decision(page: Page):
    assert page.name
    assert page.is_decided, f"{page.name} says neither which permission it needs nor why it needs none"


def test_a_page_without_a_decision_would_be_found():
    assert not Page("new", "/new/", lambda request: None).is_decided


def test_every_permission_opens_a_page():
    opened = {page.permission for page in PAGES}
    held = {permission for role in ROLES for permission in role.permissions}
    assert held <= opened


CLOSED = [page for page in PAGES if not getattr(page.view, "hatless", "")]


@pytest.mark.parametrize("page", CLOSED, ids=lambda page: page.name)
def test_a_stranger_is_sent_to_sign_in(client, page: Page, db):
    response = client.get(_concrete(page.address))
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/sign-in/")


def _concrete(address: str) -> str:
    return (
        address.replace("<uuid:key>", ABSENT)
        .replace("<uuid:document>", ABSENT)
        .replace("<str:reference>", "CHR-00000-00000-0")
        .replace("<slug:slug>", "nobody")
        .replace("<str:token>", "nothing")
        .replace("<int:slot>", "1")
    )
