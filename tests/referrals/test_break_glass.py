"""In an emergency somebody who was not named opens a restricted case: for an hour, and not in silence."""

import datetime as dt

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.apart import APART
from chrysalis.audit.models import ChangeEntry, ChangeReason
from referrals.models import Case, GlassBreak, Referral, RestrictedListing
from tests.referrals.test_restricted import case, moonlights, refers, restriction, same


__all__ = ["case", "restriction"]  # the fixtures of the case that is broken into
WHY = "He rang: he is on his way to the house."


def breaks(person, reference: str, reason: str = WHY):
    return person.sends("referrals:break_glass", reference=reference, reason=reason)


def refused(response) -> bool:
    return "No such case, or not yours to open." in response.content.decode()


def test_a_reason_opens_that_case_for_an_hour(world, case, restriction):
    worker = world.second_caseworker
    assert worker.opens("referrals:case", case.pk).status_code == 404
    assert "Enter why" in breaks(worker, case.reference, reason="").content.decode()
    opened = breaks(worker, f" {case.reference.lower()} ")
    assert opened.headers["Location"] == f"/cases/{case.pk}/"
    assert "Kestrel" in worker.get(opened.headers["Location"]).content.decode()
    assert restriction.handle in worker.opens("referrals:restricted").content.decode()
    RestrictedListing.objects.filter(user=worker.worker).update(ends_at=timezone.now())
    assert worker.opens("referrals:case", case.pk).status_code == 404
    assert restriction.handle not in worker.opens("referrals:restricted").content.decode()


def test_it_ends_an_hour_after_it_began_however_often_it_was_asked(world, case):
    for _ in range(2):
        breaks(world.second_caseworker, case.reference)
    broken = GlassBreak.objects.get()
    assert broken.ends_at - broken.opened_at == dt.timedelta(hours=1)
    assert RestrictedListing.objects.get(user=world.second_caseworker.worker).ends_at == broken.ends_at


def test_a_referral_nobody_took_yet_opens_too(world, restriction):
    opened = breaks(world.caseworker, restriction.handle)
    assert opened.headers["Location"] == f"/referrals/{restriction.referral_id}/"
    assert "Kestrel" in world.caseworker.get(opened.headers["Location"]).content.decode()


def test_both_leads_are_told_at_once_and_nobody_else(world, case):
    breaks(world.second_caseworker, case.reference)
    for lead in (world.safeguarding_lead, world.second_safeguarding_lead):
        assert f"Second Caseworker opened {case.reference}" in lead.opens("home").content.decode()
        assert case.reference in lead.opens("referrals:glass").content.decode()
    for other in (world.safeguarding_lead_elsewhere, world.caseworker):
        assert case.reference not in other.opens("home").content.decode()
    assert case.reference not in world.safeguarding_lead_elsewhere.opens("referrals:glass").content.decode()


def test_a_lead_reviews_it_once(world, case):
    breaks(world.second_caseworker, case.reference)
    lead, broken = world.safeguarding_lead, GlassBreak.objects.get()
    assert WHY in lead.opens("referrals:review", broken.pk).content.decode()
    assert "Choose what" in lead.sends("referrals:review", broken.pk).content.decode()
    lead.sends("referrals:review", broken.pk, outcome="right", remark="Spoke with her.")
    world.second_safeguarding_lead.sends("referrals:review", broken.pk, outcome="wrong", remark="No.")
    broken.refresh_from_db()
    assert (broken.outcome, broken.reviewed_by) == ("right", lead.worker)
    assert "It was right" in lead.opens("referrals:glass").content.decode()
    assert "in an emergency. Look" not in lead.opens("home").content.decode()
    elsewhere = world.safeguarding_lead_elsewhere
    assert elsewhere.opens("referrals:review", broken.pk).status_code == 404


def test_nobody_reviews_what_they_opened_themselves(world, case):
    breaks(world.second_caseworker, case.reference)
    broken, lead = GlassBreak.objects.get(), world.safeguarding_lead
    GlassBreak.objects.update(worker=lead.worker)
    page = lead.sends("referrals:review", broken.pk, outcome="right", remark="Fine.").content.decode()
    assert "Another lead must review" in page
    with pytest.raises(IntegrityError), transaction.atomic():
        GlassBreak.objects.update(outcome="right", reviewed_by=lead.worker, reviewed_at=timezone.now())


