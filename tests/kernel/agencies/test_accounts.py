"""Accounts of the own agency: kept by its administrators, within their own reach, and no further."""

import datetime as dt

import pytest
from allauth.socialaccount.models import SocialAccount
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chrysalis.access.roles import LinkWorker
from chrysalis.agencies.actions import accounts
from chrysalis.agencies.models import Agency, Membership, Worker
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.models import AccountEntry
from chrysalis.signin.actions import sessions


pytestmark = pytest.mark.usefixtures("noted")


NEW = {"full_name": "Morgan Tully", "email": "Morgan.Tully@threshold.example", "role_slug": "caseworker"}


@pytest.fixture(autouse=True)
def bell(monkeypatch) -> list[str]:
    """What the worker process is asked to do."""
    asked: list[str] = []
    monkeypatch.setattr("chrysalis.delivery.actions.sending.ring", lambda name, **keys: asked.append(name))
    monkeypatch.setattr("django.db.transaction.on_commit", lambda act, *args, **kwargs: act())
    return asked


def invites(administrator, **changes):
    return administrator.sends("agencies:invite", **(NEW | changes))


def place_of(email: str) -> Membership:
    return Membership.objects.get(worker__email=email)


def test_a_colleague_is_invited(world, bell):
    assert invites(world.administrator).status_code == 302
    morgan = place_of("morgan.tully@threshold.example")
    assert (morgan.role_slug, morgan.agency) == ("caseworker", world.administrator.membership.agency)
    assert not morgan.worker.has_usable_password()
    assert bell == ["chrysalis.delivery.tasks.send_waiting"]
    entry = AccountEntry.objects.get(word="account.invited")
    assert entry.subjects == [morgan.worker_id, morgan.pk]
    assert entry.worker_id == world.administrator.worker.pk
    assert "Invitation not sent yet" in world.administrator.opens("agencies:accounts").content.decode()


def test_the_list_holds_the_own_agency_and_no_other(world):
    page = world.administrator.opens("agencies:accounts").content.decode()
    assert "Second Caseworker" in page
    assert "Elsewhere" not in page


def test_the_list_costs_the_same_for_few_and_for_many(world):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert world.administrator.opens("agencies:accounts").status_code == 200
        return len(queries)

    cost()  # the first page of a session writes which hat is worn
    few = cost()
    for n in range(20):
        invites(world.administrator, email=f"colleague{n}@threshold.example")
    cost()  # and this one takes away what was said of the invitations
    assert cost() == few


@pytest.mark.parametrize("role", ["custody-officer", "no-such-role", ""])
def test_a_role_that_makes_no_sense_here_is_not_given(world, role):
    response = invites(world.administrator, role_slug=role)
    assert response.status_code == 200
    assert not Worker.objects.filter(full_name=NEW["full_name"]).exists()


def test_no_role_beyond_the_own_reach(world, monkeypatch):
    monkeypatch.setattr(world.administrator.role, "may_appoint", frozenset({"information-officer"}))
    invites(world.administrator)
    assert not Worker.objects.filter(full_name=NEW["full_name"]).exists()
    with pytest.raises(accounts.Refused, match="cannot give that role"):
        accounts.invite(**NEW, by=make_hat(world.administrator.membership), at=timezone.now())


def test_nobody_gives_a_role_to_themselves(world):
    response = invites(world.administrator, email=world.administrator.worker.email)
    assert b"cannot give a role to yourself" in response.content
    assert world.administrator.worker.memberships.count() == 1


def test_nobody_has_a_place_on_both_sides_of_the_wall(world, monkeypatch):
    # As in an agency that is provider and victim service at once.
    monkeypatch.setattr(LinkWorker, "agency_kinds", frozenset({"provider"}))
    administrator = make_hat(world.administrator.membership)

    def gives(email: str, role_slug: str) -> Membership:
        given = {"full_name": "x", "email": email, "role_slug": role_slug}
        return accounts.invite(**given, by=administrator, at=timezone.now())

    with pytest.raises(accounts.Refused, match="cannot be given that role"):
        gives(world.caseworker.worker.email, "link-worker")
    with pytest.raises(accounts.Refused, match="cannot be given that role"):
        gives(world.caseworker_elsewhere.worker.email, "link-worker")
    assert gives("someone.new@threshold.example", "link-worker").role_slug == "link-worker"
    with pytest.raises(accounts.Refused, match="cannot be given that role"):
        gives("someone.new@threshold.example", "caseworker")


def test_a_disabled_account_is_refused_in_the_same_words(world):
    Worker.objects.filter(pk=world.sergeant_elsewhere.worker.pk).update(is_active=False)
    response = invites(world.administrator, email=world.sergeant_elsewhere.worker.email)
    assert b"cannot be given that role" in response.content


def test_somebody_who_works_elsewhere_keeps_name_and_password(world, bell):
    officer = world.sergeant_elsewhere.worker
    officer.set_password("brass lantern over quiet water")
    officer.save()
    invites(
        world.administrator, email=officer.email, full_name="Another Name", role_slug="information-officer"
    )
    officer.refresh_from_db()
    assert officer.memberships.count() == 2
    assert officer.full_name != "Another Name"
    assert bell == []


def test_the_same_place_is_not_given_twice(world):
    response = invites(world.administrator, email=world.caseworker.worker.email)
    assert b"have that place already" in response.content


def test_an_invitation_is_sent_again(world, bell):
    invites(world.administrator)
    morgan = place_of("morgan.tully@threshold.example")
    world.administrator.sends("agencies:invite_again", morgan.pk)
    assert bell == ["chrysalis.delivery.tasks.send_waiting"] * 2
    assert morgan.worker.invitations.count() == 1


