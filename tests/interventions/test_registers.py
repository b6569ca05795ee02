"""A register: marked in one go by whoever leads the group, and what it leads to."""

import datetime as dt
import re
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.models import ChangeEntry
from chrysalis.events.actions.carrying import carry
from chrysalis.events.models import Announcement
from chrysalis.notices.models import ChangeNotice
from chrysalis.ui.templatetags.ui import moment
from interventions.actions import marking
from interventions.actions.marking import Entry
from interventions.catalogue.marks import Mark
from interventions.models import (
    Attendance,
    EarlierMark,
    Enrolment,
    EnrolmentStep,
    GroupSession,
    Review,
    SessionNote,
)
from tests.interventions.meeting import (
    begun,
    group_of,
    marks,
    meets,
    person,
    placed,
    register,
    session,
    weeks_ago,
)
from tests.interventions.running import case_of, runs, sends, writes_agreement
from tests.referrals.test_restricted import restricts


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def told() -> list[str]:
    return list(Announcement.objects.order_by("announced_at", "id").values_list("event", flat=True))


@pytest.fixture
def group(world):
    made = group_of(world)
    Announcement.objects.all().delete()
    return made


def test_a_facilitator_marks_a_group_and_reads_no_case(world, group):
    page = world.facilitator.opens("interventions:session", session(group, 1).pk)
    assert page.status_code == 200
    assert "Aled" in words(page)
    assert marks(world.facilitator, group, 1, Bashir="no_word", Callum="late/10").status_code == 302
    assert "Register saved: 2 there, 1 not." in words(world.facilitator.opens("interventions:sessions"))
    assert sorted(Attendance.objects.values_list("mark", "minutes_late")) == [
        ("attended", None),
        ("late", 10),
        ("no_word", None),
    ]
    assert person("Aled").state == "active"
    assert person("Bashir").state == "booked"
    assert sorted(told()) == ["programme-started", "programme-started", "session-missed"]
    case = person("Aled").case
    assert world.facilitator.opens("referrals:case", case.pk).status_code == 403
    assert world.facilitator.opens("interventions:attendance", case.pk).status_code == 403


def test_a_register_elsewhere_is_not_there(world, group):
    first = session(group, 1)
    assert world.facilitator_elsewhere.opens("interventions:session", first.pk).status_code == 404
    assert marks(world.facilitator_elsewhere, group, 1).status_code == 404
    assert not Attendance.objects.exists()
    assert world.sergeant.opens("interventions:session", first.pk).status_code == 403


def test_a_register_of_tomorrow_cannot_be_marked_not_even_by_the_database(world, group):
    ahead = session(group, 8)
    assert ahead.starts_at > timezone.now()
    page = words(world.facilitator.opens("interventions:session", ahead.pk))
    assert "The register opens when the session begins." in page
    assert marks(world.facilitator, group, 8).status_code == 200
    assert not Attendance.objects.exists()
    place = person("Aled")
    early = Attendance(
        enrolment=place,
        case_id=place.case_id,
        provider_agency_id=place.provider_agency_id,
        session=ahead,
        met_at=ahead.starts_at,
        mark="attended",
        marked_by=world.facilitator.worker,
        marked_at=timezone.now(),
    )
    with pytest.raises(IntegrityError, match="nobody_attends_the_future"), transaction.atomic():
        early.save(force_insert=True)


def test_of_two_who_mark_one_register_the_second_sees_what_the_first_said(world, group):
    first = session(group, 1)
    places = list(Enrolment.objects.order_by("person_name"))
    seen_by_both = register(first, places, Aled="left_early")
    assert marks(world.facilitator, group, 1, Aled="no_word").status_code == 302
    crossed = sends(world.second_facilitator, "interventions:session", first.pk, **seen_by_both)
    assert crossed.status_code == 409
    assert re.search(r"Somebody else changed this.*No word, absent.*Left early", words(crossed))
    assert Attendance.objects.count() == 3
    assert Attendance.objects.get(enrolment=person("Aled")).mark == "no_word"
    first.refresh_from_db()
    again = register(first, places, Aled="left_early")
    assert sends(world.second_facilitator, "interventions:session", first.pk, **again).status_code == 302
    assert Attendance.objects.get(enrolment=person("Aled")).mark == "left_early"
    earlier = EarlierMark.objects.get()
    assert (earlier.mark, earlier.marked_by) == ("no_word", world.facilitator.worker)


