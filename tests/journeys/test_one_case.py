"""One person, from the custody desk to the printed summary, and the link worker of whoever they harmed:
by the pages of everybody who works on it, with the real worker between them."""

import datetime as dt
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from chrysalis.access.context import acting_as
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Agreement, Scheme
from chrysalis.audit.actions.sealing import seal
from chrysalis.audit.chain import SIDES, entries
from chrysalis.audit.verification import verify
from chrysalis.reports.actions.answering import answer_due
from chrysalis.reports.models import ReportRun, State
from interventions.actions import agreeing, funding, grouping, versions
from interventions.actions.grouping import Plan
from interventions.catalogue import PROGRAMMES
from interventions.models import AgreementText, FundingStream, ProgrammeVersion
from tests.browser.stock import Stock
from tests.journeys.hand import Hand
from tests.settled import wait_until_settled
from tests.world import agree_on_handovers


GIVEN_NAME, FAMILY_NAME, BORN = "Darnell", "Marrow", dt.date(1991, 3, 27)
NAME = f"{GIVEN_NAME} {FAMILY_NAME}"
HARMED, NUMBER, MOBILE = "Maren Alderbrook", "07700 900777", "07700 900778"
ACCOUNT = f"Agreed to meet after release. Speaks of little but {HARMED}."
GROUPED, PAID_BY = "hr-g", "The county, COBI"
PROGRAMME = PROGRAMMES[GROUPED].name
GROUP = "Evening group"
SUITS = {
    "Speaks of having been abusive": "Yes",
    "Agrees to take part": "Yes",
    "Is a parent": "No",
    "Can take part in a group": "Yes",
    "Lives in the area of the scheme": "Yes",
    "Criminal proceedings": "No proceedings",
    "Public family proceedings": "No proceedings",
    "Private family proceedings": "No proceedings",
    "An expert has assessed": "No",
    "Has completed a similar programme": "No",
}
REFERRED = "was referred"
TAKEN_ON = "A service began to work with"
RELEASED = "leaves custody"
RISK_UP = "more dangerous than before"
STARTED = "began a programme"
MISSED = "missed a session"
HANDED_OVER = "Another service took on"
NEWS = (REFERRED, TAKEN_ON, RELEASED, "begins before", STARTED, HANDED_OVER, MISSED, RISK_UP)
SECONDS = 60  # within which partner support hears of anything
Hands = Callable[[str], Hand]


@pytest.fixture
def hands(desk: Callable[..., Page], live) -> Hands:
    """`hands("caseworker")`: the same person at the same desk whenever they are named."""
    _set_up(Stock(live))
    sitting: dict[str, Hand] = {}

    def of(who: str) -> Hand:
        if who not in sitting:
            sitting[who] = Hand(desk(who))
        return sitting[who]

    return of


def _set_up(stock: Stock) -> None:
    """Four programmes that are run, one of them with forty places that somebody pays for; the text of the
    agreement; two providers who may tell each other of people. Others may have been here before."""
    at = timezone.now()
    for slug in (GROUPED, "jc-group", "jc-iip", "cobi"):
        stock.runs(slug, **versions.declared_terms(PROGRAMMES[slug]))
    with stock.live.committed():
        by, scheme = stock.hat("service_manager"), Scheme.objects.get(slug="west")
        with acting_as(by):
            if not AgreementText.objects.exists():
                agreeing.write_text("What stays between us.", seen_number=0, by=by, at=at)
            if not FundingStream.objects.filter(name=PAID_BY).exists():
                _pay(scheme, by=by, at=at)
        if not Agreement.objects.filter(title="Westfield handovers").exists():
            agree_on_handovers()


def _pay(scheme: Scheme, *, by: Hat, at: dt.datetime) -> None:
    today = timezone.localdate(at)
    period = {"starts_on": today, "ends_on": today + dt.timedelta(days=100)}
    named = {"scheme": scheme, "name": PAID_BY, "funder": "The county council"}
    stream = funding.add_stream(named | period, by=by, at=at)
    funding.add_places(stream, {"programme": "cobi", "places": 40} | period, by=by, at=at)


