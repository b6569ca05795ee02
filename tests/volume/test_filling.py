"""A demonstration filled by the set is one that actions could have made: page by page and row by row."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.urls import reverse

from chrysalis import keys
from chrysalis.access.barriers import Side
from chrysalis.audit.models import ChangeEntry, SafetyEntry
from chrysalis.audit.tasks import seal
from chrysalis.audit.verification import verify
from chrysalis.demo.volume import filling, log_rows
from chrysalis.demo.volume.plans import slug_of
from chrysalis.management import wall
from chrysalis.ui.dates import PartialDate
from chrysalis.working_days import in_london
from interventions.catalogue.terms import Frequency
from interventions.courses import marked, policy_of
from interventions.models import Attendance, Enrolment, EnrolmentStep, ProgrammeGroup
from interventions.rules.absence import owed
from interventions.rules.schedule import Rhythm, session_days
from partners.models import ClientLink, Slip, SlipFiling, Survivor
from referrals.models import (
    Case,
    CaseState,
    Client,
    ContactAttempt,
    CustodyDetails,
    LegProgress,
    PersonKey,
    Referral,
    ReferralStatus,
    RestrictedListing,
    Restriction,
    Step,
)
from referrals.rules.identifiers import check_pnc
from referrals.rules.person_keys import key_of_number, key_of_reference, keys_of_person
from tests.volume.conftest import AT, CASES


pytestmark = pytest.mark.usefixtures("noted")


INVENTED = slug_of(0)


@pytest.fixture
def case(filled) -> Case:
    """One of an invented scheme, reached after a try, whose person has a PNC ID and a whole birth date."""
    with filled.seen():
        found = Case.objects.filter(scheme__slug=INVENTED, state=CaseState.ASSESSMENT, is_restricted=False)
        whole = found.filter(date_of_birth__regex="^.{10}$", client__identifiers__isnull=False)
        return whole.select_related("client", "referral").order_by("reference")[0]


@pytest.fixture
def caseworker(filled, case):
    return filled.person(case.provider_agency_id, "caseworker")


def test_there_are_as_many_cases_as_were_asked_for(filled):
    with filled.seen():
        assert Case.objects.count() == CASES
        assert Referral.objects.filter(state="received", scheme__slug=INVENTED).exists()
    assert any("rows of referrals.Case" in line for line in filled.said)


def test_the_pages_of_a_case_answer(case, caseworker):
    page = caseworker.opens("referrals:case", case.pk).content.decode()
    assert case.client.name in page
    assert "Person reached, waiting for assessment" in page
    assert caseworker.opens("referrals:record_contact", case.pk).status_code == 200
    assert caseworker.opens("referrals:correct", case.pk).status_code == 200
    assert case.person_name in _everything_listed(caseworker, reverse("referrals:cases"))


def test_somebody_elsewhere_finds_no_such_page(filled, case):
    with filled.seen():
        other = Case.objects.exclude(provider_agency=case.provider_agency_id).order_by("reference")[0]
    stranger = filled.person(other.provider_agency_id, "caseworker")
    assert stranger.opens("referrals:case", case.pk).status_code == 404


def test_a_referral_that_waits_can_be_accepted(filled):
    with filled.seen():
        waiting = Referral.objects.filter(state="received", scheme__slug=INVENTED).order_by("reference")[0]
    caseworker = filled.person(waiting.provider_agency_id, "caseworker")
    assert caseworker.opens("referrals:referral", waiting.pk).status_code == 200
    accepted = caseworker.sends("referrals:accept", waiting.pk)
    assert caseworker.get(accepted.url).status_code == 200


@pytest.mark.parametrize("remembered", ["name", "date_of_birth", "reference", "telephone"])
def test_a_search_finds_the_person(case, caseworker, remembered):
    known = case.referral if remembered in ("reference", "telephone") else case.client
    typed = getattr(known, remembered) or case.reference
    assert case.reference in caseworker.sends("referrals:search", sought=typed).content.decode()


def test_everybody_is_found_by_the_keys_that_an_action_would_have_written(filled):
    with filled.seen():
        for referral in Referral.objects.filter(scheme__slug=INVENTED).select_related("custody"):
            custody = referral.custody
            wanted = keys_of_person(
                name=referral.name,
                known_as=referral.known_as,
                date_of_birth=referral.date_of_birth,
                telephone=referral.telephone,
            )
            wanted.add(key_of_reference(referral.reference))
            wanted.add(key_of_number("custody-record", custody.custody_record_number))
            wanted |= {key_of_number("pnc", custody.pnc_id)} if custody.pnc_id else set()
            held = PersonKey.objects.filter(referral=referral).values_list("text", "shown")
            assert sorted(held) == sorted((key.text, key.shown) for key in wanted)


def test_what_belongs_together_agrees(filled):
    with filled.seen():
        for case in Case.objects.filter(scheme__slug=INVENTED).select_related("client", "referral"):
            assert case.person_name == case.client.name_in_lists
            assert case.client.name == case.referral.name
            assert case.reference == case.referral.reference
            holders = {one.provider_agency_id for one in (case, case.client, case.referral)}
            assert len(holders) == 1
            PartialDate.read(case.date_of_birth)
            tries = ContactAttempt.objects.filter(case=case)
            has_reached = tries.filter(outcome="reached").exists()
            has_begun = Attendance.objects.filter(case=case).exists()
            assert case.state == _state(has_reached, has_begun)
            assert case.version == 1 + tries.count() + has_begun
            assert Step.objects.filter(case=case).count() == 1 + has_reached + has_begun
            assert LegProgress.objects.get(case=case).state == case.state
            word = ReferralStatus.objects.get(referral_key=case.referral_id).word
            assert (word == "started") == has_begun
        for raw in CustodyDetails.objects.exclude(pnc_id="").values_list("pnc_id", flat=True):
            assert check_pnc(raw).warning is None


def _state(has_reached: bool, has_begun: bool) -> CaseState:
    if has_begun:
        return CaseState.ACTIVE
    return CaseState.ASSESSMENT if has_reached else CaseState.CONTACTING


@pytest.fixture
def course(filled) -> Enrolment:
    """A place in a group of an invented scheme, begun and going on."""
    with filled.seen():
        found = Enrolment.objects.filter(scheme__slug=INVENTED, state="active", is_restricted=False)
        return found.select_related("programme_version").order_by("starts_on", "pk")[0]


def test_the_pages_of_a_group_answer(filled, course):
    with filled.seen():
        group = course.groups.get().group
        held, waiting = group.sessions.filter(state="held").first(), group.sessions.filter(state="planned")[0]
    facilitator = filled.person(course.provider_agency_id, "facilitator")
    page = facilitator.opens("interventions:session", held.pk).content.decode()
    assert course.person_name in page
    assert facilitator.opens("interventions:session", waiting.pk).status_code == 200
    assert facilitator.opens("interventions:sessions").status_code == 200
    caseworker = filled.person(course.provider_agency_id, "caseworker")
    page = caseworker.opens("interventions:attendance", course.case_id).content.decode()
    assert course.programme_version.name in page
    assert caseworker.opens("interventions:group", group.pk).status_code == 200


def test_registers_say_what_facilitators_could_have_marked(filled):
    with filled.seen():
        for group in ProgrammeGroup.objects.filter(scheme__slug=INVENTED):
            there = Counter(group.members.values_list("enrolment", flat=True))
            assert 0 < len(there) <= group.capacity
            assert max(there.values()) == 1
            days = [in_london(each.starts_at).date() for each in group.sessions.order_by("number")]
            assert days == session_days(group.starts_on, len(days), Rhythm(Frequency.WEEKLY))
            held = group.sessions.filter(state="held")
            assert all(each.attendances.exists() for each in held[:1])
            assert not Attendance.objects.filter(session__in=group.sessions.filter(state="planned")).exists()
        for place in Enrolment.objects.filter(scheme__slug=INVENTED).select_related("programme_version"):
            marks = list(place.attendances.all())
            asked = owed([marked(each) for each in marks], policy_of(place.programme_version))
            assert not asked.review
            assert place.steps.count() == place.version
            assert place.steps.latest("at").target == place.state
            assert bool(marks) == (place.state in ("active", "completed", "withdrew"))
            assert place.person_name == place.case.person_name


def test_some_wait_some_attend_some_have_left(filled):
    with filled.seen():
        states = Counter(Enrolment.objects.values_list("state", flat=True))
        assert not Enrolment.objects.filter(case__is_restricted=True, groups__isnull=False).exists()
    assert CASES * 0.1 < sum(states.values()) < CASES * 0.5
    assert {"waiting", "active", "withdrew", "completed"} <= set(states)


def test_nothing_has_happened_in_the_future_or_before_it_could(filled):
    with filled.seen():
        assert Referral.objects.latest("received_at").received_at <= AT
        assert ContactAttempt.objects.latest("recorded_at").recorded_at <= AT
        assert Attendance.objects.latest("marked_at").marked_at <= AT
        assert EnrolmentStep.objects.latest("at").at <= AT
        assert Enrolment.objects.latest("waiting_since").waiting_since <= AT
        for case in Case.objects.select_related("referral"):
            assert case.opened_at >= case.referral.received_at
            assert all(step.at >= case.opened_at for step in case.steps.all())


def test_agencies_are_as_unequal_as_in_life(filled):
    with filled.seen():
        by_provider = Counter(Case.objects.values_list("provider_agency", flat=True)).most_common()
        of_one_force = Referral.objects.filter(scheme__slug="west-midlands")
        by_suite = Counter(of_one_force.values_list("referring_agency", flat=True))
    assert by_provider[0][1] > 4 * by_provider[-1][1]
    assert max(by_suite.values()) > 2 * min(by_suite.values())


def test_some_are_referred_again_and_under_the_same_name(filled):
    with filled.seen():
        people = Counter(Client.objects.values_list("given_names", "family_name", "date_of_birth"))
    assert max(people.values()) > 1
    assert len(people) > CASES * 0.8


def test_some_were_told_of_and_linked_on_the_other_side_alone(filled):
    with filled.seen():
        told, filed = Slip.objects.count(), SlipFiling.objects.count()
        assert CASES * 0.2 < told < CASES * 0.45
        assert told > filed > ClientLink.objects.count() > 0
        assert Slip.objects.filter(waits=False, filing__isnull=False).count() == filed
        assert Slip.objects.filter(waits=True, filing__isnull=True).count() == told - filed
        link = ClientLink.objects.order_by("pk").first()
        assert Client.objects.filter(pk=link.client_id).exists()
        survivor = Survivor.objects.get(pk=link.survivor_id)
    worker = filled.person(survivor.support_agency_id, "link-worker")
    assert survivor.name in worker.opens("partners:survivor", survivor.pk).content.decode()


def test_a_restricted_case_is_there_for_whoever_is_named_and_nobody_else(filled):
    """Three in a thousand: with so few cases, the one that the told world has."""
    with filled.seen():
        for restriction in Restriction.objects.filter(lifted_at=None):
            assert restriction.referral.is_restricted
            assert RestrictedListing.objects.filter(content_object=restriction).exists()
            keys = PersonKey.objects.filter(referral_id=restriction.referral_id)
            assert set(keys.values_list("is_restricted", flat=True)) == {True}


def test_every_constraint_and_index_is_back_and_checked(filled):
    """As a database that was only migrated has them: the tests' own."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_constraint WHERE NOT convalidated")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT to_regclass('volume_entry')")
        assert cursor.fetchone() == (None,)
        for table in filling.FILLINGS:
            cursor.execute(
                "SELECT count(*) FROM pg_indexes WHERE tablename = %s UNION ALL "
                "SELECT count(*) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'",
                [table.table, table.table],
            )
            assert all(count > 0 for (count,) in cursor.fetchall()), table.table


