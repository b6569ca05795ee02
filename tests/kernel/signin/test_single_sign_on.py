"""An agency's own sign-on: the honest one lets its people in, and no lie lets in anybody."""

import base64
import datetime as dt
import io
import json
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.management import CommandError, call_command
from django.utils import timezone

from chrysalis.agencies.models import Agency, Worker
from chrysalis.signin.actions import sign_ons
from chrysalis.signin.models import SingleSignOn
from tests.kernel.signin.door import PASSWORD, Visitor, at_the_door
from tests.kernel.signin.provider import ANOTHER_KEY, CLIENT_ID, CLIENT_SECRET, Provider


@pytest.fixture
def officer(world) -> Visitor:
    """Invited to a place at Oldbury custody; no password, never been here."""
    return Visitor(world.colleague.worker)


@pytest.fixture
def provider(officer) -> Iterator[Provider]:
    with Provider(email=officer.worker.email) as provider:
        trusts("oldbury-custody", provider)
        yield provider


def trusts(slug: str, provider: Provider) -> None:
    agency = Agency.objects.get(slug=slug)
    known = {"issuer": provider.issuer, "client_id": CLIENT_ID, "secret": CLIENT_SECRET}
    sign_ons.configure(agency, **known, at=timezone.now())


def leaves(visitor: Visitor, slug: str = "oldbury-custody", **asked: str) -> str:
    response = visitor.get(f"/sign-in/agency/{slug}/", **asked)
    assert response.status_code == 302
    return response.headers["Location"]


def comes_back(visitor: Visitor, brought: dict[str, str], slug: str = "oldbury-custody"):
    return visitor.get(f"/sign-in/agency/{slug}/back/", **brought)


def comes_by(visitor: Visitor, provider: Provider, slug: str = "oldbury-custody", **asked: str):
    return comes_back(visitor, provider.authorises(leaves(visitor, slug, **asked)), slug)


def test_the_officer_comes_in_and_is_known_from_then_on(officer, provider):
    assert comes_by(officer, provider, next="/referrals/new/").headers["Location"] == "/referrals/new/"
    assert officer.is_in
    again = officer.elsewhere()
    provider.email = "renamed@oldbury-custody.example"
    comes_by(again, provider)
    assert again.is_in
    assert SocialAccount.objects.get().user_id == officer.worker.pk


def changes(**values) -> Callable[[Provider], None]:
    def lie(provider: Provider) -> None:
        provider.claims = lambda claims: claims | values

    return lie


def leaves_out(name: str) -> Callable[[Provider], None]:
    def lie(provider: Provider) -> None:
        provider.claims = lambda claims: {key: value for key, value in claims.items() if key != name}

    return lie


def describes_itself(**values) -> Callable[[Provider], None]:
    def lie(provider: Provider) -> None:
        provider.discovery = lambda found: found | values

    return lie


def without_signature(provider: Provider) -> None:
    provider.key, provider.algorithm = None, "none"


def with_another_key(provider: Provider) -> None:
    provider.key = ANOTHER_KEY


def with_a_key_nobody_published(provider: Provider) -> None:
    provider.key, provider.kid = ANOTHER_KEY, "key-2"


def with_the_public_key_as_a_password(provider: Provider) -> None:
    published = provider.publishes()["keys"][0]["n"]
    provider.key, provider.algorithm = published, "HS256"


def with_the_client_secret_as_the_key(provider: Provider) -> None:
    provider.key, provider.algorithm = CLIENT_SECRET.ljust(32, "."), "HS256"


def with_a_key_in_the_token(provider: Provider) -> None:
    provider.key = ANOTHER_KEY
    numbers = ANOTHER_KEY.public_key().public_numbers()
    encoded = base64.urlsafe_b64encode(numbers.n.to_bytes(256)).decode().rstrip("=")
    provider.headers = {"jwk": {"kty": "RSA", "n": encoded, "e": "AQAB"}}


def without_naming_the_key(provider: Provider) -> None:
    provider.headers = {"kid": ""}


def with_a_changed_body(provider: Provider) -> None:
    def change(answer: dict) -> dict:
        head, body, signature = answer["id_token"].split(".")
        claims = json.loads(base64.urlsafe_b64decode(body + "=="))
        body = base64.urlsafe_b64encode(json.dumps(claims | {"exp": 9_999_999_999}).encode()).decode()
        return answer | {"id_token": f"{head}.{body.rstrip('=')}.{signature}"}

    provider.answer = change


def without_an_identity_token(provider: Provider) -> None:
    provider.answer = lambda answer: {key: answer[key] for key in ("access_token", "token_type")}


