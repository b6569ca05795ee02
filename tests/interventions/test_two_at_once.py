"""One form sent twice, and two people at one thing: nobody is told off, and nobody is overwritten."""

import re
import uuid

import pytest

from interventions.models import Attendance, Enrolment, EnrolmentState, ProgrammeVersion
from tests.interventions.meeting import group_of, marks, person, register, session
from tests.interventions.running import case_of, runs, sends, waits


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def group(world):
    return group_of(world)


@pytest.fixture
def case(world):
    """Somebody who waits for one programme, and could wait for another."""
    first, _ = runs(world.service_manager, "hr-1", "cobi")
    found = case_of(world)
    waits(world.caseworker, found, first)
    return found


def test_a_form_that_used_up_its_own_choice_leads_to_where_it_led(world, case):
    other = ProgrammeVersion.objects.get(programme="cobi")
    key = str(uuid.uuid4())
    for _ in range(2):
        assert waits(world.caseworker, case, other, draft=key).status_code == 302
    assert Enrolment.objects.filter(programme="cobi").count() == 1
    again = waits(world.caseworker, case, other)  # another form, and so somebody who did not see the first
    assert again.status_code == 200
    assert "Select a valid choice" in words(again)


def test_leaving_one_list_twice_leaves_the_other_alone_and_says_that_it_is_done(world, case):
    waits(world.caseworker, case, ProgrammeVersion.objects.get(programme="cobi"))
    place = Enrolment.objects.get(programme="hr-1")
    said = {"place": place.pk, "reason": "Moves away", "draft": str(uuid.uuid4())}
    led = [sends(world.caseworker, "interventions:leave", case.pk, **said) for _ in range(2)]
    assert {answer["Location"] for answer in led} == {f"/cases/{case.pk}/programmes/"}
    page = words(world.caseworker.opens("interventions:programmes", case.pk))
    assert "Taken off the waiting list." in page
    assert "There is no such place any more" not in page
    late = sends(world.caseworker, "interventions:leave", case.pk, place=place.pk, reason="Again")
    assert late.status_code == 302
    assert "There is no such place any more" in words(
        world.caseworker.opens("interventions:programmes", case.pk)
    )
    assert Enrolment.objects.get(programme="cobi").state == EnrolmentState.WAITING


def test_a_colleagues_line_is_shown_before_another_is_written_over_it(world, group):
    first, places = session(group, 1), list(Enrolment.objects.order_by("person_name"))
    drawn = register(first, places, Aled="attended/Came by bicycle")
    assert marks(world.facilitator, group, 1, Aled="attended/Rang from the bus").status_code == 302
    crossed = sends(world.second_facilitator, "interventions:session", first.pk, **drawn)
    assert crossed.status_code == 409
    assert re.search(r"In one line: [^<]*Aled.*Rang from the bus.*Came by bicycle", words(crossed))
    assert Attendance.objects.get(enrolment=person("Aled")).line == "Rang from the bus"


def test_two_who_wrote_the_same_are_told_so(world, group):
    first, places = session(group, 1), list(Enrolment.objects.order_by("person_name"))
    drawn = register(first, places)
    assert marks(world.facilitator, group, 1).status_code == 302
    crossed = sends(world.second_facilitator, "interventions:session", first.pk, **drawn)
    assert crossed.status_code == 409
    assert re.search(r"Somebody else changed this.*The same as yours", words(crossed))


def test_nobody_is_taken_out_of_a_group_by_a_colleague_who_never_saw_them_in_it(world, group):
    drawn = {"version": group.version}
    first, second = (str(each.worker.pk) for each in (world.facilitator, world.second_facilitator))
    both = sends(world.caseworker, "interventions:lead", group.pk, leaders=[first, second], **drawn)
    assert both.status_code == 302
    crossed = sends(world.second_caseworker, "interventions:lead", group.pk, leaders=[first], **drawn)
    assert crossed.status_code == 409
    assert re.search(r"Somebody else changed this.*Facilitator, Second Facilitator", words(crossed))
    assert set(group.facilitators.filter(until_on=None).values_list("worker__email", flat=True)) == {
        "facilitator@threshold.example",
        "second_facilitator@threshold.example",
    }
    seen = {"version": group.version + 1}
    again = sends(world.second_caseworker, "interventions:lead", group.pk, leaders=[first], **seen)
    assert again.status_code == 302
    assert group.facilitators.get(until_on=None).worker == world.facilitator.worker