def test_the_same_form_sent_again_marks_once(world, group):
    first = session(group, 1)
    fields = register(first, list(Enrolment.objects.all()), Aled="no_word")
    for _ in range(20):
        assert sends(world.facilitator, "interventions:session", first.pk, **fields).status_code == 302
    assert Attendance.objects.count() == 3
    assert told().count("session-missed") == 1
    assert not EarlierMark.objects.exists()


def keeps(who, meeting, **marks: str) -> str:
    """What the page saves by itself while somebody marks, under the key it was drawn with."""
    fields = register(meeting, list(Enrolment.objects.all()), **marks)
    assert (
        who.sends("drafts:save", draft_form="register", draft_subject=meeting.pk, **fields).status_code == 302
    )
    return fields["draft"]


def test_a_register_saved_ends_what_its_leader_began_of_it_elsewhere(world, group):
    first, second = session(group, 1), session(group, 2)
    mine = keeps(world.facilitator, first, Aled="no_word")
    other, theirs = keeps(world.facilitator, second), keeps(world.second_facilitator, first)
    assert "Go on with it" in words(world.facilitator.opens("interventions:session", first.pk))
    assert marks(world.facilitator, group, 1).status_code == 302
    page = words(world.facilitator.opens("interventions:session", first.pk))
    assert "Register saved" in page
    assert "Go on with it" not in page
    home = world.facilitator.opens("home").content.decode()
    assert mine not in home
    assert other in home, "another session's is still to be sent"
    assert theirs in world.second_facilitator.opens("interventions:session", first.pk).content.decode()


def test_a_register_refused_ends_nothing_that_was_begun(world, group):
    first = session(group, 1)
    begun_there = keeps(world.facilitator, first)
    places = list(Enrolment.objects.all())
    crossed = register(first, places, Aled="left_early")
    assert marks(world.second_facilitator, group, 1).status_code == 302
    assert sends(world.facilitator, "interventions:session", first.pk, **crossed).status_code == 409
    assert begun_there in world.facilitator.opens("interventions:session", first.pk).content.decode()


def test_somebody_who_is_not_on_the_register_changes_nothing(world, group):
    first = session(group, 1)
    fields = register(first, list(Enrolment.objects.all()))
    for stranger in (uuid.uuid4(), "nobody"):
        refused = sends(
            world.facilitator, "interventions:session", first.pk, **fields, **{f"mark-{stranger}": "attended"}
        )
        assert refused.status_code == 200
        assert "is not on this register" in words(refused)
        assert not Attendance.objects.exists()
    hat = make_hat(world.facilitator.membership)
    stranger = {uuid.uuid4(): Entry(Mark.ATTENDED)}
    with pytest.raises(marking.SomebodyElse), acting_as(hat):
        marking.mark_register(first, stranger, seen_version=first.version, by=hat, at=timezone.now())


def test_bad_input_keeps_what_was_typed(world, group):
    refused = marks(world.facilitator, group, 1, Aled="attended/12", Bashir="no_word/Rang at six")
    page = refused.content.decode()
    assert refused.status_code == 200
    assert "Choose “Late” or “Left early”, or leave the minutes empty" in page
    assert "Rang at six" in page
    assert "Everybody is down as attended" in page
    assert not Attendance.objects.exists()
    assert marks(world.facilitator, group, 1, Aled="left_early/12").status_code == 302
    assert Attendance.objects.get(mark="left_early").minutes_late == 12
    page = words(world.facilitator.opens("interventions:session", session(group, 1).pk))
    assert "Saved as it stands here" in page
    assert "Everybody is down as attended" not in page


