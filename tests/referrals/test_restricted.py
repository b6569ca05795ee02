"""Somebody in uniform is referred: who can open the case, who cannot, and that nobody can tell."""

import datetime as dt
import re
import uuid

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.utils import timezone
from guardian.models import UserObjectPermission  # noqa: TID251 - to see that its general table stays empty
from guardian.utils import get_user_obj_perms_model  # noqa: TID251 - to ask guardian itself

from chrysalis.access.context import acting_as, open_things
from chrysalis.agencies.actions import appointing
from chrysalis.agencies.models import Agency
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.models import ChangeEntry
from referrals.models import (
    Case,
    Client,
    Pathway,
    PersonKey,
    Referral,
    ReferralStatus,
    RestrictedListing,
    Restriction,
)
from referrals.tasks import sweep_ended_names
from tests.referrals.test_custody_referral import reference_of, refers
from tests.referrals.test_search import finds


ABSENT = uuid.UUID(int=0, version=4)


def agency(slug: str) -> Agency:
    return Agency.objects.get(slug=slug)


def refers_an_officer(person, force: str = "westfield-police", **changes):
    return refers(person, agency_link="yes", employer=str(agency(force).pk), **changes)


@pytest.fixture
def restriction(world) -> Restriction:
    refers_an_officer(world.sergeant)
    return Restriction.objects.get()


def names(lead, restriction, person):
    return lead.sends("referrals:name_worker", restriction.pk, worker=str(person.worker.pk))


@pytest.fixture
def case(world, restriction) -> Case:
    """Accepted by the one caseworker who was named."""
    names(world.safeguarding_lead, restriction, world.caseworker)
    world.caseworker.sends("referrals:accept", restriction.referral_id)
    return Case.objects.get()


def restricts(lead, reference: str, **changes):
    fields = {"draft": str(uuid.uuid4()), "reference": reference, "reason": "A colleague's brother."}
    return lead.sends("referrals:restrict", **(fields | changes))


class TestAtTheDesk:
    def test_a_referral_that_says_yes_is_restricted_from_the_first_moment(self, world, restriction):
        assert Referral.objects.get().is_restricted
        assert "Kestrel" not in world.caseworker.opens("referrals:inbox").content.decode()
        page = world.safeguarding_lead.opens("referrals:restrictions").content.decode()
        assert restriction.handle in page
        assert "Kestrel" not in page
        assert "nobody is named for it yet" in world.safeguarding_lead.opens("home").content.decode()
        assert restriction.handle not in world.safeguarding_lead_elsewhere.opens("home").content.decode()

    def test_the_receipt_says_the_same_as_any_other(self, world):
        """SAFETY: a receipt that told would tell the colleague at the next desk."""
        plain, hidden = refers(world.sergeant), refers_an_officer(world.sergeant)
        pages = []
        for sent in (plain, hidden):
            page = world.sergeant.get(sent.headers["Location"]).content.decode()
            pages.append(same(page).replace(reference_of(sent), "REFERENCE"))
        assert pages[0] == pages[1]

    @pytest.mark.parametrize("answer", ["no", "not_known"])
    def test_no_and_not_known_restrict_nothing_and_keep_no_employer(self, world, answer):
        refers(world.sergeant, agency_link=answer, employer=str(agency("threshold").pk))
        assert not Referral.objects.get().is_restricted
        assert Referral.objects.get().employer is None
        assert "Kestrel" in world.caseworker.opens("referrals:inbox").content.decode()

    def test_it_has_to_be_answered(self, world):
        assert (
            "Choose whether the person works for" in refers(world.sergeant, agency_link="").content.decode()
        )

    def test_nobody_at_the_front_door_is_told_of_their_own_colleague(self, world):
        refused = refers_an_officer(world.sergeant, "threshold").content.decode()
        assert "nobody else here may be told" in refused
        assert not Referral.objects.exists()

    def test_another_provider_that_may_be_told_takes_the_front_doors_colleague(self, world):
        second_provider(at=timezone.now())
        assert refers_an_officer(world.sergeant, "threshold").status_code == 302
        assert Restriction.objects.get().agency == agency("second")
        assert not ReferralStatus.objects.exclude(provider_agency=agency("second")).exists()