def _a_group_meets_twice(stock: Stock) -> None:
    """A moment ago, so that both of its registers are open."""
    now = timezone.localtime().replace(second=0, microsecond=0)
    with stock.live.committed():
        leader, by = stock.hat("facilitator").worker_id, stock.hat("caseworker")
        with acting_as(by):
            version = ProgrammeVersion.objects.filter(programme=GROUPED, scheme__slug="west").latest("number")
            group = grouping.begin_group(
                version,
                name=GROUP,
                venue="The hall by the bridge",
                capacity=8,
                minutes=120,
                plan=Plan(now.date(), (now - dt.timedelta(minutes=1)).time(), 1),
                leaders=[leader],
                nation="england",
                by=by,
                at=now,
            )
            again = Plan(now.date(), now.time(), 1)
            grouping.add_sessions(group, plan=again, nation="england", by=by, at=now)


@pytest.fixture
def _no_other_seals(settings, tmp_path: Path) -> None:
    """What is kept outside of the seals of this log, and of no other test's before it."""
    settings.HOME = tmp_path


@pytest.mark.usefixtures("_no_other_seals")
def test_from_the_custody_desk_to_the_printed_summary(hands: Hands, live):
    _a_group_meets_twice(Stock(live))
    custody_refers(hands("sergeant"))
    survivor = the_slip_is_filed(hands("link_worker"))
    case = it_is_accepted(hands("caseworker"))
    the_two_are_linked(hands("link_worker"))
    contact_and_release_are_recorded(hands("caseworker"), case)
    danger_is_judged(hands("caseworker"), case)
    they_are_spoken_with_safely(hands("link_worker"), survivor)
    a_manager_lets_it_begin(hands("caseworker"), hands("service_manager"), case)
    a_place_is_booked(hands("caseworker"), case)
    they_join_the_group(hands("caseworker"))
    the_register_is_marked(hands("facilitator"))
    until(hands("caseworker"), "Notices", "was not at a session, and sent no word")
    the_case_is_handed_over(hands("caseworker"), hands("caseworker_at_bridge"), case)
    everything_is_told_or_not(hands("link_worker"), survivor)
    document, reference = a_summary_is_asked_for(hands("caseworker"), case)
    it_is_returned(hands("partner_support_manager"), document)
    _a_set_time_comes(live)
    they_learn_that_and_no_more(hands("caseworker"))
    both_officers_see_it(hands, reference)
    _both_chains_hold(live)


@pytest.mark.parametrize(
    ("family_name", "sex", "abuse", "slug", "paid_by"),
    [
        ("Sorrel", "Female", "Abuse of a partner or ex-partner", "jc-iip", ""),
        ("Teal", "Male", "Stalking or harassment", "cobi", PAID_BY),
    ],
    ids=["a woman goes one to one", "somebody who stalks takes one of forty places"],
)
def test_which_programme_goes_by_who_it_is(hands: Hands, family_name, sex, abuse, slug, paid_by):
    sergeant, caseworker, manager = hands("sergeant"), hands("caseworker"), hands("service_manager")
    sergeant.starts_at("Refer someone")
    _sends(sergeant, family_name, given_name="Robin", sex=sex)
    case = it_is_accepted(caseworker, family_name)
    what_decides_is_recorded(caseworker, case, abuse=abuse)
    _reads_of(caseworker, PROGRAMMES["jc-group"].name, "Not suitable now")
    _reads_of(caseworker, PROGRAMMES[slug].name, "May take part")
    it_waits_until_a_manager_decides(caseworker, manager, case, PROGRAMMES[slug].name, family_name)
    a_place_is_booked(caseworker, case, PROGRAMMES[slug].name, paid_by)
    if paid_by:
        manager.starts_at("Places")
        manager.reads("1 of 40 taken, 39 left")


def _reads_of(caseworker: Hand, programme: str, verdict: str) -> None:
    title = caseworker.page.get_by_role("heading", name=programme, exact=True, level=3)
    expect(caseworker.main.locator(".app-card").filter(has=title)).to_contain_text(verdict)


def custody_refers(sergeant: Hand) -> None:
    """What is known of whoever was harmed goes to partner support alone, and is never drawn again."""
    sergeant.starts_at("Refer someone")
    sergeant.types("Name of the person harmed", HARMED)
    sergeant.answers({"The person you refer is their": "Former partner"})
    sergeant.types("Their telephone", NUMBER)
    sergeant.answers({"Is it safe to ring them on it?": "Yes"})
    sergeant.types("Name and date of birth of the person you refer", f"{NAME}, {BORN:%d/%m/%Y}")
    sergeant.presses("Save this section")
    sergeant.reads("Sealed at")
    _sends(sergeant, FAMILY_NAME, given_name=GIVEN_NAME, sex="Male")
    sergeant.reads_nothing_of(HARMED, NUMBER)


