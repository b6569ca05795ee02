"""The demonstration world: alive today, and nobody in it is real."""

import datetime as dt
import re
import runpy
from collections.abc import Iterator
from io import StringIO

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.management import CommandError, call_command
from django.db import connections
from django.db.models import Count
from django.urls import reverse

from chrysalis.access.roles import ROLES
from chrysalis.agencies import sharing
from chrysalis.agencies.models import Agency, Area, Membership, Scheme, Worker
from chrysalis.agencies.sharing import State
from chrysalis.audit.models import ChangeEntry
from chrysalis.demo import bringing_in, by_themselves, disposals, professionals, repeats
from chrysalis.demo import world as demo
from chrysalis.demo.finding import REGISTER_TO_MARK
from chrysalis.demo.plan import PLANS
from chrysalis.demo.queries import who_stands_where
from chrysalis.demo.runs import OVER, RUNS
from chrysalis.demo.tour import STEPS
from chrysalis.events.actions.carrying import carry
from chrysalis.notices.models import ChangeNotice, SafetyNotice
from chrysalis.working_days import LONDON
from interventions.models import Capacity, Enrolment, ProgrammeGroup, ProgrammeVersion
from partners.models import (
    ClientLink,
    SafeContact,
    Slip,
    SlipDetails,
    SlipFiling,
    Survivor,
    SurvivorAssessment,
    SurvivorContact,
    SurvivorGrade,
    Telling,
    Tracing,
)
from partners.queries import service_for
from referrals.models import (
    Assessment,
    Case,
    CaseState,
    ContactAttempt,
    CustodyDetails,
    Grade,
    GradeAnswer,
    Handover,
    Referral,
    ReferralState,
    Release,
    Step,
    UnsentReferral,
)
from referrals.rules.clocks import Tone, standing
from referrals.rules.identifiers import check_pnc
from tests.copies import in_a_copy


pytestmark = pytest.mark.usefixtures("noted")


AT = dt.datetime(2026, 11, 18, 11, 0, tzinfo=LONDON)  # a Wednesday