class TestRefusals:
    """Each gets the same page, and each is in the log."""

    def test_wrong_open_and_foreign_references_are_told_apart_by_nobody(self, world, case):
        refers(world.sergeant)
        plain = Referral.objects.get(is_restricted=False).reference
        pages = set()
        asked = [(world.caseworker_elsewhere, case.reference), (world.caseworker_elsewhere, plain)]
        for person, reference in [*asked, (world.caseworker_elsewhere, "CHR-00000-00000-0")]:
            answer = breaks(person, reference)
            assert refused(answer)
            pages.add(same(answer.content.decode()).replace(reference, "REFERENCE"))
        assert len(pages) == 1
        assert refused(breaks(world.second_caseworker, plain))
        entries = ChangeEntry.objects.filter(word="glass.refused")
        assert [entry.reason for entry in entries] == [APART] * 4
        reasons = ChangeReason.objects.filter(entry_id__in=[entry.pk for entry in entries])
        assert [reason.text for reason in reasons] == [WHY] * 4
        assert not GlassBreak.objects.exists()

    def test_somebody_with_a_second_job_at_the_employer_is_refused(self, world, case):
        moonlights(world.second_caseworker, "tipton-custody")
        assert refused(breaks(world.second_caseworker, case.reference))
        entry = ChangeEntry.objects.get(word="glass.refused")
        assert entry.subjects == [case.referral_id]
        assert world.second_caseworker.opens("referrals:case", case.pk).status_code == 404

    def test_somebody_who_knows_the_person_is_refused(self, world, case):
        from tests.kernel.agencies.test_conflicts import declares

        declares(world.second_caseworker, "Darnell", "Kestrel")
        assert refused(breaks(world.second_caseworker, case.reference))

    def test_other_roles_have_no_glass_to_break(self, world, case):
        for other in (
            world.safeguarding_lead,
            world.sergeant,
            world.administrator,
            world.information_officer,
        ):
            assert breaks(other, case.reference).status_code == 403
        assert Case.objects.get().is_restricted


class TestTheOfficer:
    """SAFETY: who looks after the log may be a friend of whoever the case is hidden from."""

    def _entry(self, world, case) -> ChangeEntry:
        breaks(world.second_caseworker, case.reference)
        return ChangeEntry.objects.get(word="glass.broken")

    def test_the_officer_reads_the_fact_who_and_when_and_not_why(self, world, case):
        entry, officer = self._entry(world, case), world.information_officer
        page = officer.opens("log:entry", entry.pk).content.decode()
        assert "Opened a restricted case in an emergency" in page
        assert "Second Caseworker" in page
        assert APART in page
        assert WHY not in page
        assert WHY not in officer.opens("log:entries").content.decode()
        hat = make_hat(officer.membership)
        with acting_as(hat), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
            list(ChangeReason.objects.all())

    def test_an_officer_who_is_named_reads_why_until_unnamed(self, world, case, restriction):
        entry, officer, lead = self._entry(world, case), world.information_officer, world.safeguarding_lead
        lead.sends("referrals:name_worker", restriction.pk, worker=officer.worker.pk)
        assert WHY in officer.opens("log:entry", entry.pk).content.decode()
        looks = ChangeEntry.objects.filter(word="person.read", worker_id=officer.worker.pk)
        assert looks.get().subjects == [case.referral_id]
        assert officer.opens("referrals:case", case.pk).status_code in (403, 404)
        lead.sends("referrals:unname_worker", restriction.pk, worker=officer.worker.pk)
        assert WHY not in officer.opens("log:entry", entry.pk).content.decode()

    def test_an_officer_who_works_for_the_employer_does_not_although_named(self, world, case, restriction):
        entry, officer = self._entry(world, case), world.information_officer
        world.safeguarding_lead.sends("referrals:name_worker", restriction.pk, worker=officer.worker.pk)
        moonlights(officer, "tipton-custody")
        assert WHY not in officer.opens("log:entry", entry.pk).content.decode()

    def test_leads_read_why_in_the_database_and_no_other_agencys(self, world, case):
        self._entry(world, case)
        with acting_as(make_hat(world.safeguarding_lead.membership)):
            assert ChangeReason.objects.get(text=WHY)
        with acting_as(make_hat(world.safeguarding_lead_elsewhere.membership)):
            assert not ChangeReason.objects.exists()