def test_a_line_that_is_too_long_says_so_beside_it(world, group):
    refused = marks(world.facilitator, group, 1, Aled=f"attended/{'w' * 201}")
    assert "at most 200 characters" in words(refused)
    assert "w" * 201 in refused.content.decode()
    assert not Attendance.objects.exists()


def test_two_missed_in_a_row_pause_a_place_until_somebody_decides(world, group):
    marks(world.facilitator, group, 1)
    marks(world.facilitator, group, 2, Aled="no_word")
    assert person("Aled").state == "active"
    marks(world.facilitator, group, 3, Aled="not_accepted")
    assert person("Aled").state == "paused"
    assert person("Bashir").state == "active"
    assert "programme-paused" in told()
    review = Review.objects.get()
    assert review.why == "Missed 2 in a row"
    for who in (world.caseworker, world.service_manager):
        page = words(who.opens("interventions:reviews"))
        assert "Aled" in page
        assert "Missed 2 in a row" in page
    own = words(world.caseworker.opens("interventions:attendance", person("Aled").case_id))
    assert re.search(r"Decide what happens Missed 2 in a row\. (Overdue since|Decide by) \d", own)
    assert world.facilitator.opens("interventions:review", review.pk).status_code == 403
    assert world.caseworker_elsewhere.opens("interventions:review", review.pk).status_code == 404
    decided = {"decision": "resume", "reason": "Was in hospital, and rang since."}
    assert sends(world.service_manager, "interventions:review", review.pk, **decided).status_code == 302
    assert person("Aled").state == "active"
    assert EnrolmentStep.objects.get(transition="resume").reason == decided["reason"]
    assert "programme-resumed" in told()
    again = sends(world.caseworker, "interventions:review", review.pk, **decided | {"decision": "withdraw"})
    assert again.status_code == 404


def test_a_number_of_the_version_decides_when_a_place_pauses(world):
    group = group_of(world, missed_in_row=1)
    marks(world.facilitator, group, 1, Aled="no_word")
    assert person("Aled").state == "paused"


def test_the_place_ends_only_when_somebody_says_so_with_a_reason(world, group):
    marks(world.facilitator, group, 1, Aled="no_word")
    marks(world.facilitator, group, 2, Aled="no_word")
    review = Review.objects.get()
    unfounded = sends(world.caseworker, "interventions:review", review.pk, decision="withdraw", reason="")
    assert unfounded.status_code == 200
    assert person("Aled").state == "paused"
    sends(
        world.caseworker, "interventions:review", review.pk, decision="withdraw", reason="Does not want to."
    )
    place = person("Aled")
    assert (place.state, place.ended_on) == ("withdrawn_by_service", timezone.localdate())
    ended = Announcement.objects.get(event="programme-ended")
    assert ended.facts["ending"] == "withdrawn_by_service"


def test_nobody_deciding_in_time_is_told_to_the_manager_and_ends_nothing(world, group):
    marks(world.facilitator, group, 1, Aled="no_word")
    marks(world.facilitator, group, 2, Aled="no_word")
    carry()
    assert not ChangeNotice.objects.filter(kind_slug="review-overdue").exists()
    late = timezone.now() + dt.timedelta(days=60)
    carry(clock=lambda: late)
    assert ChangeNotice.objects.get(kind_slug="review-overdue").role_slug == "service-manager"
    assert person("Aled").state == "paused"


def test_a_session_missed_without_word_is_told_to_the_caseworker_today(world, group):
    marks(world.facilitator, group, 1, Aled="no_word", Bashir="accepted")
    carry()
    notice = ChangeNotice.objects.get(kind_slug="contact-today")
    assert (notice.subject_id, notice.worker) == (person("Aled").case_id, world.caseworker.worker)


@pytest.mark.parametrize("mark", ["left_early", "turned_away", "excluded"])
def test_whoever_is_elsewhere_in_these_hours_is_announced(world, group, mark):
    marks(world.facilitator, group, 1, Aled=mark)
    assert "session-cut" in told()