def with_nonsense_for_a_token(provider: Provider) -> None:
    provider.answer = lambda answer: answer | {"id_token": "not.a.token"}


def with_a_number_for_a_token(provider: Provider) -> None:
    provider.answer = lambda answer: answer | {"id_token": 42}


def with_no_keys(provider: Provider) -> None:
    provider.published = lambda keys: {"keys": []}


def with_two_keys_of_one_name(provider: Provider) -> None:
    provider.published = lambda keys: {"keys": keys["keys"] * 2}


def without_a_verified_address(provider: Provider) -> None:
    provider.verified = False


def with_a_text_that_says_true(provider: Provider) -> None:
    provider.verified = "true"


def with_the_address_of_somebody_at_another_agency(provider: Provider) -> None:
    provider.email = "caseworker@threshold.example"


def with_the_address_of_nobody(provider: Provider) -> None:
    provider.email = "nobody@example.org"


PAST = dt.datetime(2020, 1, 1, tzinfo=dt.UTC).timestamp()
LIES = {
    "another issuer": changes(iss="https://elsewhere.example"),
    "an issuer that begins the same": changes(iss="http://127.0.0.1"),
    "another audience": changes(aud="somebody-else"),
    "several audiences": changes(aud=[CLIENT_ID, "somebody-else"]),
    "another authorised party": changes(azp="somebody-else"),
    "another nonce": changes(nonce="of another sign-in"),
    "an empty nonce": changes(nonce=""),
    "no nonce": leaves_out("nonce"),
    "no subject": leaves_out("sub"),
    "an empty subject": changes(sub=""),
    "a number for a subject": changes(sub=7),
    "an expired token": changes(exp=PAST),
    "no expiry": leaves_out("exp"),
    "no time of issue": leaves_out("iat"),
    "a token of the day after tomorrow": changes(iat=9_999_999_999),
    "no issuer": leaves_out("iss"),
    "no audience": leaves_out("aud"),
    "no address": leaves_out("email"),
    "a list for an address": changes(email=["caseworker@threshold.example"]),
    "another issuer in its description": describes_itself(issuer="https://elsewhere.example"),
    "keys without TLS": describes_itself(jwks_uri="http://keys.example/keys"),
    "no signature": without_signature,
    "another key": with_another_key,
    "an unpublished key": with_a_key_nobody_published,
    "the public key as a password": with_the_public_key_as_a_password,
    "the client secret as the key": with_the_client_secret_as_the_key,
    "a key of its own in the token": with_a_key_in_the_token,
    "an unnamed key": without_naming_the_key,
    "a changed body": with_a_changed_body,
    "no identity token": without_an_identity_token,
    "nonsense": with_nonsense_for_a_token,
    "a number": with_a_number_for_a_token,
    "no keys": with_no_keys,
    "two keys of one name": with_two_keys_of_one_name,
    "an unverified address": without_a_verified_address,
    "an address verified in words": with_a_text_that_says_true,
    "the address of somebody elsewhere": with_the_address_of_somebody_at_another_agency,
    "the address of nobody": with_the_address_of_nobody,
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_no_lie_lets_in_anybody(officer, provider, lie):
    away = leaves(officer)
    lie(provider)
    response = comes_back(officer, provider.authorises(away))
    assert response.status_code in {200, 401, 403, 502}
    assert not officer.is_in
    assert not SocialAccount.objects.exists()
    assert Worker.objects.filter(email=provider.email).count() <= 1


ELSEWHERE = [{"issuer": "https://elsewhere.example"}, {"authorization_endpoint": "http://x.example"}]


@pytest.mark.parametrize("found", ELSEWHERE)
def test_nobody_is_sent_to_a_sign_on_that_describes_itself_wrongly(officer, provider, found):
    provider.discovery = lambda honest: honest | found
    assert officer.get("/sign-in/agency/oldbury-custody/").status_code == 502


def test_a_code_and_a_state_are_good_once(officer, provider):
    brought = provider.authorises(leaves(officer))
    comes_back(officer, brought)
    officer.sends("account_logout")
    comes_back(officer, brought)
    assert not officer.is_in


def test_a_state_of_somebody_else_is_no_state(officer, provider):
    """Somebody sends the officer a link that would sign the officer in as them."""
    stranger = officer.elsewhere()
    brought = provider.authorises(leaves(stranger))
    leaves(officer)
    comes_back(officer, brought)
    assert not officer.is_in


def test_a_code_of_another_sign_in_does_not_fit(officer, provider):
    first, second = provider.authorises(leaves(officer)), provider.authorises(leaves(officer))
    comes_back(officer, {"code": first["code"], "state": second["state"]})
    assert not officer.is_in


@pytest.mark.parametrize("brought", [{}, {"code": "x"}, {"state": "x"}, {"error": "access_denied"}])
def test_coming_back_with_less_is_not_coming_in(officer, provider, brought):
    leaves(officer)
    comes_back(officer, brought)
    assert not officer.is_in


def test_what_is_added_to_the_address_is_not_passed_on(officer, provider):
    away = leaves(officer, process="connect", scope="admin", auth_params="nonce=known&prompt=none")
    asked = parse_qs(urlsplit(away).query)
    assert set(asked["scope"][0].split()) == {"openid", "email"}
    assert "prompt" not in asked
    assert asked["nonce"] != ["known"]
    assert asked["code_challenge_method"] == ["S256"]


def test_another_subject_with_the_same_address_stays_out(officer, provider):
    comes_by(officer, provider)
    provider.subject = "subject-2"
    other = officer.elsewhere()
    assert comes_by(other, provider).status_code == 403
    assert not other.is_in


def test_the_same_subject_of_another_issuer_is_another_person(officer, provider):
    comes_by(officer, provider)
    with Provider(email="nobody@example.org", subject=provider.subject) as other:
        trusts("oldbury-custody", other)
        stranger = officer.elsewhere()
        comes_by(stranger, other)
        assert not stranger.is_in


def test_a_known_identity_is_of_no_use_after_leaving(officer, provider):
    comes_by(officer, provider)
    officer.worker.memberships.update(ends_on=timezone.localdate())
    back = officer.elsewhere()
    assert comes_by(back, provider).status_code == 403
    assert not back.is_in


def test_one_agency_does_not_vouch_for_a_place_at_another(officer, provider, world):
    """The officer also works at Threshold. Oldbury's sign-on opens Oldbury alone."""
    elsewhere = officer.worker.memberships.create(
        agency=world.caseworker.membership.agency, role_slug="caseworker", starts_on=timezone.localdate()
    )
    comes_by(officer, provider)
    assert officer.opens("referrals:submit").status_code == 200
    officer.sends("signin:working_as", place=elsewhere.pk)
    assert officer.opens("referrals:inbox").status_code == 403


@pytest.mark.parametrize("name", ["account_change_password", "mfa_activate_totp", "mfa_add_webauthn"])
def test_a_session_that_an_agency_vouched_for_makes_no_key_of_its_own(officer, provider, name):
    comes_by(officer, provider)
    assert officer.opens(name).status_code == 403
    assert officer.sends(name, code="000000").status_code == 403


def test_where_the_agency_asks_for_its_sign_on_a_password_does_not_do(world, provider):
    officer = at_the_door(world.colleague)
    Agency.objects.filter(slug="oldbury-custody").update(password_sign_in=False)
    assert officer.tries(PASSWORD).status_code == 200
    assert not officer.is_in
    comes_by(officer, provider)
    assert officer.is_in


def test_the_agencys_own_second_factor_counts(officer, provider, settings):
    settings.SECOND_FACTOR = True
    comes_by(officer, provider)
    assert officer.is_in


def test_a_locked_screen_opens_through_the_agency_again(officer, provider):
    comes_by(officer, provider)
    officer.sends("signin:lock")
    assert b"through your agency" in officer.opens("signin:unlock").content
    assert comes_by(officer, provider, next="/referrals/new/").headers["Location"] == "/referrals/new/"
    assert officer.is_in


def test_an_agency_without_a_sign_on_has_no_such_page(officer, db):
    assert officer.get("/sign-in/agency/threshold/").status_code == 404
    assert officer.get("/sign-in/agency/threshold/back/").status_code == 404


def test_the_secret_rests_encrypted(provider):
    assert CLIENT_SECRET.encode() not in bytes(SingleSignOn.objects.get().sealed_secret)


def test_the_operator_configures_it(world, monkeypatch):
    monkeypatch.setenv("CHRYSALIS_SIGN_ON_SECRET", CLIENT_SECRET)
    said = io.StringIO()
    asked = {"agency": "threshold", "client_id": "abc", "address": "https://service.example"}
    call_command("configure_sign_in", issuer="https://login.example", **asked, stdout=said)
    assert "https://service.example/sign-in/agency/threshold/back/" in said.getvalue()
    with pytest.raises(CommandError, match="https"):
        call_command("configure_sign_in", issuer="http://login.example", **asked)