def second_provider(at: dt.datetime) -> None:
    from chrysalis.agencies.actions import agencies, agreements
    from chrysalis.agencies.models import Agreement, Participation, Scheme

    made = agencies.register_agency(
        "second", name="Second Start", kinds=[Agency.Kind.PROVIDER], telephone="0121 496 0019", by=None, at=at
    )
    scheme = Scheme.objects.get(slug="west")
    Participation.objects.create(scheme=scheme, agency=made, part="provider")
    agreements.sign(
        Agreement.objects.get(scheme=scheme),
        agency=made,
        lawful_basis="public_task",
        signatory="B. Signatory, Director",
        signed_on=timezone.localdate(at),
        by=None,
        at=at,
    )


class TestNaming:
    def test_only_the_named_open_it_and_do_with_it_what_they_do_with_any(self, world, restriction):
        referral = restriction.referral_id
        named = world.caseworker
        assert named.opens("referrals:referral", referral).status_code == 404
        assert names(world.safeguarding_lead, restriction, named).status_code == 302
        assert restriction.handle in named.opens("referrals:restricted").content.decode()
        assert "Kestrel" in named.opens("referrals:referral", referral).content.decode()
        named.sends("referrals:accept", referral)
        case = Case.objects.get()
        assert case.is_restricted
        assert "Kestrel" in named.opens("referrals:case", case.pk).content.decode()
        recorded = named.sends(
            "referrals:record_contact", case.pk, draft=str(uuid.uuid4()), channel="call", outcome="reached"
        )
        assert recorded.status_code == 302
        page = named.opens("referrals:restricted").content.decode()
        assert "Arrange the assessment" in page
        assert "Kestrel" not in page
        assert "Kestrel" not in named.opens("referrals:cases").content.decode()

    def test_everybody_else_gets_the_page_of_a_case_that_is_not_there(self, world, case):
        for name in ("referrals:case", "referrals:record_contact", "referrals:correct"):
            assert world.caseworker.opens(name, case.pk).status_code == 200
            for other in (world.second_caseworker, world.caseworker_elsewhere):
                hidden, absent = other.opens(name, case.pk), other.opens(name, ABSENT)
                assert hidden.status_code == absent.status_code == 404
                assert same(hidden.content.decode()) == same(absent.content.decode())
        for other in (
            world.safeguarding_lead,
            world.sergeant,
            world.administrator,
            world.information_officer,
        ):
            assert other.opens("referrals:case", case.pk).status_code == 403

    def test_the_referral_as_it_was_sent_opens_for_the_named_alone(self, world, case):
        assert world.caseworker.opens("referrals:referral", case.referral_id).status_code == 200
        assert world.second_caseworker.opens("referrals:referral", case.referral_id).status_code == 404
        assert world.second_caseworker.sends("referrals:accept", case.referral_id).status_code == 404

    def test_whoever_is_taken_off_cannot_open_it_again_and_can_be_named_again(self, world, case, restriction):
        lead, worker = world.safeguarding_lead, world.caseworker
        page = lead.opens("referrals:restriction", restriction.pk).content.decode()
        assert f'value="{worker.worker.pk}"' in page
        taken = lead.sends("referrals:unname_worker", restriction.pk, worker=str(worker.worker.pk))
        assert taken.status_code == 302
        assert worker.opens("referrals:case", case.pk).status_code == 404
        assert restriction.handle not in worker.opens("referrals:restricted").content.decode()
        gone = lead.sends("referrals:unname_worker", restriction.pk, worker=str(worker.worker.pk))
        assert gone.status_code == 404
        names(lead, restriction, worker)
        assert worker.opens("referrals:case", case.pk).status_code == 200

    def test_nobody_who_also_works_for_the_employer_is_named(self, world, restriction):
        """Tipton's suite is under the force he works for; a second job there shuts out."""
        moonlights(world.caseworker, "tipton-custody")
        refused = names(world.safeguarding_lead, restriction, world.caseworker).content.decode()
        assert "they have a place with the person’s employer" in refused.replace("&#x27;", "’")
        assert not RestrictedListing.objects.exists()
        assert names(world.safeguarding_lead, restriction, world.second_caseworker).status_code == 302

    def test_a_job_taken_later_shuts_out_at_the_next_opening(self, world, case):
        assert world.caseworker.opens("referrals:case", case.pk).status_code == 200
        moonlights(world.caseworker, "westfield-police", role="information-officer")
        choose(world.caseworker)
        assert world.caseworker.opens("referrals:case", case.pk).status_code == 404
        assert ChangeEntry.objects.filter(word="restriction.refused").exists()

    def test_only_colleagues_whose_work_is_cases_can_be_named(self, world, restriction):
        for stranger in (world.sergeant, world.caseworker_elsewhere, world.administrator):
            assert names(world.safeguarding_lead, restriction, stranger).status_code == 200
        assert not RestrictedListing.objects.exists()
        elsewhere = names(world.safeguarding_lead_elsewhere, restriction, world.caseworker_elsewhere)
        assert elsewhere.status_code == 404

    def test_the_named_correct_what_is_recorded_and_it_stays_hidden(self, world, case):
        corrected = {"given_names": "Darren", "family_name": "Kestrel", "sex": "male", "version": "1"}
        sent = world.caseworker.sends("referrals:correct", case.pk, draft=str(uuid.uuid4()), **corrected)
        assert sent.status_code == 302
        assert "Darren" in world.caseworker.opens("referrals:case", case.pk).content.decode()
        assert PersonKey.objects.filter(text="name:darren", is_restricted=True, sweep_after=None).exists()
        assert not finds(world.second_caseworker, "Darren", "Kestrel, Darren")

    def test_each_opening_is_in_the_log(self, world, case):
        before = ChangeEntry.objects.filter(word="person.read", subjects__contains=[case.pk]).count()
        world.caseworker.opens("referrals:case", case.pk)
        assert (
            ChangeEntry.objects.filter(word="person.read", subjects__contains=[case.pk]).count() == before + 1
        )