def _sends(sergeant: Hand, family_name: str, *, given_name: str, sex: str) -> None:
    sergeant.types("Given names", given_name)
    sergeant.types("Family name", family_name)
    sergeant.dates("Date of birth", BORN)
    sergeant.types("Custody record number", "OL/2211/26")
    sergeant.answers(
        {
            "Sex": sex,
            "Is the person fit and sober to talk?": "Yes",
            "Is an appropriate adult needed?": "Not needed",
            "Does the person agree that the service may get in touch?": "Yes",
            "Where things stand": "Bailed",
            "Does the person work for, or have close links with": "No",
        }
    )
    sergeant.presses("Send referral")
    sergeant.reads("Referral sent")


def the_slip_is_filed(link_worker: Hand) -> str:
    """The address of the survivor who is recorded from it."""
    link_worker.starts_at("Slips", newest="sealed_at")
    link_worker.opens_row("Oldbury custody")
    link_worker.reads(HARMED, NUMBER, NAME, "with Threshold Centre")
    link_worker.answers({"Who is this about?": "Somebody new"})
    link_worker.presses("File slip")
    link_worker.reads(HARMED)
    survivor = link_worker.page.url
    hears(link_worker, REFERRED)
    return survivor


def it_is_accepted(caseworker: Hand, family_name: str = FAMILY_NAME) -> str:
    """The address of the case that is opened."""
    caseworker.starts_at("Inbox", newest="received_at")
    caseworker.opens_row(family_name)
    caseworker.reads_nothing_of(HARMED, NUMBER)
    caseworker.presses("Accept and open a case")
    caseworker.reads("Making first contact")
    return caseworker.page.url


def the_two_are_linked(link_worker: Hand) -> None:
    """By the list of people whom a service took on, and to whom nobody is linked yet."""
    until(link_worker, "To trace", NAME, newest="opened_at")
    link_worker.opens_row(NAME)
    link_worker.types("Look for the survivor by name", HARMED)
    link_worker.presses("Look")
    link_worker.group("Whom may this person have harmed?").get_by_label(HARMED).check()
    link_worker.answers({"What is the person to the survivor?": "Former partner"})
    link_worker.presses("Save")
    hears(link_worker, TAKEN_ON)


def contact_and_release_are_recorded(caseworker: Hand, case: str) -> None:
    caseworker.page.goto(case)
    caseworker.presses("Record contact")
    caseworker.answers({"How did you try?": "In custody", "What came of it?": "Spoke with the person"})
    caseworker.types("What happened", ACCOUNT)
    caseworker.presses("Record contact")
    caseworker.reads(ACCOUNT, "Waiting for assessment")
    caseworker.follows("Record release")
    caseworker.types("When does the person leave custody?", "tomorrow 10:00")
    caseworker.answers({"How certain is that?": "Expected", "Have police told the person harmed?": "No"})
    caseworker.presses("Record release")
    caseworker.reads("Expected")


def danger_is_judged(caseworker: Hand, case: str) -> None:
    """The change side completes ten factors of B-SAFER, and then grades by itself."""
    caseworker.page.goto(case)
    caseworker.follows("Risk")
    caseworker.presses("Assess: B-SAFER")
    for answer in caseworker.page.get_by_label("Partly", exact=True).all():
        answer.check()
    caseworker.answers({"Your conclusion": "High"})
    caseworker.presses("Keep assessment")
    caseworker.presses("Set the grade")
    caseworker.answers(
        {
            "How dangerous?": "High",
            "How soon?": "In days",
            "What does it rest on?": "A tool, and judgement",
        }
    )
    caseworker.types("Why", "Threats were made this week, and more often than before.")
    caseworker.presses("Set the grade")
    caseworker.reads("High", "Threats were made this week")


def they_are_spoken_with_safely(link_worker: Hand, survivor: str) -> None:
    """What is safe is recorded; the rules come first, and the number only after them."""
    link_worker.page.goto(survivor)
    link_worker.presses("Record safe contact")
    link_worker.answers({"Which way?": "Telephone call", "How safe is it?": "Stated safe by somebody else"})
    link_worker.types("Number or address", MOBILE)
    link_worker.types("Who says that it is safe?", "The officer in the case")
    link_worker.types("Safe days and hours", "Mornings")
    link_worker.types("Phrase that confirms who is speaking", "About the parcel")
    link_worker.presses(re.compile("^Save|^Record"))
    link_worker.reads_nothing_of(NUMBER, MOBILE)
    link_worker.presses("Contact them")
    link_worker.reads("Read the rules first", "Mornings", "About the parcel")
    link_worker.reads_nothing_of(NUMBER, MOBILE)
    link_worker.presses(re.compile("I have read this"))
    link_worker.answers(
        {
            "What came of it?": "Spoke with them",
            "What did they say of this way to reach them?": "It is safe",
        }
    )
    link_worker.types("What happened", "They would like to hear of each step.")
    link_worker.presses("Record contact")
    link_worker.reads("Contact recorded", "They would like to hear of each step.")


