"""The pages of partner support, and the block on the custody form that leads to them."""

from collections.abc import Iterator

from django.utils import timezone

from chrysalis.agencies.models import Scheme
from chrysalis.attachments.kinds import Kind
from partners.actions import documents, dropping, people
from partners.models import Slip, Survivor
from referrals.models import WrittenDown
from tests.browser.tours import _fill_date, tour
from tests.browser.visit import Seen, Visit


TOLD = {
    "name": "Maren Alder",
    "telephone": "07700 900777",
    "safe_to_ring": "yes",
    "address": "4 Sallow Wharf",
}


@tour("sergeant_at_tipton", "referrals:submit", "referrals:seal_section")
def telling_partner_support(visit: Visit) -> Iterator[Seen]:
    visit.opens("referrals:submit")
    visit.presses("Save this section")
    yield visit.sees("referrals:seal_section", "with nothing in it")
    visit.presses("Go back")
    visit.page.get_by_label("Name of the person harmed").fill("Maren Alder")
    visit.presses("Save this section")
    yield visit.sees("referrals:submit", "just sealed")


@tour("caseworker", "referrals:write_down", "referrals:seal_told", "referrals:inbox", "referrals:referral",
      "referrals:ask")  # fmt: skip
def writing_down(visit: Visit) -> Iterator[Seen]:
    page = visit.page
    yield visit.opens("referrals:write_down", state="asks from where")
    visit.follows("Council")
    yield visit.sees("referrals:write_down", "empty")
    yield visit.refused("referrals:write_down", "Write it down")
    visit.presses("Save this section")
    yield visit.sees("referrals:seal_told", "with nothing in it")
    visit.presses("Go back")
    page.get_by_label("Name of the person harmed").fill("Maren Alder")
    visit.presses("Save this section")
    yield visit.sees("referrals:write_down", "just sealed")
    for label, words in {
        "Who told you?": "Bel Tarn", "Name of another agency": "Lintel Housing", "Their post": "Officer",
        "When did they tell you?": "20/11/2026 10:20", "Given names": "Darnell", "Family name": "Kestrel",
        "What has happened": "Shouts at night.", "Their telephone or work": "0121 496 0041",
    }.items():  # fmt: skip
        page.get_by_label(label).first.fill(words)
    for question, answer in {
        "How did they tell you?": "By letter",
        "Sex": "Male",
        "What kinds of behaviour": "Emotional",
        "Does the person agree": "Yes",
        "Does the person work for, or have close links with": "No",
    }.items():
        page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()
    yield visit.resumed("Referral told to you", "referrals:write_down")
    visit.presses("Write it down")
    yield visit.sees("referrals:inbox", "with what was told")
    # How many others stand before it in the inbox depends on earlier tours.
    with visit.stock.live.committed():
        told = WrittenDown.objects.get(told_by="Bel Tarn", way="letter").referral_id
    yield visit.opens("referrals:referral", told, state="as it was told")
    visit.follows("Ask for information")
    yield visit.sees("referrals:ask", "of somebody without an account")


@tour("caseworker", "referrals:enquiries", "referrals:record_enquiry", "referrals:worried",
      "referrals:seal_worried", "referrals:enquiry", "referrals:write_down")  # fmt: skip
def somebody_asks(visit: Visit) -> Iterator[Seen]:
    page = visit.page
    yield visit.opens("referrals:enquiries", state="empty")
    visit.presses("Write down an enquiry")
    yield visit.sees("referrals:record_enquiry", "asks about what")
    visit.follows("Somebody they are worried about")
    yield visit.sees("referrals:worried", "fresh")
    visit.presses("Save this section")
    yield visit.sees("referrals:seal_worried", "with nothing in it")
    visit.presses("Go back")
    page.get_by_label("Their name, or what to call them").fill("Maren Alder")
    visit.presses("Save this section")
    yield visit.sees("referrals:worried", "just sealed")
    visit.follows("Write it down as an enquiry")
    yield visit.sees("referrals:record_enquiry", "of somebody worried")
    yield visit.refused("referrals:record_enquiry", "Write it down")
    page.get_by_label("By telephone").check()
    page.get_by_label("What did they ask?").fill("What can be done about shouting next door.")
    page.get_by_label("What did you tell them?").fill("999 when it happens.")
    page.get_by_label("We get in touch").check()
    yield visit.refused("referrals:record_enquiry", "Write it down", state="half right")
    page.get_by_label("How may they be reached?").fill("07700 900321, mornings")
    yield visit.resumed("Enquiry", "referrals:record_enquiry")
    visit.presses("Write it down")
    yield visit.sees("referrals:enquiries", "with one")
    with page.expect_navigation() as arriving:
        page.locator("tbody a").first.click()
    visit.response = arriving.value
    yield visit.sees("referrals:enquiry", "waits for a decision")
    yield visit.refused("referrals:enquiry", "Decide")
    page.get_by_label("Yes, in the way that they named").check()
    yield visit.refused("referrals:enquiry", "Decide", state="half right")
    yield visit.resumed("Getting in touch", "referrals:enquiry")
    page.get_by_label("Why?").fill("Lives alone.")
    visit.presses("Decide")
    yield visit.sees("referrals:enquiry", "decided")
    visit.follows("Write down a referral from it")
    visit.follows("Another service")
    yield visit.sees("referrals:write_down", "from an enquiry")


