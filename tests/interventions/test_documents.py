"""What is printed of attendance: a statement, a letter, and the paper that goes into the room."""

import re
import uuid
from contextlib import nullcontext
from dataclasses import dataclass, field

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.models import Scheme
from chrysalis.agencies.queries import make_hat
from chrysalis.events.actions.carrying import carry
from chrysalis.events.models import Announcement
from chrysalis.reports.models import ReportRun
from chrysalis.reports.rules.quarters import Quarter
from interventions.rules.naming import endings, short
from referrals.gates.figures import COUNTED, count
from tests.interventions.meeting import group_of, joins, marks, person, placed, session
from tests.interventions.running import case_of
from tests.kernel.reports.conftest import makes, set_time_comes
from tests.kernel.reports.press import words_alone
from tests.referrals.test_restricted import restricts


@pytest.fixture(autouse=True)
def _plain(settings):
    settings.RELEASE_SAMPLE_PERCENT = 0
    with words_alone():
        yield


@pytest.fixture
def group(world):
    """Aled came, Bashir did not; each was there, or not, at the first session."""
    made = group_of(world)
    marks(world.facilitator, made, 1, Bashir="no_word", Callum="accepted")
    return made


def asks(who, name: str, key: object, **fields: str) -> ReportRun:
    sent = who.sends(f"interventions:{name}", key, draft=str(uuid.uuid4()), **fields)
    assert sent.status_code == 302
    makes()
    return ReportRun.objects.latest("asked_at")


def paper(who, run: ReportRun) -> str:
    run.refresh_from_db()
    if run.state == "checking":
        set_time_comes(run)
    return who.opens("reports:document", run.pk).content.decode()


@pytest.mark.parametrize(
    ("who", "word"), [("Aled", "Attended"), ("Bashir", "Missed"), ("Callum", "Missed, notice accepted")]
)
def test_a_statement_says_the_dates_and_nothing_else(world, group, who, word):
    run = asks(world.caseworker, "ask_statement", person(who).pk)
    assert run.recipient == "Oldbury custody"
    page = paper(world.caseworker, run)
    assert f"\n{word}\n" in page
    assert "not an assessment of risk" in page


def test_there_is_no_letter_before_the_end(world, group):
    place = person("Aled")
    refused = world.caseworker.opens("interventions:ask_letter", place.pk).content.decode()
    assert "not completed" in refused
    world.caseworker.sends("interventions:ask_letter", place.pk, draft=str(uuid.uuid4()), recipient="Him")
    assert not ReportRun.objects.exists()
    ended = {"ending": "part_completed", "reason": "Moves away", "version": "1"}
    world.caseworker.sends("interventions:end_place", place.pk, draft=str(uuid.uuid4()), **ended)
    place.refresh_from_db()
    assert place.state == "part_completed"
    run = asks(world.caseworker, "ask_letter", place.pk, recipient="The person")
    assert "came to 1 session of this programme and completed a part of it" in paper(world.caseworker, run)


def test_partner_support_hears_of_a_letter_when_it_is_asked_for(world, group):
    place = person("Aled")
    ended = {"ending": "part_completed", "reason": "Moves away", "version": "1"}
    world.caseworker.sends("interventions:end_place", place.pk, draft=str(uuid.uuid4()), **ended)
    asks(world.caseworker, "ask_statement", place.pk)
    assert not Announcement.objects.filter(event="letter-asked").exists()
    asks(world.caseworker, "ask_letter", place.pk, recipient="The person")
    carry()
    assert Announcement.objects.get(event="letter-asked").facts["client_id"] == str(place.client_id)


def test_a_paper_register_has_first_names_and_space_to_sign(world, group):
    run = asks(world.facilitator, "ask_register", session(group, 2).pk)
    page = paper(world.facilitator, run)
    assert "\nAled K.\n" in page
    assert "Kestrel" not in page
    assert "Signature" in page


def test_two_of_one_name_are_told_apart_on_screen_and_on_paper_and_nobody_else_is(world, group):
    aled, bashir, meeting = person("Aled"), person("Bashir"), session(group, 2)
    namesake = placed(
        world, case_of(world, given_names="Aled"), aled.programme_version, starts_on=group.starts_on
    )
    cousin = placed(
        world,
        case_of(world, given_names="Bashir", family_name="Kite"),
        aled.programme_version,
        starts_on=group.starts_on,
    )
    for each in (namesake, cousin):
        joins(world, group, each, from_on=group.starts_on)

    both = {f"Kestrel, Aled ({each.reference[-4:]})" for each in (aled, namesake)}
    assert len(both) == 2
    register = world.facilitator.opens("interventions:session", meeting.pk).content.decode()
    of_group = world.caseworker.opens("interventions:group", group.pk).content.decode()
    for name in both:
        assert f">{name}</label>" in register
        assert re.search(rf"<h3[^>]*>{re.escape(name)}<", of_group)
    assert f"Kestrel, Bashir ({bashir.reference[-4:]})" in register, "on paper they read as one does"
    assert re.search(r"<h3[^>]*>Kestrel, Bashir<", of_group)
    assert ">Kestrel, Callum</label>" in register

    page = paper(world.facilitator, asks(world.facilitator, "ask_register", meeting.pk))
    for each in (aled, namesake):
        assert f"\nAled K. {each.reference[-4:]}\n" in page
    for each in (bashir, cousin):
        assert f"\nBashir K. {each.reference[-4:]}\n" in page
    assert "\nCallum K.\n" in page
    assert not any(each.reference in page for each in (aled, namesake, bashir, cousin))


