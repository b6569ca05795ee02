"""Making the demonstration world: the same every time, at any hour, and never among anybody real."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse

from chrysalis.agencies.models import Agency, Agreement, Area, Membership, Scheme, Signature, Worker
from chrysalis.audit.models import AccountEntry, ChangeEntry, SafetyEntry
from chrysalis.delivery.letters import Letter
from chrysalis.delivery.transports import transport
from chrysalis.demo import world as demo
from chrysalis.risk.models import ToolTraining
from chrysalis.working_days import LONDON
from partners.models import (
    ClientLink,
    SafeContact,
    Slip,
    SlipDetails,
    SlipFiling,
    Survivor,
    SurvivorAssessment,
    SurvivorGrade,
    SurvivorGradeAnswer,
)
from referrals.models import (
    Answer,
    Assessment,
    Case,
    Client,
    ContactAttempt,
    CustodyDetails,
    Decision,
    Grade,
    GradeAnswer,
    Handover,
    LegProgress,
    NextService,
    Question,
    Referral,
    Release,
    Step,
)


AT = dt.datetime(2026, 11, 18, 11, 0, tzinfo=LONDON)  # a Wednesday


MADE = [
    Agency, Agreement, Signature, Area, Worker, Membership, Referral, CustodyDetails, Client, Case, Step,
    ContactAttempt, ChangeEntry, AccountEntry, Slip, SlipDetails, SlipFiling, Survivor, SafeContact,
    ClientLink, SafetyEntry, Question, Answer, Decision, NextService, Release, Handover, LegProgress,
    ClientLink, SafetyEntry, Assessment, Grade, GradeAnswer, SurvivorAssessment, SurvivorGrade,
    SurvivorGradeAnswer, ToolTraining,
]  # fmt: skip


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


def test_it_is_the_same_world_every_time(db):
    first, again = rows_of_a_world(16), rows_of_a_world(16)
    assert [model for model in first if first[model] != again[model]] == []
    assert len(first["Referral"]) == 16


def test_more_cases_change_none_of_the_others(db):
    few, many = rows_of_a_world(8)["Referral"], rows_of_a_world(16)["Referral"]
    names = [[row[1:4] for row in rows] for rows in (few, many)]
    assert {tuple(name) for name in names[0]} <= {tuple(name) for name in names[1]}


@pytest.mark.parametrize(
    "moment",
    [
        "2026-11-21T03:30",  # a Saturday night
        "2026-12-25T13:00",  # a bank holiday, with another to follow
        "2027-03-28T01:30",  # an hour that the clocks leave out
    ],
)
def test_it_can_be_built_at_any_hour_of_any_day(db, moment):
    demo.build(cases=60, at=dt.datetime.fromisoformat(moment).replace(tzinfo=LONDON))


def test_the_command_leaves_a_database_with_other_agencies_alone(db):
    with pytest.raises(CommandError, match="Name an empty one"):
        call_command("demo_world")
    assert not Scheme.objects.filter(slug="west-midlands").exists()


def test_before_it_is_built_the_pages_say_so(client, db):
    assert "There is nobody here yet" in client.get(reverse("demo:people")).content.decode()
    assert "Nobody is here yet" in client.get(reverse("demo:tour")).content.decode()


def test_what_would_have_been_sent_can_be_read(client, db, settings, tmp_path):
    assert "Nothing has been sent" in client.get(reverse("demo:mail")).content.decode()
    settings.DELIVERY_URL = f"file://{tmp_path}/mail"
    assert "Nothing has been sent" in client.get(reverse("demo:mail")).content.decode()
    for number in (1, 2):
        link = f"https://service.example/sign-in/{number}/"
        transport().send(Letter("to@agency.example", f"Message {number}", link), reference=str(number))
    page = client.get(reverse("demo:mail")).content.decode()
    assert page.index("Message 2") < page.index("Message 1")
    assert 'href="https://service.example/sign-in/2/"' in page
