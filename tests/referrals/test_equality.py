"""Equality questions: asked of whoever can know, counted, and read by nobody."""

import datetime as dt

import pytest
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.access.decide import visible
from chrysalis.agencies.models import Scheme
from chrysalis.agencies.queries import make_hat
from referrals.gates.figures import count
from referrals.models import Case, Client, EqualityAnswers, Referral
from referrals.reports.equality import COUNTS
from tests.referrals.test_custody_referral import refers as refers_from_custody
from tests.referrals.test_professional_referral import refers
from tests.referrals.test_triage import drafted, text


pytestmark = pytest.mark.usefixtures("noted")


def counts(world):
    today = timezone.localdate()
    with acting_as(make_hat(world.service_manager.membership)):
        scheme = Scheme.objects.get(slug="west")
        return count(COUNTS, scheme.pk, today, today + dt.timedelta(days=1), with_restricted=False)


def test_what_a_sender_knows_is_counted_the_persons_own_word_first_and_nobody_reads_it(world):
    door = text(world.social_worker.opens("referrals:submit", whole="yes"))
    assert "Ethnic group, as the person says it" in door
    assert "as an officer saw it" not in door
    knows = {"equality_ethnicity": "asian_indian", "equality_disability": "declined"}
    assert refers(world.social_worker, **knows).status_code == 302
    told = counts(world)
    assert (told["ethnicity"], told["disability"]) == ({"asian": 1}, {"declined": 1})
    assert told["religion"] == {"not_asked": 1}

    referral = Referral.objects.get()
    assert "Indian" not in text(world.caseworker.opens("referrals:referral", referral.pk))
    world.caseworker.sends("referrals:accept", referral.pk)
    case = Case.objects.get()
    nothing = world.caseworker.sends("referrals:equality", case.pk, **drafted(told_by="person"))
    assert "Nothing is answered yet" in text(nothing)
    says = drafted(told_by="person", equality_ethnicity="mixed_asian", equality_religion="none")
    assert world.caseworker.sends("referrals:equality", case.pk, **says).status_code == 302
    later = drafted(told_by="professional", equality_ethnicity="white_roma")
    world.caseworker.sends("referrals:equality", case.pk, **later)
    told = counts(world)
    assert (told["ethnicity"], told["religion"]) == ({"mixed": 1}, {"none": 1})
    assert "White and Asian" not in text(world.caseworker.opens("referrals:case", case.pk))
    hat = make_hat(world.caseworker.membership)
    with acting_as(hat):
        assert not visible(hat, EqualityAnswers.objects.all()).exists()


def test_custody_tells_what_an_officer_saw_which_is_no_ethnic_group(world):
    door = text(world.sergeant.opens("referrals:submit"))
    assert "as an officer saw it" in door
    assert "Religion" not in door
    assert refers_from_custody(world.sergeant, equality_ethnicity_seen="asian").status_code == 302
    assert EqualityAnswers.objects.get().told_by == "officer"
    assert counts(world)["ethnicity"] == {"not_asked": 1}


def test_a_young_person_is_not_asked_what_is_for_people_of_sixteen_and_over(world):
    refers(world.social_worker)
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    case = Case.objects.get()
    assert "Sexual orientation" in text(world.caseworker.opens("referrals:equality", case.pk))
    Client.objects.update(age_path="young")
    assert "Sexual orientation" not in text(world.caseworker.opens("referrals:equality", case.pk))