@dataclass
class Listed:
    person_name: str
    reference: str
    pk: uuid.UUID = field(default_factory=uuid.uuid4)


@pytest.mark.parametrize(
    ("references", "shown"),
    [
        (("CHR-7K3M9-2QFTX-4",), ("",)),
        (("CHR-7K3M9-2QFTX-4", "CHR-0ABCD-EFGHJ-8"), ("TX-4", "HJ-8")),
        (("CHR-7K3M9-2QFTX-4", "CHR-0ABCD-EFATX-4"), ("FTX-4", "ATX-4")),
        (("CHR-7K3M9-2QFTX-4", "CHR-7K3M9-2QFTX-4"), ("TX-4", "TX-4")),
    ],
)
def test_as_few_letters_as_tell_all_apart(references, shown):
    people = [Listed("Kestrel, Aled", reference) for reference in references]
    assert tuple(endings(people, reads=str).values()) == shown


def test_what_is_hidden_cannot_be_asked_of(world, group):
    place, meeting = person("Aled"), session(group, 2)
    for name, key in (("ask_statement", place.pk), ("ask_letter", place.pk), ("ask_register", meeting.pk)):
        assert world.caseworker.opens(f"interventions:{name}", key).status_code == 200
        assert world.caseworker_elsewhere.opens(f"interventions:{name}", key).status_code == 404
        assert world.sergeant.opens(f"interventions:{name}", key).status_code == 403


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Kestrel, Darnell James", "Darnell K."), ("Kestrel, ", " K."), ("O’Dell, Jo", "Jo O.")],
)
def test_names_on_paper_are_short(name, shown):
    assert short(name) == shown


def figures(world) -> str:
    known = {"draft": str(uuid.uuid4()), "period": Quarter.of(timezone.localdate()).slug}
    assert world.service_manager.sends("referrals:ask_figures", **known).status_code == 302
    makes()
    run = ReportRun.objects.latest("asked_at")
    return world.service_manager.opens("reports:document", run.pk).content.decode()


def test_a_managers_figures_count_what_registers_say_and_how_places_ended(world, group):
    page = figures(world)
    assert "Attendance, as registers say it" in page
    assert "Notice accepted, absent: 1" in page
    assert "No word, absent: 1" in page
    assert "Withdrew: 0" in page
    ended = {"ending": "withdrew", "reason": "Moved away", "version": person("Bashir").version}
    world.caseworker.sends("interventions:end_place", person("Bashir").pk, draft=str(uuid.uuid4()), **ended)
    assert "Withdrew: 1" in figures(world)


def test_what_is_restricted_is_in_no_exact_count_of_attendance(world, group):
    """One more in a count than on the registers would tell that there is one."""
    place = person("Bashir")
    ended = {"ending": "withdrew", "reason": "Moved away", "version": place.version}
    world.caseworker.sends("interventions:end_place", place.pk, draft=str(uuid.uuid4()), **ended)
    before = counted(world)
    assert (before["mark"]["no_word"], before["ending"]["withdrew"]) == (1, 1)
    restricts(world.safeguarding_lead, place.case.referral.reference)
    assert "no_word" not in counted(world)["mark"]
    assert "ending" not in counted(world)
    assert counted(world, with_restricted=True) == before


def counted(world, *, with_restricted: bool = False) -> dict[str, dict[str, int]]:
    attendance = next(each for each in COUNTED if each.definer.name == "attendance_counts")
    quarter, scheme = Quarter.of(timezone.localdate()), Scheme.objects.get(slug="west")
    days = quarter.begins_on, quarter.ends_on
    with acting_as(make_hat(world.service_manager.membership)):
        return count(attendance.definer, scheme.pk, *days, with_restricted=with_restricted)


@pytest.mark.parametrize("who", ["caseworker", "facilitator", "partner_support_manager"])
def test_nobody_else_may_ask_for_the_counts(world, group, who):
    quarter, scheme = Quarter.of(timezone.localdate()), Scheme.objects.get(slug="west")
    for each in COUNTED:
        for person_at_work in (world.service_manager, getattr(world, who)):
            is_theirs = person_at_work is world.service_manager
            refused = nullcontext() if is_theirs else pytest.raises(ProgrammingError, match="denied")
            with acting_as(make_hat(person_at_work.membership)), refused, transaction.atomic():
                count(each.definer, scheme.pk, quarter.begins_on, quarter.ends_on, with_restricted=False)