@pytest.mark.parametrize(
    ("first", "then", "heard"),
    [
        ("no_word", "attended", ["session-corrected"]),
        ("left_early", "late/10", ["session-corrected"]),
        ("attended", "no_word", ["session-missed"]),
        ("left_early", "not_accepted", ["session-missed"]),
        ("no_word", "left_early", ["session-cut"]),
        ("no_word", "accepted", []),
        ("attended", "remote", []),
    ],
)
def test_a_correction_is_announced_where_it_changes_what_was_heard(world, group, first, then, heard):
    marks(world.facilitator, group, 1, Aled=first)
    before = told()
    assert marks(world.facilitator, group, 1, Aled=then).status_code == 302
    assert [each for each in told()[len(before) :] if each.startswith("session")] == heard


def test_another_line_beside_a_mark_is_no_news(world, group):
    marks(world.facilitator, group, 1, Aled="no_word")
    before = told()
    said = "no_word/Rang and got no answer."
    assert marks(world.facilitator, group, 1, Aled=said).status_code == 302
    assert Attendance.objects.get(enrolment=person("Aled")).line == "Rang and got no answer."
    assert told() == before


def test_somebody_moved_in_the_middle_of_a_week_keeps_the_marks_of_where_they_were(world, group):
    marks(world.facilitator, group, 1)
    version, place = group.programme_version, person("Aled")
    alone = words(world.caseworker.opens("interventions:choose_group", place.pk))
    assert "There is no other group of this programme" in alone
    other = begun(world, version, starts_on=weeks_ago(3), name="Other group")
    from_on = weeks_ago(2) - dt.timedelta(days=3)
    moved = sends(
        world.caseworker,
        "interventions:choose_group",
        place.pk,
        group=str(other.pk),
        from_on_day=from_on.day,
        from_on_month=from_on.month,
        from_on_year=from_on.year,
    )
    assert moved.status_code == 302
    assert "Aled" in words(world.facilitator.opens("interventions:session", session(group, 1).pk))
    assert "Aled" in words(world.facilitator.opens("interventions:session", session(group, 2).pk))
    assert "Aled" not in words(world.facilitator.opens("interventions:session", session(group, 3).pk))
    assert "Aled" not in words(world.facilitator.opens("interventions:session", session(other, 1).pk))
    assert "Aled" in words(world.facilitator.opens("interventions:session", session(other, 2).pk))
    assert Attendance.objects.get(enrolment=place).session == session(group, 1)


def test_a_cancelled_session_is_announced_for_each_person_and_cannot_be_marked(world, group):
    ahead = session(group, 8)
    page = words(world.facilitator.opens("interventions:cancel_session", ahead.pk))
    assert "Partner support is told as soon as you cancel." in page
    assert (
        sends(world.facilitator, "interventions:cancel_session", ahead.pk, reason="Snow").status_code == 302
    )
    assert told() == ["session-cancelled"] * 3
    assert "This session was cancelled." in words(world.facilitator.opens("interventions:session", ahead.pk))
    again = sends(world.second_facilitator, "interventions:cancel_session", ahead.pk, reason="Snow")
    assert "cancelled, already" in words(again)
    assert told() == ["session-cancelled"] * 3


def test_a_session_that_waits_to_be_marked_has_an_empty_box_in_its_place(world, group):
    marks(world.facilitator, group, 1, Aled="no_word")
    marks(world.facilitator, group, 3)
    case = person("Aled").case
    for seen in (
        world.caseworker.opens("interventions:group", group.pk),
        world.caseworker.opens("interventions:attendance", case.pk),
    ):
        (strip, *_) = re.findall(r'<ol class="app-strip">.*?</ol>', seen.content.decode())
        tones = re.findall(r"cell--(\w+)", strip)
        assert tones[:4] == ["missed", "unmarked", "there", "unmarked"]
        assert tones[-1] == "ahead"
        day = timezone.localtime(session(group, 2).starts_at)
        assert re.search(rf"{day.day} {day:%B}[^<]*: not marked yet</span>", strip), "heard as well as seen"
        assert "Empty: not marked yet" in words(seen), "the legend says it"