def moonlights(person, agency_slug: str, role: str = "custody-officer") -> None:
    appointing.appoint(
        person.worker,
        agency(agency_slug),
        role,
        starts_on=timezone.localdate() - dt.timedelta(days=1),
        at=timezone.now(),
    )
    choose(person)


def choose(person) -> None:
    """Somebody with two places says which one this is."""
    session = person.browser.session
    session["membership"] = str(person.membership.pk)
    session.save()


class TestRestricting:
    @pytest.fixture
    def open_case(self, world) -> Case:
        refers(world.sergeant)
        world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
        return Case.objects.get()

    def test_a_lead_restricts_a_case_by_its_reference(self, world, open_case):
        form = world.safeguarding_lead.opens("referrals:restrict").content.decode()
        assert "Eastshire" not in form
        done = restricts(world.safeguarding_lead, open_case.reference.lower())
        assert done.status_code == 302
        assert world.caseworker.opens("referrals:case", open_case.pk).status_code == 404
        assert "Kestrel" not in world.caseworker.opens("referrals:cases").content.decode()
        names(world.safeguarding_lead, Restriction.objects.get(), world.caseworker)
        assert world.caseworker.opens("referrals:case", open_case.pk).status_code == 200

    def test_nobody_finds_it_by_searching_until_it_is_lifted(self, world, open_case):
        assert finds(world.second_caseworker, "Kestrel")
        restricts(world.safeguarding_lead, open_case.reference)
        assert not finds(world.second_caseworker, "Kestrel")
        assert not finds(world.second_caseworker, open_case.reference)
        for lead in (world.safeguarding_lead, world.second_safeguarding_lead):
            lead.sends("referrals:lift", Restriction.objects.get().pk, reason="No need.")
        assert finds(world.second_caseworker, "Kestrel")

    def test_a_referral_that_waits_can_be_restricted_too(self, world):
        refers(world.sergeant)
        restricts(world.safeguarding_lead, Referral.objects.get().reference)
        assert "Kestrel" not in world.caseworker.opens("referrals:inbox").content.decode()

    @pytest.mark.parametrize("which", ["absent", "elsewhere", "already"])
    def test_what_is_not_there_not_theirs_or_restricted_gets_one_answer(self, world, open_case, which):
        refers(world.sergeant_elsewhere)
        elsewhere = Referral.objects.get(provider_agency=agency("harbour")).reference
        restricts(world.safeguarding_lead, open_case.reference)
        asked = {"absent": "CHR-00000-00000-0", "elsewhere": elsewhere, "already": open_case.reference}
        refused = restricts(world.second_safeguarding_lead, asked[which])
        assert "No such referral or case, or not yours to restrict" in refused.content.decode()
        assert Restriction.objects.count() == 1

    def test_lifting_takes_two(self, world, open_case):
        restricts(world.safeguarding_lead, open_case.reference)
        found = Restriction.objects.get()
        lead, second = world.safeguarding_lead, world.second_safeguarding_lead
        assert "Enter why" in lead.sends("referrals:lift", found.pk, reason="").content.decode()
        lead.sends("referrals:lift", found.pk, reason="Retired.")
        again = lead.sends("referrals:lift", found.pk, reason="Retired.").content.decode()
        assert "Another lead must agree" in again
        assert Case.objects.get().is_restricted
        assert "Agree and lift it" in second.opens("referrals:restriction", found.pk).content.decode()
        second.sends("referrals:lift", found.pk, reason="Agreed.")
        assert "Kestrel" in world.caseworker.opens("referrals:cases").content.decode()
        assert second.sends("referrals:lift", found.pk, reason="Again.").status_code == 404
        assert "Lifted by one lead" not in lead.opens("referrals:restrictions").content.decode()

    def test_a_lead_with_nobody_else_lifts_alone_and_it_is_looked_at_again(self, world):
        refers(world.sergeant_elsewhere)
        lead = world.safeguarding_lead_elsewhere
        restricts(lead, Referral.objects.get().reference)
        lead.sends("referrals:lift", Restriction.objects.get().pk, reason="A mistake.")
        found = Restriction.objects.get()
        assert found.lifted_at
        assert found.look_again_on > timezone.localdate()
        assert "Lifted by one lead alone" in lead.opens("referrals:restrictions").content.decode()

    def test_looking_again_is_recorded_once_more_and_then_as_done(self, world):
        refers(world.sergeant_elsewhere)
        lead = world.safeguarding_lead_elsewhere
        restricts(lead, Referral.objects.get().reference)
        lead.sends("referrals:lift", Restriction.objects.get().pk, reason="A mistake.")
        found, due = Restriction.objects.get(), timezone.localdate() - dt.timedelta(days=3)
        Restriction.objects.update(look_again_on=due)
        assert (
            world.safeguarding_lead.sends("referrals:look_again", found.pk, answer="done").status_code == 404
        )
        lead.sends("referrals:look_again", found.pk, answer="again")
        found.refresh_from_db()
        assert found.look_again_on > timezone.localdate()
        assert "Lifted by one lead alone" in lead.opens("referrals:restrictions").content.decode()
        lead.sends("referrals:look_again", found.pk, answer="done")
        assert "Lifted by one lead alone" not in lead.opens("referrals:restrictions").content.decode()
        assert ChangeEntry.objects.filter(word="restriction.looked-again").count() == 2
        assert lead.sends("referrals:look_again", found.pk, answer="done").status_code == 404

    def test_an_agency_may_set_that_one_lead_is_enough(self, world, open_case):
        restricts(world.safeguarding_lead, open_case.reference)
        found, administrator = Restriction.objects.get(), world.administrator
        assert "checked" in administrator.opens("agencies:set_agency").content.decode()
        administrator.sends("agencies:set_agency", version="1")
        late = administrator.sends("agencies:set_agency", version="1", two_leads_lift="on")
        assert late.status_code == 409
        assert "Nothing was overwritten" in late.content.decode()
        assert world.safeguarding_lead.opens("agencies:set_agency").status_code == 403
        world.safeguarding_lead.sends("referrals:lift", found.pk, reason="On duty alone.")
        found.refresh_from_db()
        assert found.lifted_at
        assert found.look_again_on > timezone.localdate()
        assert agency("harbour").two_leads_lift

    def test_an_employer_learnt_of_later_shuts_colleagues_out(self, world, case, restriction):
        lead, worker = world.safeguarding_lead, world.caseworker
        Restriction.objects.update(employer=None)
        moonlights(worker, "tipton-custody")
        assert worker.opens("referrals:case", case.pk).status_code == 200
        force = agency("westfield-police")
        lead.sends("referrals:correct_employer", restriction.pk, employer=str(force.pk))
        assert force.name in lead.opens("referrals:restriction", restriction.pk).content.decode()
        assert worker.opens("referrals:case", case.pk).status_code == 404
        lantern = agency("lantern")
        refused = lead.sends("referrals:correct_employer", restriction.pk, employer=str(lantern.pk))
        assert refused.status_code == 200, "not of the own schemes"
        lead.sends("referrals:correct_employer", restriction.pk, employer="")
        assert worker.opens("referrals:case", case.pk).status_code == 200

    def test_ended_names_are_swept_and_standing_ones_stay(self, world, case, restriction):
        worker = world.caseworker
        world.safeguarding_lead.sends("referrals:name_worker", restriction.pk, worker=worker.worker.pk)
        world.safeguarding_lead.sends(
            "referrals:name_worker", restriction.pk, worker=world.second_caseworker.worker.pk
        )
        gone = RestrictedListing.objects.filter(user=world.second_caseworker.worker)
        gone.update(ends_at=timezone.now() - dt.timedelta(minutes=1))
        sweep_ended_names()
        assert not gone.exists()
        assert worker.opens("referrals:case", case.pk).status_code == 200

    def test_whoever_was_named_loses_the_line_when_it_is_lifted(self, world, case, restriction):
        world.safeguarding_lead.sends("referrals:lift", restriction.pk, reason="Left the force.")
        world.second_safeguarding_lead.sends("referrals:lift", restriction.pk, reason="Agreed.")
        assert restriction.handle not in world.caseworker.opens("referrals:restricted").content.decode()
        assert world.second_caseworker.opens("referrals:case", case.pk).status_code == 200

    def test_the_database_refuses_one_lead_alone_without_a_second_look(self, world, restriction):
        lead = world.safeguarding_lead.worker
        with pytest.raises(IntegrityError), transaction.atomic():
            Restriction.objects.update(
                lifted_at=timezone.now(), lifted_by=lead, lift_asked_by=lead, lift_reason="Me alone."
            )


