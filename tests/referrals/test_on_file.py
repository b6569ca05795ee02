"""What is written on a case: notes, orders, children, safeguarding referrals; and who reads none of it."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from chrysalis.events.actions.carrying import carry
from chrysalis.notices.models import ChangeNotice
from chrysalis.ui.templatetags.ui import day
from chrysalis.working_days import add_working_days
from referrals.models import (
    Case,
    Child,
    Handover,
    Note,
    Obligation,
    OnwardReferral,
    Order,
    Referral,
    RestrictedListing,
    Restriction,
    SafeguardingReferral,
)
from tests.referrals.on_file import (
    ahead,
    answers,
    changes_order,
    children,
    day_of,
    hears,
    notes,
    orders,
    refers_on,
    sends_on,
)
from tests.referrals.test_custody_referral import refers
from tests.referrals.test_handover import offers
from tests.referrals.test_police_referral import refers as refers_with_caution
from tests.referrals.test_restricted import names, restricts
from tests.referrals.test_triage import drafted, text
from tests.world import agree_on_handovers


pytestmark = pytest.mark.usefixtures("noted")


@pytest.fixture
def case(world) -> Case:
    agree_on_handovers()
    refers(world.sergeant)
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    return Case.objects.get()


def read(person, case, page="case") -> str:
    return text(person.opens(f"referrals:{page}", case.pk))


def due(case) -> tuple[str, dt.datetime | None]:
    case.refresh_from_db()
    return case.also_due, case.also_due_at


def test_a_note_is_written_once_added_to_and_marked_as_wrong(world, case):
    assert "There is no note to mark" in read(world.caseworker, case, "mark_wrong")
    assert notes(world.caseworker, case, "Wore a red coat.").status_code == 302
    first = Note.objects.get()
    assert "Wore a red coat." in read(world.second_caseworker, case)
    assert "Add to a note" in text(world.caseworker.opens("referrals:notes", case.pk, adds_to=first.pk))
    notes(world.second_caseworker, case, "It was borrowed.", adds_to=str(first.pk), kind="opinion")
    added = Note.objects.get(adds_to=first)
    notes(world.caseworker, case, "The week after.", adds_to=str(first.pk))
    page = read(world.caseworker, case, "notes")
    assert page.index("Wore a red coat.") < page.index("It was borrowed.") < page.index("The week after.")

    assert "Wore a red coat." in text(world.caseworker.opens("referrals:mark_wrong", case.pk, which=first.pk))
    for note, why in ((first, "That was somebody else."), (added, "So was that.")):
        wrong = drafted(which=str(note.pk), because=why)
        assert world.second_caseworker.sends("referrals:mark_wrong", case.pk, **wrong).status_code == 302
    first.refresh_from_db()
    assert (first.words, first.wrong_because) == ("Wore a red coat.", "That was somebody else.")
    page = read(world.caseworker, case)
    assert "That was somebody else." in page
    assert "Wore a red coat." not in page
    page = read(world.caseworker, case, "notes")
    assert page.index("That was somebody else.") < page.index("Wore a red coat.")
    again = drafted(which=str(first.pk), because="Again.")
    assert "Select a valid choice" in text(world.caseworker.sends("referrals:mark_wrong", case.pk, **again))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": ""}, "Choose whether it is fact, report or opinion"),
        ({"kind": "reported"}, "Enter who reported it"),
        ({"kind": "opinion", "audience": "papers"}, "An opinion is never printed"),
        ({"words": ""}, "Enter the note"),
        ({"happened_at": "14/11/2999 10:00"}, "This must be in the past"),
    ],
)
def test_a_note_that_is_not_ready_gets_a_message_and_keeps_its_words(world, case, changes, message):
    told = {"kind": "reported", "said_by": "The person"}
    assert notes(world.caseworker, case, **told).status_code == 302
    refused = notes(world.caseworker, case, **({"words": "Came late."} | changes))
    assert message in text(refused)
    assert changes.get("words", "Came late.") in text(refused)
    assert Note.objects.count() == 1


def test_an_order_is_said_ahead_and_falls_due_until_somebody_says_what_became_of_it(world, case):
    orders(world.caseworker, case, **day_of("ends_on", ahead(200)))
    assert "Past its day" not in read(world.caseworker, case, "orders")
    assert "app-alert" not in read(world.caseworker, case)
    orders(
        world.caseworker, case, kind="bail", **day_of("ends_on", ahead(13)), **day_of("made_on", ahead(-9))
    )
    assert f"Bail conditions: ends on {day(ahead(13))}." in read(world.caseworker, case)
    assert "Ends soon" in read(world.caseworker, case, "orders")
    what, due_at = due(case)
    assert what == "Bail conditions: ends, or is varied"
    assert timezone.localdate(due_at) == ahead(13)

    bail = Order.objects.get(kind="bail")
    assert "Bail conditions" in text(world.caseworker.opens("referrals:change_order", case.pk, which=bail.pk))
    too_early = day_of("ended_on", ahead(-10))
    assert "must not be before" in text(changes_order(world.caseworker, case, bail, **too_early))
    varied = {"ending": "varied"} | day_of("ends_on", ahead(60))
    back = varied | day_of("ends_on", ahead(-1))
    assert "after the day from which it changed" in text(changes_order(world.caseworker, case, bail, **back))
    assert changes_order(world.caseworker, case, bail, **varied).status_code == 302
    longer = Order.objects.get(varies=bail)
    assert (longer.conditions, longer.authority) == (bail.conditions, bail.authority)
    assert timezone.localdate(due(case)[1]) == ahead(60)
    changes_order(world.second_caseworker, case, longer)
    changes_order(world.second_caseworker, case, Order.objects.get(kind="restraining"))
    assert due(case) == ("", None)
    page = read(world.caseworker, case)
    assert "Restraining order" not in page
    assert "The court rang." in read(world.caseworker, case, "orders")
    assert "No order is in force" in read(world.caseworker, case, "change_order")


def test_an_order_whose_day_has_passed_is_asked_after(world, case):
    days = day_of("made_on", ahead(-30)) | day_of("ends_on", ahead(-2))
    orders(world.caseworker, case, **days)
    assert "was to end on" in read(world.caseworker, case)
    assert "Past its day" in read(world.caseworker, case, "orders")
    listed = text(world.caseworker.opens("referrals:cases"))
    assert "Restraining order: ends, or is varied" in listed
    assert "Make first contact" in listed


def test_what_police_told_is_the_first_of_the_orders_and_nobody_types_it_again(world):
    refers_with_caution(world.officer, **day_of("order_1_ends", ahead(10)))
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    case, told = Case.objects.get(), Obligation.objects.get(kind="non_molestation")
    assert due(case)[0] == "Non-molestation order: ends, or is varied"
    assert f"Non-molestation order: ends on {day(ahead(10))}." in read(world.caseworker, case)
    page = read(world.caseworker, case, "orders")
    assert "As police told it with the referral" in page
    assert "Non-molestation order. Ends on" in read(world.caseworker, case, "hand_over")
    varied = {"ending": "varied", "conditions": "No contact at all"} | day_of("ends_on", ahead(40))
    assert changes_order(world.caseworker, case, told, **varied).status_code == 302
    assert timezone.localdate(due(case)[1]) == ahead(40)
    page = read(world.caseworker, case)
    assert page.count("Not to get in touch with one person") == 0
    assert "No contact at all" in page
    assert "Not to get in touch with one person" in read(world.caseworker, case, "orders")
    told.refresh_from_db()
    assert told.ends_on == ahead(10)
    assert "Select a valid choice" in text(changes_order(world.second_caseworker, case, told))
    changes_order(world.caseworker, case, Order.objects.get(ending=""))
    assert "Orders and bail: none recorded" in read(world.caseworker, case)
    assert "Attend both workshops" in read(world.caseworker, case)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": ""}, "Choose which order it is"),
        ({"conditions": "Not to go to 12 Mill Lane"}, "Take out the address"),
        ({"conditions": "Keep out of WS4 2AB"}, "Take out the address"),
        (day_of("made_on", ahead(-3)) | day_of("ends_on", ahead(-4)), "must end after it was made"),
    ],
)
def test_an_order_never_says_where_anybody_is(world, case, changes, message):
    assert orders(world.caseworker, case).status_code == 302
    assert message in text(orders(world.caseworker, case, **changes))
    assert Order.objects.count() == 1


def test_a_child_as_given_says_whom_to_ring_tonight(world, case):
    assert children(world.caseworker, case).status_code == 302
    page = read(world.second_caseworker, case)
    assert "Social worker: A. Marsh, east team, Westfield Council, 01632 960111" in page
    assert 'value="Westfield Council"' in read(world.caseworker, case, "children")  # most have the same
    nobody = {"social_worker": "", "authority": "", "reached_at": "", "age": ""}
    children(world.caseworker, case, "Wren", **nobody)
    assert "age not known" in read(world.caseworker, case)
    robin = Child.objects.get(name="Robin")
    assert "7" in text(world.caseworker.opens("referrals:children", case.pk, of=robin.pk))
    known = {"of": str(robin.pk), "age": "", "because": "Their mother’s letter said so."}
    born = {"date_of_birth_year": "2018", "date_of_birth_month": "3", "date_of_birth_day": ""}
    assert children(world.caseworker, case, social_worker="B. Heath", **known, **born).status_code == 302
    assert "B. Heath" in read(world.caseworker, case)
    assert "A. Marsh" not in read(world.caseworker, case)
    assert "A. Marsh" in read(world.caseworker, case, "children")
    assert "already" in text(children(world.second_caseworker, case, **known))
    now = Child.objects.get(replaces=robin)
    gone = {"of": str(now.pk), "is_mistake": "on", "because": "Not theirs."}
    whole = day_of("date_of_birth", dt.date(2018, 3, 4))
    children(world.caseworker, case, age="", **(gone | whole))
    assert "Robin" not in read(world.caseworker, case)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "Enter a name"),
        ({"name": "Robin, 12 Mill Lane"}, "Take out the address"),
        ({"authority": "Oldbury Primary School"}, "Take out the school"),
        (day_of("date_of_birth", dt.date(2019, 3, 4)), "not both"),
        ({"age": "26"}, "25"),
        ({"relation": ""}, "Choose who they are to the person"),
    ],
)
def test_a_child_has_neither_address_nor_school(world, case, changes, message):
    assert children(world.caseworker, case).status_code == 302
    assert message in text(children(world.caseworker, case, **changes))
    assert Child.objects.count() == 1


def test_a_safeguarding_referral_is_chased_until_they_have_it(world, case):
    children(world.caseworker, case)
    assert 'value="Westfield Council"' in read(world.caseworker, case, "safeguarding")
    told_at = timezone.localtime() - dt.timedelta(days=9)
    made = {"made_at": f"{told_at:%d/%m/%Y %H:%M}", "reference": "LCS 44"}
    assert refers_on(world.caseworker, case, **made).status_code == 302
    told = SafeguardingReferral.objects.get()
    what, due_at = due(case)
    assert due_at == add_working_days(told.made_at, 1, nation="england")
    assert what.startswith("Chase the safeguarding referral")
    page = read(world.second_caseworker, case)
    assert "Nobody has said yet that they have it. Overdue by" in page
    assert "No answer. Overdue by" in read(world.caseworker, case, "safeguarding")
    assert what in text(world.caseworker.opens("referrals:cases"))
    carry()
    told_of = "Nobody has said that they have a safeguarding referral"
    assert told_of in text(world.caseworker.opens("notices:notices"))
    assert told_of not in text(world.second_caseworker.opens("notices:notices"))
    closing = drafted(ending="moved_away")
    assert "Chase it first" in text(world.caseworker.sends("referrals:close", case.pk, **closing))

    shown = text(world.caseworker.opens("referrals:answer_safeguarding", case.pk, which=told.pk))
    assert "Children’s services, Westfield Council" in shown
    silent = answers(world.caseworker, case, told, acknowledged_by="")
    assert "Enter who has it" in text(silent)
    before = {"acknowledged_at": f"{told_at - dt.timedelta(days=1):%d/%m/%Y %H:%M}"}
    assert "after you told them" in text(answers(world.caseworker, case, told, **before))
    assert answers(world.caseworker, case, told).status_code == 302
    assert due(case) == ("", None)
    carry()
    assert told_of not in text(world.caseworker.opens("notices:notices"))
    assert "They have it: Duty worker. No outcome yet" in read(world.caseworker, case)
    assert "already" in text(answers(world.second_caseworker, case, told))
    came = {"acknowledged_by": "", "outcome": "help", "outcome_words": "Early help visits."}
    assert answers(world.caseworker, case, told, **came).status_code == 302
    assert "Early help visits." in read(world.caseworker, case, "safeguarding")
    assert "No safeguarding referral waits" in read(world.caseworker, case, "answer_safeguarding")
    assert world.caseworker.sends("referrals:close", case.pk, **closing).status_code == 302


def test_whoever_is_sent_on_for_help_is_asked_after_until_it_is_over(world, case):
    shown = read(world.caseworker, case, "onward")
    assert f'value="{ahead(14).day}"' in shown
    assert sends_on(world.caseworker, case).status_code == 302
    sent = OnwardReferral.objects.get()
    assert due(case)[0] == "Ask what came of it: drink"
    assert "Ask again" in read(world.caseworker, case, "onward")
    assert f"No answer yet. Ask again on {day(ahead(-6))}" in read(world.second_caseworker, case)
    assert "Turning Tide" in text(world.caseworker.opens("referrals:answer_onward", case.pk, which=sent.pk))
    assert "Enter when you ask next" in text(hears(world.caseworker, case, sent, answer="taken"))
    soon = day_of("ask_on", ahead(20))
    assert hears(world.caseworker, case, sent, answer="waits", **soon).status_code == 302
    assert timezone.localdate(due(case)[1]) == ahead(20)
    assert "On their waiting list" in read(world.caseworker, case)
    assert "Goes on" in read(world.caseworker, case, "onward")
    assert hears(world.caseworker, case, sent, answer="not_taken", **soon).status_code == 302
    assert due(case) == ("", None)
    assert "They did not take the person" in read(world.caseworker, case, "onward")
    assert "Nobody was asked for other help" in read(world.caseworker, case, "answer_onward")
    assert "Select a valid choice" in text(hears(world.caseworker, case, sent, outcome="helped"))
    for changes, message in (
        ({"to_whom": ""}, "Enter the service"),
        (day_of("ask_on", ahead(-21)), "Ask on a day after it was sent"),
    ):
        assert message in text(sends_on(world.caseworker, case, **changes))
    assert OnwardReferral.objects.count() == 1


def test_what_has_to_be_known_goes_along_and_the_notes_stay(world, case):
    notes(world.caseworker, case, "Slept badly.")
    children(world.caseworker, case)
    orders(world.caseworker, case, **day_of("ends_on", ahead(30)))
    refers_on(world.caseworker, case)
    sends_on(world.caseworker, case)
    summary = read(world.caseworker, case, "hand_over")
    for line in (
        f"Restraining order. Ends on {day(ahead(30))}.",
        "Child: Robin. Their own child, 7 on",
        "nobody has said yet that they have it: chase it",
        "Other help: Drink, Turning Tide. No answer yet.",
    ):
        assert line in summary
    assert "Slept badly." not in summary
    offers(world.caseworker, case)
    world.caseworker_at_bridge.sends("referrals:take", Handover.objects.get().pk)
    case.refresh_from_db()
    assert (case.state, *due(case)) == ("handed_over", "", None)
    over = orders(world.caseworker, case)
    assert "This case is over" in text(over)
    assert notes(world.caseworker, case, "Rang to say thank you.").status_code == 302
    second = Case.objects.exclude(pk=case.pk).get()
    assert "Slept badly." not in read(world.caseworker_at_bridge, second)


def test_of_a_restricted_case_those_named_write_and_nobody_else_reads(world, case):
    notes(world.caseworker, case, "Before.")
    restricts(world.safeguarding_lead, case.referral)
    names(world.safeguarding_lead, Restriction.objects.get(), world.caseworker)
    assert "Before." in read(world.caseworker, case)
    long_ago = timezone.localtime() - dt.timedelta(days=9)
    refers_on(world.caseworker, case, made_at=f"{long_ago:%d/%m/%Y %H:%M}")
    carry()
    told = set(
        ChangeNotice.objects.filter(kind_slug="safeguarding-unanswered").values_list("role_slug", flat=True)
    )
    assert told == {"safeguarding-lead"}
    orders(world.caseworker, case)
    line = RestrictedListing.objects.get(user=world.caseworker.worker)
    case.refresh_from_db()
    assert (line.next_action, line.next_due_at) == case.soonest
    for page in ("notes", "orders", "children", "safeguarding", "mark_wrong", "onward"):
        assert world.second_caseworker.opens(f"referrals:{page}", case.pk).status_code == 404
        assert world.caseworker.opens(f"referrals:{page}", case.pk).status_code == 200


def test_nobody_names_what_is_of_another_case(world, case):
    notes(world.caseworker, case)
    for page, name in (
        ("notes", "adds_to"),
        ("mark_wrong", "which"),
        ("change_order", "which"),
        ("children", "of"),
        ("answer_safeguarding", "which"),
        ("answer_onward", "which"),
    ):
        found = world.caseworker.opens(f"referrals:{page}", case.pk, **{name: uuid.uuid4()})
        assert found.status_code == 404
        assert world.caseworker.opens(f"referrals:{page}", case.pk).status_code == 200