def a_manager_lets_it_begin(caseworker: Hand, manager: Hand, case: str) -> None:
    """The gate answers at its set times alone: until then, and whatever partner support has done, it says
    the same two words."""
    what_decides_is_recorded(caseworker, case, abuse="Abuse of a partner or ex-partner")
    it_waits_until_a_manager_decides(caseworker, manager, case, PROGRAMME, FAMILY_NAME)


def what_decides_is_recorded(caseworker: Hand, case: str, *, abuse: str) -> None:
    _opens_programmes(caseworker, case)
    caseworker.follows("What decides which programme")
    caseworker.answers(SUITS)
    caseworker.page.get_by_label(abuse).check()
    caseworker.page.get_by_label("Partner or ex-partner", exact=True).check()
    caseworker.presses("Save")


def it_waits_until_a_manager_decides(
    caseworker: Hand, manager: Hand, case: str, programme: str, family_name: str
) -> None:
    caseworker.follows(f"Put on the waiting list of {programme}")
    caseworker.answers({"What do they wait for?": "A place"})
    caseworker.presses("Put on the waiting list")
    caseworker.reads("Not yet")
    manager.starts_at("Waiting", newest="waiting_since")
    manager.opens_row(family_name, programme)
    manager.reads("Not yet")
    manager.types("Why it cannot wait", "A court ordered it to begin this week.")
    manager.presses("Let it be booked now")
    _opens_programmes(caseworker, case)
    caseworker.reads("Can book")


def a_place_is_booked(caseworker: Hand, case: str, programme: str = PROGRAMME, paid_by: str = "") -> None:
    caseworker.follows("Client agreement")
    caseworker.answers({"What did they decide?": "Signed", "How was it signed?": "On paper"})
    caseworker.page.get_by_label("They have been given a copy").check()
    caseworker.presses("Record")
    _opens_programmes(caseworker, case)
    caseworker.reads("Signed on")
    caseworker.follows(f"Book a place on {programme}")
    caseworker.dates("First day", timezone.localdate())
    if paid_by:
        caseworker.group("Paid by").get_by_label(paid_by).check()
    caseworker.presses("Book the place")
    caseworker.reads("Place booked from")


def they_join_the_group(caseworker: Hand) -> None:
    caseworker.follows("Attendance, groups and appointments")
    caseworker.follows("Choose a group")
    caseworker.group("Which group?").get_by_label(GROUP).check()
    caseworker.presses("Save")
    caseworker.reads(FAMILY_NAME)


def the_register_is_marked(facilitator: Hand) -> None:
    """There at the first session, and at the second not, without a word."""
    facilitator.starts_at("Sessions")
    facilitator.opens_row(GROUP)
    facilitator.presses("Save register")
    facilitator.starts_at("Sessions")
    facilitator.opens_row(GROUP, last=True)
    facilitator.page.get_by_label(re.compile(f"^{FAMILY_NAME}|{FAMILY_NAME}$")).first.select_option("no_word")
    facilitator.presses("Save register")
    facilitator.reads("Marked by Facilitator")


def the_case_is_handed_over(caseworker: Hand, receiver: Hand, case: str) -> None:
    """One pathway of two legs: what the next provider reads is what was written for them."""
    caseworker.page.goto(case)
    caseworker.follows("Hand over")
    caseworker.page.get_by_label("Which provider?").select_option(label="Bridge Project")
    caseworker.answers({"What is still to do?": "Find a place on a programme"})
    caseworker.types("What the next provider has to know", "Would like a group nearer to home.")
    caseworker.presses("Offer the handover")
    caseworker.reads("Offered to Bridge Project")
    receiver.starts_at("Inbox")
    receiver.opens_row(FAMILY_NAME)
    receiver.reads("Would like a group nearer to home.")
    receiver.reads_nothing_of(ACCOUNT, HARMED, NUMBER, MOBILE)
    receiver.presses("Take and open a case")
    receiver.reads("Making first contact", "Where they are on the way")
    caseworker.page.goto(case)
    caseworker.reads("Taken on by Bridge Project")