def test_whoever_lost_their_place_waits_for_no_mark(world, group):
    aled = person("Aled")
    ended = {"ending": "part_completed", "reason": "Moves away", "version": "1"}
    assert sends(world.caseworker, "interventions:end_place", aled.pk, **ended).status_code == 302
    page = world.caseworker.opens("interventions:attendance", aled.case_id).content.decode()
    assert "app-strip__cell--unmarked" not in page


def test_a_concern_is_one_click_from_every_row_of_a_register(world, group):
    page = world.facilitator.opens("interventions:session", session(group, 1).pk).content.decode()
    unfolded = re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)
    for name in ("Aled", "Bashir", "Callum"):
        address = reverse("interventions:office_note", args=[person(name).pk])
        assert re.search(rf'href="{address}">Note for the office<.*{name}', unfolded)
        assert page.count(address) == 1


def test_a_concern_is_with_the_leads_and_the_caseworker_at_once(world, group):
    place = person("Aled")
    page = words(world.facilitator.opens("interventions:office_note", place.pk))
    assert "Note for the office" in page
    assert "999" in page
    for telling in ("risk", "concern", "safeguarding", "police", "threat"):
        assert telling not in page.lower()
    said = {
        "kind": "words",
        "about": "close",
        "police_called": "no",
        "manager_told": "no",
        "account": "Said so.",
    }
    assert sends(world.facilitator, "interventions:office_note", place.pk, **said).status_code == 302
    assert told() == ["concern-raised"]
    carry()
    told_to = ChangeNotice.objects.filter(kind_slug="concern-to-answer")
    assert set(told_to.values_list("role_slug", "worker")) == {
        ("safeguarding-lead", None),
        ("caseworker", world.caseworker.worker.pk),
    }
    concern = told_to[0].subject_id
    for who in (world.caseworker, world.safeguarding_lead):
        page = words(who.opens("interventions:concern", concern))
        assert "Said so." in page
        assert "Colleague had told a manager Not when they raised it" in page
        assert f"are to ring the colleague by {moment(told_to[0].due_at)}." in page
        assert place.case.reference in words(who.opens("interventions:concerns"))
    assert world.facilitator.opens("interventions:concern", concern).status_code == 403
    assert world.safeguarding_lead_elsewhere.opens("interventions:concern", concern).status_code == 404


def test_a_restricted_case_joins_no_group_and_leaves_every_register(world, group):
    place = person("Aled")
    marks(world.facilitator, group, 1)
    restricts(world.safeguarding_lead, place.case.referral)
    page = words(world.facilitator.opens("interventions:session", session(group, 2).pk))
    assert "Aled" not in page
    assert "Bashir" in page
    assert "Aled" not in words(world.caseworker.opens("interventions:group", group.pk))
    assert Attendance.objects.get(enrolment=place).is_restricted


def test_both_facilitators_write_their_note(world, group):
    first = session(group, 1)
    for who in (world.facilitator, world.second_facilitator):
        sends(who, "interventions:note", first.pk, content="Time-outs", debrief="Quiet group")
    assert SessionNote.objects.count() == 2
    assert "Quiet group" in words(world.caseworker.opens("interventions:session", first.pk))


def test_a_register_of_the_weeks_before_waits_above_this_week(world, group):
    waiting = "Still to be marked"
    assert waiting in words(world.facilitator.opens("interventions:sessions"))
    for number in range(
        1, GroupSession.objects.filter(group=group, starts_at__lt=timezone.now()).count() + 1
    ):
        assert marks(world.facilitator, group, number).status_code == 302
    assert waiting not in words(world.facilitator.opens("interventions:sessions"))


def test_one_to_one_is_marked_the_same_way(world, noted):
    writes_agreement(world.service_manager)
    (version,) = runs(world.service_manager, "cobi", gate="none")
    place = placed(world, case_of(world, given_names="Aled"), version, starts_on=weeks_ago(3))
    first, *_ = meets(world, place)
    blank = world.caseworker.opens("interventions:appointment", first.pk).context["form"]
    assert blank[f"mark-{place.pk}"].value() == "", "nobody came only because somebody pressed a button"
    refused = sends(
        world.caseworker, "interventions:appointment", first.pk, **register(first, [place], Aled="")
    )
    assert "Choose whether they were there" in words(refused)
    fields = register(first, [place], Aled="attended/Brought the diary")
    assert sends(world.caseworker, "interventions:appointment", first.pk, **fields).status_code == 302
    assert person("Aled").state == "active"
    page = words(world.caseworker.opens("interventions:attendance", place.case_id))
    assert "Sessions received: 1 of 12" in page
    assert "Brought the diary" in page
    assert "Choose a group" not in page


