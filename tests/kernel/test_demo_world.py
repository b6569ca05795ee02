"""The demonstration world: the same every time, alive today, and nobody in it is real."""

import datetime as dt
import re
import runpy
from io import StringIO

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse

from chrysalis.access.roles import ROLES
from chrysalis.agencies import sharing
from chrysalis.agencies.models import Agency, Agreement, Area, Membership, Scheme, Signature, Worker
from chrysalis.agencies.sharing import State
from chrysalis.audit.models import AccountEntry, ChangeEntry, SafetyEntry
from chrysalis.delivery.backend import ThroughTransport
from chrysalis.demo import world as demo
from chrysalis.demo.plan import PLANS
from chrysalis.demo.tour import STEPS
from chrysalis.events.actions.carrying import carry
from chrysalis.notices.models import ChangeNotice, SafetyNotice
from chrysalis.working_days import LONDON
from partners.models import ClientLink, SafeContact, Slip, SlipDetails, SlipFiling, Survivor
from partners.queries import service_for
from referrals.models import Case, CaseState, Client, ContactAttempt, CustodyDetails, Referral, Step
from referrals.rules.clocks import Tone, standing
from referrals.rules.identifiers import check_pnc


AT = dt.datetime(2026, 11, 18, 11, 0, tzinfo=LONDON)  # a Wednesday
MADE = [
    Agency, Agreement, Signature, Area, Worker, Membership, Referral, CustodyDetails, Client, Case, Step,
    ContactAttempt, ChangeEntry, AccountEntry, Slip, SlipDetails, SlipFiling, Survivor, SafeContact,
    ClientLink, SafetyEntry,
]  # fmt: skip
DRAMA_NUMBERS = r"(07700 900|01632 960|0121 496 0|0116 496 0)\d{3}"


class Undo(Exception):
    pass


def rows_of_a_world(cases: int) -> dict[str, list]:
    """Everything that a build leaves, passwords (which nobody has) apart; then undone."""
    found = {}
    try:
        with transaction.atomic():
            demo.build(cases=cases, at=AT)
            for model in MADE:
                names = [field.attname for field in model._meta.fields if field.attname != "password"]
                found[model.__name__] = list(model.objects.order_by("pk").values_list(*names))
            raise Undo
    except Undo:
        return found


@pytest.fixture
def schemes(db) -> list[Scheme]:
    demo.build(at=AT)
    return list(Scheme.objects.filter(slug__in=[plan.slug for plan in PLANS]))


def test_it_is_the_same_world_every_time(db):
    first, again = rows_of_a_world(16), rows_of_a_world(16)
    assert [model for model in first if first[model] != again[model]] == []
    assert len(first["Referral"]) == 16


def test_more_cases_change_none_of_the_others(db):
    few, many = rows_of_a_world(8)["Referral"], rows_of_a_world(16)["Referral"]
    names = [[row[1:4] for row in rows] for rows in (few, many)]
    assert {tuple(name) for name in names[0]} <= {tuple(name) for name in names[1]}


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
        assert {case.state for case in Case.objects.filter(scheme=scheme)} == set(CaseState)


def test_partner_support_has_work_in_every_scheme(schemes):
    for scheme in schemes:
        told = Slip.objects.filter(scheme=scheme)
        assert set(told.filter(waits=True)) == set(told.filter(filing__isnull=True)) != set()
        assert Survivor.objects.filter(scheme=scheme).exists()
    assert SafeContact.objects.filter(state="confirmed").exists()
    assert ClientLink.objects.exists()


def test_everybody_who_answers_for_something_has_notices(schemes):
    carry(clock=lambda: AT)
    for scheme in schemes:
        waiting = ChangeNotice.objects.filter(agency=scheme.front_door, acknowledged_at=None)
        assert {notice.role_slug for notice in waiting} >= {"caseworker"}
        support = SafetyNotice.objects.filter(agency=service_for(scheme), acknowledged_at=None)
        assert support.filter(role_slug="link-worker").exists()
    assert ChangeNotice.objects.filter(acknowledged_at__isnull=False).exists()


def test_nothing_has_happened_in_the_future(schemes):
    assert Slip.objects.latest("sealed_at").sealed_at <= AT
    assert SlipFiling.objects.latest("filed_at").filed_at <= AT
    assert Referral.objects.latest("received_at").received_at <= AT
    assert ContactAttempt.objects.latest("recorded_at").recorded_at <= AT
    assert Step.objects.latest("at").at <= AT
    assert ChangeEntry.objects.filter(at__gt=AT, word__startswith="referral").count() == 0


@pytest.mark.parametrize(
    "moment",
    [
        "2026-11-21T03:30",  # a Saturday night
        "2026-12-25T13:00",  # a bank holiday, with another to follow
        "2027-03-28T01:30",  # an hour that the clocks leave out
        "2026-11-20T22:00",  # a Friday after closing
        "2026-11-23T08:00",  # a Monday before opening
    ],
)
def test_it_can_be_built_at_any_hour_of_any_day(db, moment):
    demo.build(cases=60, at=dt.datetime.fromisoformat(moment).replace(tzinfo=LONDON))


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


def test_the_command_leaves_a_database_with_other_agencies_alone(db):
    with pytest.raises(CommandError, match="Name an empty one"):
        call_command("demo_world")
    assert not Scheme.objects.filter(slug="west-midlands").exists()


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
    assert Referral.objects.filter(scheme__in=schemes).count() == demo.CASES


def test_before_it_is_built_the_pages_say_so(client, db):
    assert "There is nobody here yet" in client.get(reverse("demo:people")).content.decode()
    assert "Nobody is here yet" in client.get(reverse("demo:tour")).content.decode()


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
    for step in STEPS:
        assert step.title in page
        for stop in step.stops:
            person = Worker.objects.get(email=stop.email)
            arrived = client.post(
                reverse("demo:become", args=[person.pk]), {"next": reverse(stop.page)}, follow=True
            )
            assert arrived.status_code == 200, f"{person} cannot open {stop.page}"
            assert arrived.resolver_match.view_name == stop.page


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


def test_what_would_have_been_sent_can_be_read(client, db, settings, tmp_path):
    assert "Nothing has been sent" in client.get(reverse("demo:mail")).content.decode()
    settings.DELIVERY_URL = f"file://{tmp_path}/mail"
    assert "Nothing has been sent" in client.get(reverse("demo:mail")).content.decode()
    door = ThroughTransport()
    for number in (1, 2):
        link = f"https://service.example/sign-in/{number}/"
        door.send_messages(
            [EmailMessage(f"Message {number}", link, "from@service.example", ["to@agency.example"])]
        )
    page = client.get(reverse("demo:mail")).content.decode()
    assert page.index("Message 2") < page.index("Message 1")
    assert 'href="https://service.example/sign-in/2/"' in page
