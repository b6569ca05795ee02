"""Agreements: recorded by one, signed by each for itself, renewed by whoever keeps them."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from chrysalis.agencies import sharing
from chrysalis.agencies.actions import agreements as actions
from chrysalis.agencies.models import Agency, Agreement, Scheme
from chrysalis.agencies.queries import make_hat
from chrysalis.agencies.sharing import State
from chrysalis.agencies.terms import term
from tests.world import Person


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def date_fields(name: str, day: dt.date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


@pytest.fixture
def westfield() -> Scheme:
    return Scheme.objects.get(slug="west")


@pytest.fixture
def agreement(westfield) -> Agreement:
    """In force between Westfield Police, who keep it, and the Threshold Centre."""
    return westfield.agreements.get()


def records(person: Person, scheme: Scheme, **changes):
    fields = {
        "scheme": str(scheme.pk),
        "title": "Custody referrals, second part",
        "scope": "Who was held and when",
        "purpose": "Offering help to change",
        "draft": str(uuid.uuid4()),
    }
    fields |= date_fields("starts_on", in_days(0)) | date_fields("expires_on", in_days(90))
    return person.sends("agencies:record_agreement", **(fields | changes))


def signs(person: Person, agreement: Agreement, **changes):
    fields = {
        "signatory": "Invented Person, director",
        "lawful_basis": "public_task",
        "draft": str(uuid.uuid4()),
    }
    return person.sends(
        "agencies:sign_agreement", agreement.pk, **(fields | date_fields("signed_on", in_days(0)) | changes)
    )


def renews(person: Person, agreement: Agreement, until: dt.date, *, seen: int = 1):
    fields = date_fields("expires_on", until) | {"version": str(seen), "draft": str(uuid.uuid4())}
    return person.sends("agencies:renew_agreement", agreement.pk, **fields)


def end_on(agreement: Agreement, day: dt.date) -> None:
    """As time would bring it about."""
    Agreement.objects.filter(pk=agreement.pk).update(starts_on=day - dt.timedelta(days=300), expires_on=day)


def page_of(person: Person, agreement: Agreement) -> str:
    return person.opens("agencies:agreement", agreement.pk).content.decode()


def test_an_agreement_lets_share_once_both_have_signed(world, westfield, agreement):
    end_on(agreement, in_days(-1))
    assert records(world.force_information_officer, westfield).status_code == 302
    recorded = westfield.agreements.exclude(pk=agreement.pk).get()
    parties = {
        "sender": Agency.objects.get(slug="oldbury-custody"),
        "receiver": Agency.objects.get(slug="threshold"),
        "on": in_days(0),
    }

    assert signs(world.force_information_officer, recorded).status_code == 302
    assert sharing.standing(westfield, **parties).state is State.ENDED, "one signature binds nobody"
    assert signs(world.information_officer, recorded).status_code == 302
    assert sharing.standing(westfield, **parties).may_share


def test_an_agreement_must_end_after_it_starts(world, westfield):
    refused = records(world.force_information_officer, westfield, **date_fields("expires_on", in_days(-1)))
    assert "The end date must be on or after the start date." in refused.content.decode()
    assert westfield.agreements.count() == 1


def test_nobody_records_an_agreement_in_a_scheme_of_others(world, westfield):
    elsewhere = Scheme.objects.get(slug="east")
    refused = records(world.force_information_officer, elsewhere)
    assert refused.status_code == 200
    assert elsewhere.agreements.count() == 1
    assert records(world.force_information_officer, westfield).status_code == 302


def test_a_form_sent_many_times_records_one_agreement(world, westfield):
    key = str(uuid.uuid4())
    answers = {
        records(world.force_information_officer, westfield, draft=key).headers["Location"] for _ in range(20)
    }
    assert len(answers) == 1
    assert westfield.agreements.count() == 2


def test_an_agency_signs_once(world, westfield, agreement):
    assert "Sign for your agency" not in page_of(world.information_officer, agreement)
    before = agreement.signatures.count()
    refused = signs(world.information_officer, agreement)
    assert "Threshold Centre has signed this agreement already." in refused.content.decode()
    assert agreement.signatures.count() == before


def test_an_agency_signs_for_itself_alone(world, westfield, agreement):
    records(world.force_information_officer, westfield)
    recorded = westfield.agreements.exclude(pk=agreement.pk).get()
    for_another = {
        "agency": Agency.objects.get(slug="westfield-police"),
        "lawful_basis": "consent",
        "signatory": "Invented Person, director",
        "signed_on": in_days(0),
        "by": make_hat(world.information_officer.membership),
        "at": timezone.now(),
    }
    with pytest.raises(actions.NotForAnother):
        actions.sign(recorded, **for_another)
    actions.sign(recorded, **for_another | {"agency": Agency.objects.get(slug="threshold")})


def test_an_agency_without_a_part_cannot_sign(world, agreement):
    outsider = world.administrator_elsewhere
    with pytest.raises(actions.NoPart):
        actions.sign(
            agreement,
            agency=outsider.membership.agency,
            lawful_basis="consent",
            signatory="Invented Person, director",
            signed_on=in_days(0),
            by=make_hat(outsider.membership),
            at=timezone.now(),
        )


def test_an_ended_agreement_is_renewed_before_anybody_signs_it(world, westfield, agreement):
    records(world.force_information_officer, westfield)
    recorded = westfield.agreements.exclude(pk=agreement.pk).get()
    end_on(recorded, in_days(-2))
    assert "Sign for your agency" not in page_of(world.information_officer, recorded)
    assert "This agreement has ended." in signs(world.information_officer, recorded).content.decode()

    assert renews(world.force_information_officer, recorded, in_days(100)).status_code == 302
    assert signs(world.information_officer, recorded).status_code == 302


def test_whoever_keeps_an_agreement_renews_it(world, agreement):
    assert "Renew" not in page_of(world.information_officer, agreement)
    refused = renews(world.information_officer, agreement, in_days(700))
    assert "never for another" in refused.content.decode()
    assert renews(world.force_information_officer, agreement, in_days(700)).status_code == 302
    agreement.refresh_from_db()
    assert agreement.expires_on == in_days(700)


def test_a_renewal_is_longer(world, agreement):
    refused = renews(world.force_information_officer, agreement, in_days(300)).content.decode()
    assert "The new end date must be after" in refused
    assert renews(world.force_information_officer, agreement, in_days(366)).status_code == 302


def test_the_second_of_two_renewals_sees_the_first(world, agreement):
    assert renews(world.force_information_officer, agreement, in_days(400)).status_code == 302
    clash = renews(world.force_information_officer, agreement, in_days(500))
    assert clash.status_code == 409
    assert "Somebody else changed this" in clash.content.decode()
    assert renews(world.force_information_officer, agreement, in_days(500), seen=2).status_code == 302


def test_an_administrator_reads_agreements_and_changes_none(world, agreement):
    assert agreement.title in world.administrator.opens("agencies:agreements").content.decode()
    assert "Record an agreement" not in world.administrator.opens("agencies:agreements").content.decode()
    assert renews(world.administrator, agreement, in_days(700)).status_code == 403
    assert world.administrator_elsewhere.opens("agencies:agreement", agreement.pk).status_code == 404
    assert agreement.title not in world.administrator_elsewhere.opens("agencies:agreements").content.decode()


def test_those_who_signed_are_warned_before_the_end(world, agreement):
    end_on(agreement, in_days(12))
    for person in (world.information_officer, world.administrator, world.force_information_officer):
        assert "ends in 12 days" in person.opens("home").content.decode()
    for person in (world.sergeant, world.caseworker, world.administrator_elsewhere):
        assert "ends in 12 days" not in person.opens("home").content.decode()

    assert renews(world.force_information_officer, agreement, in_days(200)).status_code == 302
    assert "ends in" not in world.information_officer.opens("home").content.decode()


def test_the_list_is_narrowed_to_what_has_ended(world, agreement):
    listed = world.information_officer.opens("agencies:agreements", term="ended").content.decode()
    assert agreement.title not in listed
    end_on(agreement, in_days(-1))
    listed = world.information_officer.opens("agencies:agreements", term="ended").content.decode()
    assert agreement.title in listed
    assert "Ended yesterday" in listed


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (3, 400, "Starts 4 March 2026"),
        (-10, 400, "In force"),
        (-10, 28, "In force"),
        (-10, 27, "Ends in 27 days"),
        (-10, 1, "Ends tomorrow"),
        (-10, 0, "Ends today"),
        (-10, -1, "Ended yesterday"),
        (-10, -9, "Ended 9 days ago"),
    ],
)
def test_the_words_for_how_long_an_agreement_has_to_run(starts, ends, words):
    today = dt.date(2026, 3, 1)
    start, end = (today + dt.timedelta(days=days) for days in (starts, ends))
    assert term(Agreement(starts_on=start, expires_on=end), on=today).words == words