def test_a_full_group_takes_nobody_more(world):
    group = group_of(world, people=2, capacity=2)
    place = placed(world, case_of(world, given_names="Zane"), group.programme_version, starts_on=weeks_ago(2))
    day = weeks_ago(2)
    full = sends(
        world.caseworker,
        "interventions:choose_group",
        place.pk,
        group=str(group.pk),
        from_on_day=day.day,
        from_on_month=day.month,
        from_on_year=day.year,
    )
    assert "is full: 2 people at most" in words(full)


def test_a_group_in_the_hour_that_does_not_exist_is_refused_in_words(world):
    runs(world.service_manager, "jc-group")
    page = world.caseworker.opens("interventions:begin_group").content.decode()
    version = re.search(r'<option value="([0-9a-f-]{36})"', page)[1]
    typed = {
        "programme": version,
        "name": "Night group",
        "venue": "The hall",
        "capacity": "8",
        "minutes": "60",
        "meets_at": "01:30",
        "count": "3",
        "starts_on_day": "29",
        "starts_on_month": "3",
        "starts_on_year": "2026",
    }
    refused = sends(world.caseworker, "interventions:begin_group", **typed)
    assert "there is no 01:30" in words(refused)
    assert 'value="Night group"' in refused.content.decode()
    assert (
        sends(world.caseworker, "interventions:begin_group", **typed | {"meets_at": "18:30"}).status_code
        == 302
    )


def test_completing_takes_what_the_version_asks_for(world):
    group = group_of(world, people=1, sessions_total=3, modules=[], core_modules=[])
    for number in (1, 2, 3):
        marks(world.facilitator, group, number)
    place = person("Aled")
    refused = sends(world.caseworker, "interventions:end_place", place.pk, ending="completed", reason="")
    assert "No exit review yet" in words(refused)
    assert person("Aled").state == "active"
    day = weeks_ago(0)
    held = {"exit_review_on_day": day.day, "exit_review_on_month": day.month, "exit_review_on_year": day.year}
    ended = sends(
        world.caseworker, "interventions:end_place", place.pk, ending="completed", reason="", **held
    )
    assert ended.status_code == 302
    assert person("Aled").state == "completed"


def test_a_register_of_twelve_costs_as_many_statements_as_one_of_two(world):
    group = group_of(world, people=12)
    hat = make_hat(world.facilitator.membership)
    keys = list(Enrolment.objects.values_list("pk", flat=True))

    def cost(number: int, people: int) -> int:
        meeting, at = session(group, number), timezone.now()
        entries = {key: Entry(Mark.NO_WORD if number == 3 else Mark.ATTENDED) for key in keys[:people]}
        with acting_as(hat), CaptureQueriesContext(connection) as queries:
            marking.mark_register(meeting, entries, seen_version=meeting.version, by=hat, at=at)
        return len(queries)

    assert cost(1, 2) >= cost(2, 12)
    assert ChangeEntry.objects.filter(word="register.marked").count() == 2
    page = world.facilitator.opens("interventions:session", session(group, 4).pk)
    assert len(page.content) < 60_000


def test_a_worker_who_knows_somebody_does_not_see_them_on_the_register(world, group):
    joins_no_more = {"given_names": "Aled", "family_name": "Kestrel", "kind": "friend"}
    assert world.facilitator.sends("agencies:declare_conflict", **joins_no_more).status_code == 302
    first = session(group, 1)
    assert "Aled" not in words(world.facilitator.opens("interventions:session", first.pk))
    assert "Aled" in words(world.second_facilitator.opens("interventions:session", first.pk))