def test_the_wall_agrees(filled):
    found = [line for line in wall.in_force() if "eye" not in line]
    assert found == [line for line in wall.declared() if "eye" not in line]


def test_the_log_tells_of_each_referral_and_is_sealed_like_any_other(filled, case):
    with filled.seen():
        assert ChangeEntry.objects.filter(subjects__contains=[case.referral_id]).count() >= 2
        assert ChangeEntry.objects.filter(xid=0).count() == 0
        assert SafetyEntry.objects.exists()
    seal()
    assert [verify(side).fault for side in (Side.CHANGE, Side.SAFETY)] == [None, None]


def test_equal_seeds_give_equal_people(filled):
    first, again, other = _drawn(filling.SEED), _drawn(filling.SEED), _drawn(filling.SEED + 1)
    assert first == again
    assert not set(first) & set(other)


def _drawn(seed: int, *, cases: int = 50) -> list[tuple]:
    """Whom the dice would give, and nothing of it is kept."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        with keys.seeded(f"volume/{seed}"):
            filling.draw(cursor, cases, 3, at=AT, seed=seed)
        cursor.execute("SELECT n, referral_id, reference, given, family, date_of_birth FROM arrival")
        found = cursor.fetchall()
        transaction.set_rollback(True, using="owner")
    return found


def test_a_log_that_was_interrupted_is_written_to_its_end(filled):
    """Some of the entries are written already; one is not."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "CREATE UNLOGGED TABLE volume_entry AS SELECT 'change' AS side, 0::bigint AS turn, * "
            "FROM audit_changeentry WHERE agency_id IS NOT NULL AND role_slug = 'caseworker' "
            "AND agency_id = (SELECT provider_agency_id FROM referrals_case LIMIT 1)"
        )
        one = "(SELECT id FROM volume_entry LIMIT 1)"
        cursor.execute(f"UPDATE volume_entry SET id = gen_random_uuid() WHERE id = {one}")  # noqa: S608 - a constant
        log_rows.let_writers_read(cursor)
    with filled.seen():
        before, cases = ChangeEntry.objects.count(), Case.objects.count()
    assert not filling.is_filled()
    filling.fill(up_to=CASES, at=AT, say=filled.said.append)
    assert filling.is_filled()
    with filled.seen():
        assert (ChangeEntry.objects.count(), Case.objects.count()) == (before + 1, cases)


def test_it_refuses_outside_the_demonstration(filled, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="not a demonstration"):
        call_command("demo_world", cases=1_000)


def test_it_is_filled_once(filled, capsys):
    call_command("demo_world", cases=1_000)
    assert "there already" in capsys.readouterr().out


def _everything_listed(person, address: str) -> str:
    """All pages of a list, one after the other."""
    drawn = ""
    while address:
        answer = person.get(address)
        drawn += answer.content.decode()
        address = answer.context["listing"].next_href
    return drawn
