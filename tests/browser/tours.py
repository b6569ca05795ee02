"""Every page of the product in every state it has, as somebody who may open it comes to it."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.actions.agreements import record_agreement
from chrysalis.agencies.models import Agency, Agreement, Area
from referrals.actions import contacting, people
from referrals.actions.reading import open_case
from referrals.models import Case
from tests.browser.papers import chooses, until_checked
from tests.browser.visit import Seen, Visit
from tests.kernel.attachments.files import pdf


Walk = Callable[[Visit], Iterator[Seen]]


@dataclass(frozen=True)
class Tour:
    who: str
    pages: frozenset[str]
    walk: Walk
    first: bool  # it sees how pages look before anybody made anything


TOURS: dict[str, Tour] = {}


def tour(who: str, *pages: str, first: bool = False) -> Callable[[Walk], Walk]:
    def keep(walk: Walk) -> Walk:
        TOURS[walk.__name__] = Tour(who, frozenset(pages), walk, first)
        return walk

    return keep


@tour("sergeant", "home", "referrals:submit", "referrals:sent", "referrals:receipt", "drafts:discard")
def custody_desk(visit: Visit) -> Iterator[Seen]:
    page = visit.page
    yield visit.opens("home")
    yield visit.opens("referrals:submit")
    page.get_by_label("Family name").fill("Kestrel")
    visit.presses("Save and finish later")
    yield visit.sees("home", "with something not sent")
    visit.follows("Referral")
    yield visit.sees("referrals:submit", "with what was typed")
    page.get_by_text("More, if there is time").click()
    yield visit.refused("referrals:submit", "Send referral")
    _fill_custody(visit)
    page.get_by_label("PNC ID").fill("12/394773A")
    yield visit.refused("referrals:submit", "Send referral", state="with a warning")
    visit.presses("Send referral")
    yield visit.sees("referrals:receipt", "just sent")
    visit.stock.referrals(60, accepted=False)
    yield visit.opens("referrals:sent", state="full")
    visit.follows("Next page")
    yield visit.sees("referrals:sent", "second page")
    visit.opens("referrals:submit")
    page.get_by_label("Family name").fill("Kestrel")
    visit.presses("Save and finish later")
    visit.follows("Discard")
    yield visit.sees("drafts:discard", "asks first")


def _fill_custody(visit: Visit) -> None:
    page = visit.page
    page.get_by_label("Given names").fill("Darnell")
    page.get_by_label("Custody record number").fill("OL/2210/26")
    for question, answer in {
        "Sex": "Male",
        "Is the person fit and sober to talk?": "Yes",
        "Is an appropriate adult needed?": "Not needed",
        "Does the person agree that the service may get in touch?": "Yes",
        "Where things stand": "Bailed",
        "Does the person work for, or have close links with": "No",
    }.items():
        page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


@tour("social_worker", "referrals:submit", "referrals:prepare", "referrals:unsent", "referrals:write_part",
      "referrals:partner_part", "referrals:check_unsent", "referrals:call_unsent", "referrals:discard_unsent",
      "referrals:receipt")  # fmt: skip
def a_colleagues_door(visit: Visit) -> Iterator[Seen]:
    page = visit.page
    yield visit.opens("referrals:prepare")
    visit.follows("Everything on one page")
    yield visit.sees("referrals:submit", "of a colleague")
    yield visit.refused("referrals:submit", "Send referral")
    page.get_by_label("What has happened").fill("Keeps the bank cards.")
    yield visit.refused("referrals:submit", "Add this document", state="with no document chosen")
    chooses(visit, pdf(), "Minutes of the conference")
    visit.presses("Add this document")
    until_checked(visit)
    chooses(visit, pdf(), "Report", harmed="I am not sure")
    visit.presses("Add this document")
    yield visit.sees("referrals:submit", "with a document")
    assert "bank cards" in page.get_by_label("What has happened").input_value()
    visit.presses("Save and finish later")
    yield visit.sees("referrals:unsent", "put by from one page")
    visit.opens("referrals:prepare")
    visit.presses("Start a referral")
    yield visit.sees("referrals:write_part", "fresh")
    yield visit.refused("referrals:write_part", "Save and go on")
    page.get_by_label("Given names").fill("Darnell")
    page.get_by_label("Family name").fill("Kestrel")
    visit.presses("Save and finish later")
    yield visit.sees("referrals:unsent", "begun")
    visit.follows("The person")
    yield visit.sees("referrals:write_part", "resumed")
    _answers(visit, {"Sex": "Male", "Does the person work for, or have close links with": "No"})
    visit.presses("Save and go on")
    page.get_by_label("What has happened").fill("Keeps the bank cards.")
    _answers(visit, {"What kinds of behaviour": "Economic"})
    visit.presses("Save and go on")
    page.get_by_label("Your post").fill("Social worker")
    page.get_by_label("Your telephone").fill("0121 496 0041")
    _answers(visit, {"Does the person agree": "No"})
    yield visit.refused("referrals:write_part", "Save and go on", state="without a reason")
    _answers(visit, {"why do you refer": "To prevent serious harm to somebody"})
    page.get_by_label("Why is that necessary").fill("Threats this week. Decided by the team manager.")
    visit.presses("Save and go on")
    yield visit.sees("referrals:unsent", "ready")
    yield from _beside_what_is_not_sent(visit)
    visit.follows("Check and send")
    yield visit.sees("referrals:check_unsent", "filled")
    yield visit.refused("referrals:check_unsent", "Add this document", state="with no document chosen")
    visit.follows("All parts")
    visit.follows("Check and send")
    visit.presses("Send referral")
    yield visit.sees("referrals:receipt", "just sent")
    visit.page.go_back()
    visit.response = visit.page.reload()
    yield visit.sees("referrals:check_unsent", "sent before", status=409)


def _beside_what_is_not_sent(visit: Visit) -> Iterator[Seen]:
    visit.follows("For partner support only")
    yield visit.sees("referrals:partner_part", "fresh")
    visit.presses("Save this section")
    yield visit.sees("referrals:partner_part", "with nothing in it")
    visit.follows("All parts")
    visit.follows("Name it")
    yield visit.sees("referrals:call_unsent", "fresh")
    visit.page.get_by_label("What do you call it?").fill("Kestrel, Tuesday")
    yield visit.refused("referrals:call_unsent", "Save")
    visit.page.get_by_label("What do you call it?").fill("Tuesday, after core group")
    visit.presses("Save")
    visit.follows("Throw it away")
    yield visit.sees("referrals:discard_unsent", "asks first")
    visit.follows("All parts")
    visit.follows("Refer someone")
    yield visit.sees("referrals:prepare", "with two not sent")
    visit.follows("Tuesday, after core group")


def _answers(visit: Visit, answers: dict[str, str]) -> None:
    for question, answer in answers.items():
        visit.page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


@tour("officer", "referrals:submit", "referrals:receipt")
def a_police_door(visit: Visit) -> Iterator[Seen]:
    page = visit.page
    yield visit.opens("referrals:submit")
    for name, words in {
        "Given names": "Darnell", "Family name": "Kestrel", "What has happened": "Shouted in the street.",
        "Your post": "PC 2210", "Your telephone": "0121 496 0041", "CRO number": "nonsense",
    }.items():  # fmt: skip
        if name == "CRO number":
            page.get_by_text("Police numbers").click()
        page.get_by_label(name).fill(words)
    for question, answer in {
        "Sex": "Male",
        "Does the person work for, or have close links with": "No",
        "Is there an out-of-court disposal?": "Conditional caution",
        "What kinds of behaviour": "Physical",
        "Does the person agree": "Yes",
    }.items():
        page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()
    yield visit.refused("referrals:submit", "Send referral", state="without the rest of the caution")
    today = timezone.localdate()
    for question, day in {
        "When was it given?": today, "By when must it be": today + dt.timedelta(weeks=18)
    }.items():  # fmt: skip
        for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            page.get_by_role("group", name=question).get_by_label(part).fill(str(number))
    page.get_by_label("Condition 1", exact=True).fill("Attend both workshops")
    yield visit.resumed("Referral", "referrals:submit", state="with a caution, gone on with")
    for question, answer in {
        "Has the person admitted": "Admitted the offence",
        "Who decided on it?": "Police",
        "Were the views of anyone harmed": "Yes",
    }.items():
        page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()
    yield visit.refused("referrals:submit", "Send referral", state="with two doubts")
    visit.presses("Send referral")
    yield visit.sees("referrals:receipt", "just sent")


@tour("caseworker", "referrals:referral", "referrals:case", "referrals:inbox")
def a_caution(visit: Visit) -> Iterator[Seen]:
    key = visit.stock.caution()
    yield visit.opens("referrals:inbox", state="with a deadline")
    yield visit.opens("referrals:referral", key, state="with a caution")
    visit.presses("Accept and open a case")
    yield visit.sees("referrals:case", "with a caution")


@tour("sergeant_at_tipton", "referrals:sent")
def desk_that_sent_nothing(visit: Visit) -> Iterator[Seen]:
    yield visit.opens("referrals:sent", state="empty")


@tour("sergeant_elsewhere", "home", "referrals:submit")
def desk_on_hold(visit: Visit) -> Iterator[Seen]:
    for days, state in ((10, "agreement about to end"), (-1, "on hold")):
        with visit.stock.live.committed():
            ends_on = timezone.localdate() + dt.timedelta(days=days)
            Agreement.objects.filter(scheme__slug="east").update(expires_on=ends_on)
        yield visit.opens("home", state=state)
        yield visit.opens("referrals:submit", state=state)


@tour("nobodys_sergeant", "referrals:submit")
def desk_of_no_scheme(visit: Visit) -> Iterator[Seen]:
    yield visit.opens("referrals:submit", state="no scheme", status=409)


@tour(
    "caseworker",
    "home", "referrals:inbox", "referrals:referral", "referrals:cases", "referrals:case",
    "referrals:record_contact", "referrals:correct",
)  # fmt: skip
def casework(visit: Visit) -> Iterator[Seen]:
    stock = visit.stock
    waiting, case = stock.referral(), stock.referral(accepted=True)
    stock.referrals(60, accepted=True)
    yield visit.opens("home")
    yield visit.opens("referrals:inbox", state="waiting")
    yield visit.opens("referrals:referral", waiting)
    visit.presses("Accept and open a case")
    yield visit.sees("referrals:case", "just opened")
    yield visit.opens("referrals:referral", waiting, state="accepted")
    yield visit.opens("referrals:cases", state="full")
    yield visit.opens("referrals:cases", query="?mine=me&state=contacting", state="filtered")
    yield visit.opens("referrals:cases", query="?state=assessment&mine=me", state="filtered to nothing")
    yield visit.opens("referrals:record_contact", case)
    yield visit.refused("referrals:record_contact", "Record contact")
    with stock.live.committed():
        _try_contact(stock.hat("caseworker"), case)
    yield visit.opens("referrals:case", case, state="with a history")
    yield visit.opens("referrals:correct", case)
    with stock.live.committed():
        found, by = Case.objects.get(pk=case), stock.hat("second_caseworker")
        with acting_as(by):
            open_case(found, by=by, at=timezone.now())
            people.correct(found.client, {"known_as": "Daz"}, seen_version=1, by=by, at=timezone.now())
    visit.page.get_by_label("Telephone").fill("07700 900777")
    visit.presses("Save correction")
    yield visit.sees("referrals:correct", "in conflict", status=409)
    visit.page.get_by_label("Given names").fill("")
    yield visit.refused("referrals:correct", "Save correction")


def _try_contact(by, case: uuid.UUID) -> None:
    now = timezone.now()
    for outcome in ("no_answer", "reached"):
        contacting.record_contact(
            Case.objects.get(pk=case), channel="call", outcome=outcome, account="", made_at=now, by=by, at=now
        )


@tour("second_caseworker", "referrals:search")
def searching(visit: Visit) -> Iterator[Seen]:
    page = visit.page
    visit.stock.referrals(60, accepted=True)
    yield visit.opens("referrals:search")
    yield visit.refused("referrals:search", "Search")
    page.get_by_label("Name, date of birth, number or reference").fill("Kestrel")
    visit.presses("Search")
    yield visit.sees("referrals:search", "with more than it shows")
    visit.opens("home")
    page.keyboard.press("/")
    page.keyboard.type("Quillfeather 1/1/1970")
    visit.presses("Find")
    yield visit.sees("referrals:search", "with nobody found")
    visit.presses("Turn the / key off")
    yield visit.sees("referrals:search", "without the key")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "header-sought"


@tour("caseworker_elsewhere", "referrals:inbox", "referrals:cases")
def casework_with_nothing_to_do(visit: Visit) -> Iterator[Seen]:
    yield visit.opens("referrals:inbox", state="empty")
    yield visit.opens("referrals:cases", state="empty")


@tour(
    "administrator",
    "home", "agencies:accounts", "agencies:account", "agencies:invite", "agencies:end_place",
    "agencies:areas", "agencies:add_area", "agencies:change_area", "agencies:retire_area",
    "agencies:set_agency",
)  # fmt: skip
def administration(visit: Visit) -> Iterator[Seen]:
    with visit.stock.live.committed():
        place = visit.stock.hat("second_caseworker").membership_id
        area = Area.objects.get(scheme__slug="west")
    yield visit.opens("home")
    yield visit.opens("agencies:accounts")
    yield visit.opens("agencies:account", place)
    yield visit.opens("agencies:end_place", place, state="asks first")
    yield visit.opens("agencies:invite")
    yield visit.refused("agencies:invite", "Invite")
    yield visit.opens("agencies:set_agency")
    yield visit.opens("agencies:areas")
    yield visit.opens("agencies:areas", query="?state=retired", state="filtered to nothing")
    yield visit.opens("agencies:add_area")
    yield visit.refused("agencies:add_area", "Add area")
    yield visit.opens("agencies:retire_area", area.pk, state="asks first")
    yield visit.opens("agencies:change_area", area.pk)
    with visit.stock.live.committed():
        area.change(seen_version=area.version, code="E22000190")
    visit.page.get_by_label("Name of the area").fill("Westfield Borough, north")
    visit.presses("Save area")
    yield visit.sees("agencies:change_area", "in conflict", status=409)
    visit.page.get_by_label("Name of the area").fill("")
    yield visit.refused("agencies:change_area", "Save area")


@tour("force_administrator", "agencies:areas")
def administration_without_areas(visit: Visit) -> Iterator[Seen]:
    yield visit.opens("agencies:areas", state="empty")


@tour(
    "force_information_officer",
    "home", "agencies:agreements", "agencies:agreement", "agencies:record_agreement",
    "agencies:sign_agreement", "agencies:renew_agreement",
)  # fmt: skip
def agreements(visit: Visit) -> Iterator[Seen]:
    with visit.stock.live.committed():
        kept = Agreement.objects.filter(scheme__slug="west").earliest("expires_on")
        unsigned = record_agreement(
            kept.scheme,
            kept_by=Agency.objects.get(slug="westfield-police"),
            title="Custody referrals, the year after",
            scope="Who was held",
            purpose="Offering help",
            starts_on=kept.starts_on,
            expires_on=kept.expires_on,
            by=None,
            at=timezone.now(),
        )
    yield visit.opens("home")
    yield visit.opens("agencies:agreements")
    yield visit.opens("agencies:agreements", query="?term=ended", state="filtered to nothing")
    yield visit.opens("agencies:agreement", kept.pk, state="signed")
    yield visit.opens("agencies:agreement", unsigned.pk, state="to be signed")
    yield visit.opens("agencies:record_agreement")
    yield visit.refused("agencies:record_agreement", "Record agreement")
    yield visit.opens("agencies:sign_agreement", unsigned.pk)
    yield visit.refused("agencies:sign_agreement", "Sign")
    yield visit.opens("agencies:renew_agreement", unsigned.pk)
    yield visit.refused("agencies:renew_agreement", "Renew")
    with visit.stock.live.committed():
        later = unsigned.expires_on + dt.timedelta(days=1)
        unsigned.change(seen_version=unsigned.version, expires_on=later)
    _fill_date(visit, "New end date", later + dt.timedelta(days=30))
    visit.presses("Renew")
    yield visit.sees("agencies:renew_agreement", "in conflict", status=409)


def _fill_date(visit: Visit, label: str, day: dt.date) -> None:
    boxes = visit.page.get_by_role("group", name=label)
    for box, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(box).fill(str(number))


@tour(
    "", "ui:gallery", "ui:gallery_forms", "ui:gallery_confirmation", "demo:people", "demo:tour", "demo:mail"
)
def demonstration(visit: Visit) -> Iterator[Seen]:
    yield visit.opens("ui:gallery")
    for state in ("fresh", "filled"):
        yield visit.opens("ui:gallery_forms", state, state=state)
    visit.opens("ui:gallery_forms", "error")
    yield visit.sees("ui:gallery_forms", "with errors", is_error=True)
    yield visit.opens("ui:gallery_confirmation")
    yield visit.opens("demo:people")
    yield visit.opens("demo:tour")
    yield visit.opens("demo:mail")
