"""The base page and the pages that say what went wrong."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from chrysalis.access.http import NotAllowed
from chrysalis.access.permissions import Permission
from chrysalis.access.roles import ROLES
from chrysalis.ui import gallery, views
from chrysalis.ui.middleware import PageHeaders
from tests.watch import bare_none


CUSTODY = SimpleNamespace(
    label="Custody officer, Oldbury custody suite", idle_minutes=10, role=ROLES["custody-officer"]
)


@pytest.fixture(autouse=True)
def _demo(settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setattr("chrysalis.notices.context.how_many_wait", lambda hat: "3")
    settings.SUPPORT_PHONE = "0121 496 0100"


def asked(hat: object = None) -> HttpRequest:
    request = RequestFactory().get("/gallery/")
    request.hat, request.user = hat, SimpleNamespace(is_authenticated=bool(hat), full_name="Sam Okafor")
    request._messages = []
    request.request_id = "7F3A90B1"
    return request


def words(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def test_a_page_says_whom_one_is_working_as_and_when_it_locks():
    page = words(gallery.components(asked(CUSTODY)))
    assert "Custody officer, Oldbury custody suite" in page
    assert "locks after 10 minutes" in page
    assert 'app-header__count">3<' in page


def test_a_page_before_signing_in_says_neither():
    page = words(gallery.components(asked()))
    assert "Working as" not in page
    assert "locks after" not in page


def test_a_title_ends_with_the_service_and_begins_with_the_error():
    assert "<title>Form, fresh – Chrysalis</title>" in words(gallery.forms(asked(), "fresh"))
    assert "<title>Error: Form, error – Chrysalis</title>" in words(gallery.forms(asked(), "error"))


@pytest.mark.parametrize("state", gallery.STATES)
def test_the_gallery_shows_every_state_with_one_heading(state):
    page = words(gallery.forms(asked(CUSTODY), state))
    assert page.count("<h1") == 1


def test_the_gallery_shows_a_confirmation():
    assert "CHR-7K3M9-2QFTX-4" in words(gallery.confirmation(asked(CUSTODY)))


def test_there_is_no_gallery_outside_the_demonstration(settings):
    settings.DEMO = False
    with pytest.raises(Http404):
        gallery.components(asked())
    with pytest.raises(Http404):
        gallery.forms(asked(), "fresh")


def test_there_is_no_state_of_another_name():
    with pytest.raises(Http404):
        gallery.forms(asked(), "perfect")


def test_a_refusal_names_whom_to_ask():
    response = views.not_allowed(asked(CUSTODY), NotAllowed(Permission.CASE_VIEW))
    assert response.status_code == 403
    assert "<li>Caseworker</li>" in words(response)


def test_a_refusal_without_a_permission_sends_to_the_administrator():
    assert "administrator of your agency" in words(views.not_allowed(asked(CUSTODY), PermissionDenied()))


def test_absent_and_hidden_are_one_page():
    absent, hidden = (views.not_there(asked(), Http404(why)) for why in ("absent", "hidden"))
    assert absent.status_code == 404
    assert absent.content == hidden.content
    assert "7F3A90B1" not in words(absent)


@pytest.mark.parametrize(
    ("view", "status"),
    [(views.went_wrong, 500), (lambda request: views.bad_request(request, ValueError()), 400)],
)
def test_when_everything_is_broken_the_page_still_helps(view, status):
    response = view(RequestFactory().get("/"))
    assert response.status_code == status
    assert "0121 496 0100" in words(response)


def test_a_page_that_broke_gives_a_number_to_quote():
    assert "Please quote 7F3A90B1." in words(views.went_wrong(asked()))


def test_an_expired_form_says_that_nothing_was_changed():
    response = views.csrf_failure(asked(CUSTODY))
    assert response.status_code == 403
    assert "Nothing was changed" in words(response)


def test_no_page_is_kept_by_the_browser():
    response = PageHeaders(lambda request: HttpResponse())(RequestFactory().get("/"))
    assert response["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize(
    ("page", "is_found"),
    [
        ("<p>None recorded</p>", False),
        ("<p>So far. None of it was saved.</p>", False),
        ("<dd>None</dd>", True),
        ("<p>Next session: None</p>", True),
        ("<p>Session None of 12</p>", True),
        ('<input value="None">', True),
        ("<textarea>None</textarea>", False),
    ],
)
def test_a_word_that_only_a_program_says_is_found(page, is_found):
    """Every page that a person of the tests is shown is looked at for it: `tests/world.py`, and on tours."""
    assert bool(bare_none(page)) is is_found