DRAMA_NUMBERS = r"(07700 900|01632 960|0121 496 0|0116 496 0)\d{3}"


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Once for all that only look at it."""
    with in_a_copy(f"{connections['default'].settings_dict['NAME']}_demo", django_db_blocker):
        demo.build(at=AT)
        carry(clock=lambda: AT)  # what a worker does as soon as it runs
        yield


@pytest.fixture
def schemes(built, db) -> list[Scheme]:
    return list(Scheme.objects.filter(slug__in=[plan.slug for plan in PLANS]))


def test_there_are_four_schemes_each_with_work_in_every_state(schemes):
    assert len(schemes) == 4
    for scheme in schemes:
        waiting = Referral.objects.filter(scheme=scheme, state="received")
        clocks = [standing(each.first_contact_due_at, AT, "england") for each in waiting]
        assert any("today" in clock.words for clock in clocks)
        tones = {clock.tone for clock in clocks}
        assert tones == set(Tone), f"{scheme} has nothing that is late, or due, or has time"
        due_today = [
            each for each in waiting if "today" in standing(each.first_contact_due_at, AT, "england").words
        ]
        assert due_today
        states = {case.state for case in Case.objects.filter(scheme=scheme)}
        assert states >= set(CaseState) - {CaseState.ACTIVE, CaseState.HANDED_OVER}
        decided = set(Referral.objects.filter(scheme=scheme).values_list("state", flat=True))
        assert decided == set(ReferralState) - {ReferralState.WITHDRAWN}  # which only an import undone makes
        assert Release.objects.filter(case__scheme=scheme).exists()


def test_people_go_from_custody_to_the_community_and_on(schemes):
    """In the one scheme that several providers share."""
    assert set(Handover.objects.values_list("state", flat=True)) >= {"offered", "taken", "returned"}
    legs = Case.objects.exclude(handover_id=None).values_list("provider_agency__slug", flat=True)
    assert {"community-intervention", "choose-to-change-coventry"} <= set(legs)
    offered = Handover.objects.filter(state="offered").values_list("to_agency__slug", flat=True)
    assert {"community-intervention", "choose-to-change-sandwell"} <= set(offered)


def test_partner_support_has_work_in_every_scheme(schemes):
    for scheme in schemes:
        told = Slip.objects.filter(scheme=scheme)
        assert set(told.filter(waits=True)) == set(told.filter(filing__isnull=True)) != set()
        assert Survivor.objects.filter(scheme=scheme).exists()
        contacts = SurvivorContact.objects.filter(survivor__scheme=scheme)
        assert contacts.exists()
        assert contacts.latest("made_at").made_at <= AT
    assert SafeContact.objects.filter(state="confirmed").exists()
    assert Telling.objects.filter(was_told=True).exists()
    assert Tracing.objects.filter(state="nobody").exists()
    wanted = set(Survivor.objects.values_list("tier", flat=True))
    assert wanted >= {"full_support", "no_contact_wanted", "updates_only"}
    pairs = ClientLink.objects.values_list("client_id").annotate(many=Count("survivor")).filter(many=2)
    assert pairs.exists(), "no two survivors of one person"
    assert ClientLink.objects.exists()


def test_everybody_who_answers_for_something_has_notices(schemes):
    for scheme in schemes:
        waiting = ChangeNotice.objects.filter(agency=scheme.front_door, acknowledged_at=None)
        assert {notice.role_slug for notice in waiting} >= {"caseworker"}
        support = SafetyNotice.objects.filter(agency=service_for(scheme), acknowledged_at=None)
        assert support.filter(role_slug="link-worker").exists()
    assert ChangeNotice.objects.filter(acknowledged_at__isnull=False).exists()


def test_people_wait_for_programmes_and_have_places_in_every_scheme(schemes):
    for scheme in schemes:
        states = set(Enrolment.objects.filter(scheme=scheme).values_list("state", flat=True))
        assert states >= {"waiting", "booked", "active", "paused"}, scheme
    paid = {each.programme: each.places for each in Capacity.objects.filter(stream__scheme__slug="kent")}
    assert paid == {"cobi": 40, "hr-1": 40, "hr-g": 16}
    sites = ProgrammeVersion.objects.filter(programme="c2c", scheme__slug="west-midlands", number=1)
    assert len({(each.sessions_total, each.minutes) for each in sites}) == 1
    assert len(sites) == 2


def test_the_twelve_weeks_are_given_by_the_community_provider_alone(schemes):
    held = {"programme": "comm12", "scheme__slug": "west-midlands"}
    givers = ProgrammeVersion.objects.filter(**held).values_list("provider_agency__slug", flat=True)
    assert set(givers) == {"community-intervention"}
    attended = Enrolment.objects.filter(**held).exclude(case__handover_id=None)
    assert set(attended.values_list("state", flat=True)) == {"active", "paused", "completed", "withdrew"}


def test_in_every_scheme_somebody_has_finished_and_somebody_left(schemes):
    """So that a letter can be asked for, and the figures have endings to count."""
    for scheme in schemes:
        ended = Enrolment.objects.filter(scheme=scheme, ended_on__isnull=False)
        assert {"completed", "withdrew"} <= set(ended.values_list("state", flat=True)), scheme
        assert ended.latest("ended_on").ended_on < AT.date()


def test_sessions_of_a_group_are_counted_in_the_order_in_which_they_are_held(schemes):
    for group in ProgrammeGroup.objects.all():
        held = list(group.sessions.order_by("starts_at").values_list("number", flat=True))
        assert held == list(range(1, (group.programme_version.sessions_total or 24) + 1)), group.name


def test_no_place_goes_on_once_its_case_is_over(schemes):
    going_on = ("waiting", "booked", "active", "paused")
    over = Enrolment.objects.filter(case__state__in=("closed", "handed_over"))
    assert not over.filter(state__in=going_on).exists()


def test_nothing_has_happened_in_the_future(schemes):
    assert Slip.objects.latest("sealed_at").sealed_at <= AT
    assert SlipFiling.objects.latest("filed_at").filed_at <= AT
    assert Referral.objects.latest("received_at").received_at <= AT
    assert ContactAttempt.objects.latest("recorded_at").recorded_at <= AT
    assert Step.objects.latest("at").at <= AT
    assert ChangeEntry.objects.filter(at__gt=AT, word__startswith="referral").count() == 0


def test_one_agreement_is_about_to_end_and_one_suite_is_on_hold(schemes):
    def state(scheme: str, suite: str) -> State:
        found = Scheme.objects.get(slug=scheme)
        sender = Agency.objects.get(slug=suite)
        return sharing.standing(found, sender=sender, receiver=found.front_door, on=AT.date()).state

    assert state("west-midlands", "oldbury-custody-suite") is State.IN_FORCE
    assert state("kent", "maidstone-custody-suite") is State.ENDING
    assert state("bedfordshire-and-hertfordshire", "kempston-custody-suite") is State.IN_FORCE
    assert state("bedfordshire-and-hertfordshire", "hatfield-custody-suite") is State.ENDED
    assert Referral.objects.filter(referring_agency__slug="hatfield-custody-suite").exists()


def test_one_referral_is_left_for_the_next_shift_at_oldbury(schemes):
    left = UnsentReferral.objects.get(referring_agency__slug="oldbury-custody-suite")
    assert left.kept_to_id is None
    assert left.began_by.full_name == "Gethin Marlowick", "whom Amara Tindlebrook relieves"
    assert left.saved_at <= AT


def test_every_role_of_every_scheme_can_be_tried(schemes):
    for scheme in schemes:
        places = Membership.objects.filter(agency__participations__scheme=scheme)
        assert {place.role_slug for place in places} == {role.slug for role in ROLES}
    oldbury = Membership.objects.filter(agency__slug="oldbury-custody-suite", role_slug="custody-officer")
    assert oldbury.count() == 2
    assert Area.objects.filter(scheme__slug="leicestershire").count() == 9


def test_nobody_can_be_taken_for_a_real_person(schemes):
    for worker in Worker.objects.all():
        assert worker.email.endswith(".example")
        assert not worker.has_usable_password()
    for telephone in Referral.objects.exclude(telephone="").values_list("telephone", flat=True):
        assert re.fullmatch(DRAMA_NUMBERS, telephone)
    for telephone in SlipDetails.objects.exclude(telephone="").values_list("telephone", flat=True):
        assert re.fullmatch(DRAMA_NUMBERS, telephone)
    for agency in Agency.objects.filter(participations__scheme__in=schemes):
        assert re.fullmatch(DRAMA_NUMBERS, agency.telephone)
    for raw in CustodyDetails.objects.exclude(pnc_id="").values_list("pnc_id", flat=True):
        assert check_pnc(raw).warning is None
        assert int(raw[3:-1]) >= 9_900_000


def test_the_command_refuses_outside_the_demonstration(schemes, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="not a demonstration"):
        call_command("demo_world")
    settings.DEMO = True
    call_command("demo_world", stdout=StringIO())


def test_the_command_builds_once_and_names_people(schemes):
    said = StringIO()
    call_command("demo_world", stdout=said)
    assert "there already" in said.getvalue()
    call_command("demo_world", print_people=True, stdout=said)
    assert re.search(
        r"Amara Tindlebrook +Custody officer +Oldbury custody suite +West Midlands", said.getvalue()
    )
    # Those of the groups and appointments come beside them.
    beside = sum(run.people for run in (*RUNS.values(), *OVER.values()))
    beside += (len(professionals.TOLD) + len(by_themselves.TOLD)) * len(schemes) + 4 * len(repeats.SCHEMES)
    beside += len(schemes)  # one a scheme that was told by telephone
    beside += sum(len(given) for given in disposals.GIVEN.values())
    beside += bringing_in.TURNS[0][1]
    beside += 1  # by the records system of a force
    beside += 1  # by a young person themselves
    assert Referral.objects.filter(scheme__in=schemes).count() == demo.CASES + beside


def test_one_click_signs_in_as_anybody(client, schemes):
    page = client.get(reverse("demo:people")).content.decode()
    amara = Worker.objects.get(full_name="Amara Tindlebrook")
    become = reverse("demo:become", args=[amara.pk])
    assert become in page
    assert "Every person here is invented" in page

    assert client.get(become).status_code == 405
    assert client.post(become, follow=True).status_code == 200
    assert client.session[SESSION_KEY] == str(amara.pk)


def test_the_tour_leads_everybody_to_a_page_of_theirs(client, schemes):
    page = client.get(reverse("demo:tour")).content.decode()
    for step, stops in who_stands_where(STEPS, at=AT):
        assert step.title in page
        assert len(stops) == len(step.stops)
        for stop, person, address in stops:
            arrived = client.post(reverse("demo:become", args=[person.pk]), {"next": address}, follow=True)
            if arrived.resolver_match.view_name == "signin:working_as":  # two places, one at a time
                form = arrived.context["form"]
                chosen = {"place": form.fields["place"].choices[0][0], "next": arrived.context["next"]}
                arrived = client.post(reverse("signin:working_as"), chosen, follow=True)
            assert arrived.status_code == 200, f"{person} cannot open {stop.page}"
            assert arrived.resolver_match.view_name == stop.page


@pytest.mark.parametrize("hours", [0, 13, 36])
def test_the_register_of_the_tour_can_be_marked_at_any_hour(client, schemes, hours):
    """At the hour of building, that night, and a day later: whichever evening waits then."""
    at = AT + dt.timedelta(hours=hours)
    standing = who_stands_where(STEPS, at=at)
    everywhere = [each for _, stops in standing for each in stops]
    ((stop, person, address),) = [each for each in everywhere if each[0].about is REGISTER_TO_MARK]
    page = client.post(reverse("demo:become", args=[person.pk]), {"next": address}, follow=True)
    assert page.resolver_match.view_name == stop.page
    meeting = page.context["meeting"]
    assert meeting.starts_at <= at
    assert meeting.state == "planned"
    assert len(page.context["people"]) == 12


def test_outside_the_demonstration_there_is_no_such_page(client, schemes, settings):
    amara = Worker.objects.get(full_name="Amara Tindlebrook")
    become = reverse("demo:become", args=[amara.pk])
    settings.DEMO = False
    roots = [str(pattern.pattern) for pattern in runpy.run_path("chrysalis/urls.py")["urlpatterns"]]
    assert "demo/" not in roots
    assert client.get(reverse("demo:people")).status_code == 404
    assert client.get(reverse("demo:mail")).status_code == 404
    assert client.get(reverse("demo:tour")).status_code == 404
    assert client.post(become).status_code == 404
    assert SESSION_KEY not in client.session

    settings.DEMO = True
    assert client.post(become).status_code == 302


def test_every_scheme_has_danger_to_look_at_on_both_sides(schemes):
    """Grades over time, one that waits, and people who are trained; on each side its own."""
    for scheme in schemes:
        held = Grade.objects.filter(case__scheme=scheme)
        assert held.values("case").distinct().count() > 1
        assert Assessment.objects.filter(case__scheme=scheme).exists()
        assert Case.objects.filter(scheme=scheme).exclude(grade="").exists()
        assert SurvivorGrade.objects.filter(survivor__scheme=scheme).exists()
        assert SurvivorAssessment.objects.filter(survivor__scheme=scheme).exists()
    assert GradeAnswer.objects.filter(agrees=True).exists()
    assert Grade.objects.filter(needs_second=True, answer=None).exists()