def everything_is_told_or_not(link_worker: Hand, survivor: str) -> None:
    for words in NEWS:
        hears(link_worker, words)
    link_worker.opens_row(RISK_UP, HARMED)
    link_worker.reads("Judged high")
    link_worker.answers({"Was the survivor told?": "Told"})
    link_worker.page.get_by_label("How were they told?").select_option(label="Telephone call")
    link_worker.presses("Answer")
    hears(link_worker, MISSED)
    link_worker.opens_row(MISSED, HARMED)
    link_worker.answers({"Was the survivor told?": "Not told: they could not be reached"})
    link_worker.presses("Answer")
    link_worker.starts_at("To tell")
    link_worker.opens_row(MISSED, HARMED)
    link_worker.reads("Tried: they could not be reached.")
    link_worker.answers({"Was the survivor told?": "Not told: they knew already"})
    link_worker.presses("Answer")
    link_worker.starts_at("To tell")
    for words in (RISK_UP, MISSED):
        assert not link_worker.row(words, HARMED).count()


def a_summary_is_asked_for(caseworker: Hand, case: str) -> tuple[str, str]:
    """Made in the worker, and then kept until its set time, whatever the check finds. The handle of the
    document, and the reference of the case."""
    caseworker.page.goto(case)
    reference = re.search(r"CHR-\w{5}-\w{5}-\w", caseworker.main.inner_text())[0]
    caseworker.follows("Ask for a summary as a PDF")
    caseworker.types("To whom does it go?", "Westfield Council, social worker")
    caseworker.presses("Ask for it")
    caseworker.waits_for("waits to be checked before it leaves")
    return caseworker.page.get_by_role("heading", level=1).inner_text(), reference


def it_is_returned(manager: Hand, document: str) -> None:
    until(manager, "To be released", document)
    manager.opens_row(document)
    manager.reads(HARMED, "Westfield Council, social worker")
    manager.answers({"May this document leave?": re.compile("^No, return it")})
    manager.types("Why?", "It names whoever was harmed.")
    manager.presses("Decide")


def _a_set_time_comes(live) -> None:
    """As the worker's clock would bring it: the stack of the tests has none."""
    with live.committed():
        waits = ReportRun.objects.filter(state=State.CHECKING).latest("asked_at")
        answer_due(clock=lambda: waits.answer_at)


def they_learn_that_and_no_more(caseworker: Hand) -> None:
    caseworker.page.reload()
    caseworker.reads("Returned: third-party information", "Nobody can tell you more")
    caseworker.reads_nothing_of(HARMED, "It names", "Haven")


def both_officers_see_it(hands: Hands, reference: str) -> None:
    """Each reads who did what on the own side, and nothing of the other."""
    ours, theirs = hands("information_officer"), hands("safety_information_officer")
    ours.starts_at("Log")
    ours.follows("By reference")
    ours.types("Reference", reference)
    ours.presses("Look up")
    ours.follows("Who looked at the case")
    ours.reads("Caseworker", "Had a document made")
    ours.reads_nothing_of("Link Worker", "Haven Partner Support", HARMED)
    theirs.starts_at("Log")
    theirs.page.get_by_label("What").select_option(label="Told somebody")
    theirs.presses("Apply filters")
    theirs.reads("Link Worker", "Told a survivor of what happened")
    theirs.reads_nothing_of("Caseworker", "Threshold Centre", NAME)


def _both_chains_hold(live) -> None:
    for side in SIDES:
        with live.committed():
            wait_until_settled(entries(side).last().xid)
            seal(side, at=timezone.now())
        with live.committed():
            verdict = verify(side)
        assert verdict.fault is None
        assert verdict.entries


def _opens_programmes(caseworker: Hand, case: str) -> None:
    caseworker.page.goto(case)
    caseworker.follows("Programmes")


def hears(link_worker: Hand, words: str) -> None:
    until(link_worker, "To tell", words, HARMED)


def until(hand: Hand, place: str, *words: str, newest: str = "") -> None:
    """Looks again until the worker has brought it."""
    end = time.monotonic() + SECONDS
    while True:
        hand.starts_at(place, newest=newest)
        if hand.row(*words).count():
            return
        assert time.monotonic() < end, f"{words} did not come"
        time.sleep(0.3)