@tour("caseworker_at_bridge", "referrals:write_down")
def behind_another_door(visit: Visit) -> Iterator[Seen]:
    yield visit.opens("referrals:write_down", state="behind another front door", status=409)


@tour(
    "link_worker",
    "home", "partners:slips", "partners:slip", "partners:survivors", "partners:survivor", "partners:record",
    "partners:correct", "partners:record_way", "partners:link",
    first=True,
)  # fmt: skip
def partner_support(visit: Visit) -> Iterator[Seen]:
    page = visit.page
    yield visit.opens("home")
    yield visit.opens("partners:survivors", state="empty")
    slip = _told(visit)
    yield visit.opens("partners:slips", state="waiting")
    yield visit.opens("partners:slip", slip)
    yield visit.refused("partners:slip", "File slip")
    yield visit.opens("partners:slip", _sent(visit), state="with a document")
    visit.opens("partners:slip", slip)
    page.get_by_label("Somebody new").check()
    visit.presses("File slip")
    yield visit.sees("partners:survivor", "just filed")
    yield visit.opens("partners:slip", slip, state="filed")
    yield visit.opens("partners:survivors", state="full")
    yield visit.opens("partners:record")
    yield visit.refused("partners:record", "Record survivor")
    yield from _working_with_a_survivor(visit)


def _working_with_a_survivor(visit: Visit) -> Iterator[Seen]:
    page, stock = visit.page, visit.stock
    stock.referral(accepted=True)
    with stock.live.committed():
        survivor = Survivor.objects.get()
    yield visit.opens("partners:record_way", survivor.pk)
    yield visit.refused("partners:record_way", "Record safe contact")
    yield visit.opens("partners:correct", survivor.pk)
    with stock.live.committed():
        by = stock.hat("second_link_worker")
        people.correct(survivor, {"name_to_use": "Sam"}, seen_version=1, by=by, at=timezone.now())
    page.get_by_label("Agreed name to use").fill("Alex")
    visit.presses("Save correction")
    yield visit.sees("partners:correct", "in conflict", status=409)
    yield visit.opens("partners:link", survivor.pk)
    yield visit.refused("partners:link", "Find")
    page.get_by_label("Full name of the person referred").fill("Darnell Kestrel")
    _fill_date(visit, "Date of birth", timezone.localdate())
    visit.presses("Find")
    yield visit.sees("partners:link", "with nobody found")
    for box, number in (("Day", "27"), ("Month", "3"), ("Year", "1991")):
        page.get_by_role("group", name="Date of birth").get_by_label(box).fill(number)
    visit.presses("Find")
    yield visit.sees("partners:link", "with somebody found")
    yield visit.refused("partners:link", "Link to the survivor")


def _sent(visit: Visit) -> object:
    """The key of a slip that holds a document."""
    with visit.stock.live.committed():
        scheme, by = Scheme.objects.get(slug="west"), visit.stock.hat("social_worker")
        told = {"title": "Medical report", "about": "", "scheme": scheme, "came_with": None}
        documents.take(b"Words", kind=Kind.TEXT, **told, by=by, at=timezone.now())
        return Slip.objects.get(with_document=True).pk


def _told(visit: Visit) -> object:
    """The key of a slip from Oldbury."""
    with visit.stock.live.committed():
        scheme, by = Scheme.objects.get(slug="west"), visit.stock.hat("sergeant")
        dropping.seal(TOLD, scheme=scheme, by=by, at=timezone.now())
        return Slip.objects.latest("sealed_at").pk