def test_an_account_in_use_needs_no_invitation(world, bell):
    colleague = world.second_caseworker
    colleague.worker.set_password("brass lantern over quiet water")
    colleague.worker.save()
    page = world.administrator.sends("agencies:invite_again", colleague.membership.pk).headers["Location"]
    assert b"in use already" in world.administrator.get(page).content
    assert bell == []


def test_a_place_beyond_the_own_reach_is_not_touched(world, monkeypatch):
    monkeypatch.setattr(world.administrator.role, "may_appoint", frozenset({"information-officer"}))
    place = world.second_caseworker.membership
    page = world.administrator.sends("agencies:end_place", place.pk, seen_version=place.version)
    assert b"cannot change this place" in world.administrator.get(page.headers["Location"]).content
    place.refresh_from_db()
    assert place.ends_on is None


def test_the_list_says_how_far_each_one_is(world, bell):
    invites(world.administrator)
    morgan = place_of("morgan.tully@threshold.example")
    now = timezone.now()
    for sent_at, expires_at, said in (
        (None, None, "Invitation not sent yet"),
        (now, now + dt.timedelta(hours=1), "Invitation sent"),
        (now, now, "Invitation expired"),
    ):
        digest = said if expires_at else None
        morgan.worker.invitations.update(sent_at=sent_at, expires_at=expires_at, token_digest=digest)
        assert said in world.administrator.opens("agencies:account", morgan.pk).content.decode()
    SocialAccount.objects.create(user=morgan.worker, provider="threshold", uid="x")
    assert "through the agency" in world.administrator.opens("agencies:account", morgan.pk).content.decode()


def test_a_place_is_ended_and_its_person_is_out_at_the_next_step(world):
    place = world.second_caseworker.membership
    assert world.second_caseworker.opens("referrals:inbox").status_code == 200
    page = world.administrator.opens("agencies:end_place", place.pk)
    assert page.status_code == 200
    world.administrator.sends("agencies:end_place", place.pk, seen_version=place.version)
    assert world.second_caseworker.opens("referrals:inbox").headers["Location"] == "/sign-in/no-place/"
    assert AccountEntry.objects.filter(
        word="account.place_ended", subjects=[place.worker_id, place.pk]
    ).exists()


def test_a_place_that_changed_in_the_meantime_is_shown_and_not_ended(world):
    place = world.second_caseworker.membership
    response = world.administrator.sends("agencies:end_place", place.pk, seen_version=place.version - 1)
    assert response.status_code == 302
    place.refresh_from_db()
    assert place.ends_on is None


def test_sessions_are_ended(world):
    colleague = world.second_caseworker
    request = RequestFactory().get("/")
    request.session, request.user = colleague.browser.session, colleague.worker
    sessions.begin(request, colleague.worker, at=timezone.now())
    request.session.save()
    assert colleague.opens("home").status_code == 200
    world.administrator.sends("agencies:end_sessions", colleague.membership.pk)
    assert colleague.opens("home").headers["Location"].startswith("/sign-in/")


def test_the_last_administrator_stays(world):
    place = world.administrator.membership
    response = world.administrator.sends("agencies:end_place", place.pk, seen_version=place.version)
    page = world.administrator.get(response.headers["Location"]).content
    assert b"last administrator" in page
    invites(world.administrator, email="second@threshold.example", role_slug="agency-administrator")
    world.administrator.sends("agencies:end_place", place.pk, seen_version=place.version)
    assert world.administrator.opens("home").headers["Location"] == "/sign-in/no-place/"


ACTS = ["agencies:invite_again", "agencies:end_place", "agencies:end_sessions"]


@pytest.mark.parametrize("act", ["agencies:account", *ACTS])
def test_a_place_in_another_agency_is_not_there(world, act):
    foreign = world.caseworker_elsewhere.membership.pk
    absent = "00000000-0000-4000-8000-000000000000"
    answers = [world.administrator.sends(act, key, seen_version=1) for key in (foreign, absent)]
    if act == "agencies:account":
        answers = [world.administrator.opens(act, key) for key in (foreign, absent)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert without_number(answers[0]) == without_number(answers[1])


@pytest.mark.parametrize("name", ["sergeant", "caseworker", "information_officer"])
def test_only_administrators_keep_accounts(world, name):
    person, place = getattr(world, name), world.second_caseworker.membership
    assert invites(person).status_code == 403
    assert person.opens("agencies:accounts").status_code == 403
    for act in ACTS:
        assert person.sends(act, place.pk, seen_version=place.version).status_code == 403


def test_an_administrator_sees_no_case(world):
    for page in ("referrals:inbox", "referrals:cases", "referrals:submit", "referrals:sent"):
        assert world.administrator.opens(page).status_code == 403


def test_fields_that_the_form_does_not_have_change_nothing(world):
    elsewhere = Agency.objects.get(slug="harbour")
    invites(
        world.administrator,
        agency=elsewhere.pk,
        agency_id=elsewhere.pk,
        is_active=False,
        starts_on="2020-01-01",
    )
    morgan = place_of("morgan.tully@threshold.example")
    assert morgan.agency.slug == "threshold"
    assert morgan.worker.is_active
    assert morgan.starts_on == timezone.localdate()


def without_number(response) -> bytes:
    page = response.content.replace(response.wsgi_request.request_id.encode(), b"")
    return page.replace(str(response.context["csrf_token"]).encode(), b"")