def same(page: str) -> str:
    """A page without what differs between any two requests."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)
    page = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "KEY", page)
    return re.sub(r"\d\d?:\d\d(:\d\d)?", "TIME", page)


ORDINARY = ("home", "referrals:inbox", "referrals:cases", "referrals:restricted", "referrals:break_glass")


def test_an_ordinary_caseworker_cannot_tell_the_two_worlds_apart(world):
    """With and without somebody restricted: the same pages, byte for byte."""
    refers(world.sergeant, family_name="Swift")
    without = [same(world.second_caseworker.opens(name).content.decode()) for name in ORDINARY]
    refers_an_officer(world.sergeant)
    names(world.safeguarding_lead, Restriction.objects.get(), world.caseworker)
    world.caseworker.sends("referrals:accept", Restriction.objects.get().referral_id)
    assert Case.objects.get().is_restricted
    assert [same(world.second_caseworker.opens(name).content.decode()) for name in ORDINARY] == without


class TestTheWall:
    """What the database itself shows, whatever a view forgets."""

    def test_an_ordinary_role_sees_no_trace_of_it(self, world, case):
        with acting_as(make_hat(world.second_caseworker.membership)):
            for model in (Case, Referral, Pathway, ReferralStatus, RestrictedListing, Client):
                assert not model.objects.exists(), model
            open_things(case_id=case.pk, client_id=case.client_id, referral_id=case.referral_id)
            assert not Case.objects.exists()
            assert not Referral.objects.exists()

    def test_the_named_persona_sees_the_one_that_is_open(self, world, case):
        refers(world.sergeant)
        hat = make_hat(world.caseworker.membership)
        with acting_as(hat.named):
            assert not Case.objects.exists()
            open_things(case_id=case.pk)
            assert list(Case.objects.all()) == [case]
            assert not Referral.objects.exists()

    def test_each_worker_sees_the_own_lines_alone(self, world, case, restriction):
        names(world.safeguarding_lead, restriction, world.second_caseworker)
        with acting_as(make_hat(world.caseworker.membership)):
            assert [line.user_id for line in RestrictedListing.objects.all()] == [world.caseworker.worker.pk]

    def test_a_lead_reads_nobody(self, world, case):
        with acting_as(make_hat(world.safeguarding_lead.membership)):
            assert Restriction.objects.exists()
            assert not Case.objects.exists()
            assert not Referral.objects.exists()


class TestGuardian:
    def test_it_keeps_grants_in_our_own_table_and_never_in_its_general_one(self, world, case):
        """With a related name of "+" it would quietly use the general one."""
        assert get_user_obj_perms_model(Restriction) is RestrictedListing
        assert get_user_obj_perms_model(Restriction()) is RestrictedListing
        assert RestrictedListing.objects.count() == 1
        assert not UserObjectPermission.objects.exists()

    def test_there_is_one_permission_to_give(self, world, case):
        assert {line.permission.codename for line in RestrictedListing.objects.all()} == {"open_restricted"}
        assert Permission.objects.filter(codename="open_restricted").count() == 1
