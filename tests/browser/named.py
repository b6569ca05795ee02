"""The pages of restricted cases, emergencies and conflicts of interest, in every state they have."""

from collections.abc import Iterator

from tests.browser.tours import tour
from tests.browser.visit import Seen, Visit


@tour(
    "caseworker",
    "referrals:restricted", "referrals:break_glass", "agencies:declare_conflict", "agencies:conflicts",
    "referrals:ask_to_restrict",
)  # fmt: skip
def somebody_named_for_nothing(visit: Visit) -> Iterator[Seen]:
    yield visit.opens("referrals:restricted", state="empty")
    yield visit.opens("referrals:break_glass")
    yield visit.refused("referrals:break_glass", "Open it for an hour")
    yield visit.opens("agencies:conflicts", state="empty")
    yield visit.opens("agencies:declare_conflict")
    yield visit.refused("agencies:declare_conflict", "Declare")
    visit.page.get_by_label("Given names").fill("Perpetua")
    visit.page.get_by_label("Family name").fill("Gorsedale")
    visit.page.get_by_label("Friend or neighbour").check()
    visit.presses("Declare")
    yield visit.sees("agencies:conflicts", "filled")
    visit.stock.restricted()
    yield visit.opens("referrals:restricted", state="filled")
    yield visit.opens("referrals:ask_to_restrict", visit.stock.referral())
    yield visit.refused("referrals:ask_to_restrict", "Ask")
    visit.page.get_by_label("Why should this be restricted?").fill("His sister works at the council.")
    visit.presses("Ask")


@tour(
    "safeguarding_lead",
    "home", "referrals:restrictions", "referrals:restrict", "referrals:restriction", "referrals:glass",
    "referrals:review", "agencies:conflicts", "agencies:end_conflict", "referrals:name_worker",
    "referrals:lift",
)  # fmt: skip
def safeguarding_lead(visit: Visit) -> Iterator[Seen]:
    yield visit.opens("referrals:restrict")
    yield visit.refused("referrals:restrict", "Restrict")
    restriction, opening, conflict = visit.stock.restricted()
    yield visit.opens("home", state="told of an emergency")
    yield visit.opens("referrals:restrictions", state="filled")
    yield visit.opens("referrals:glass", state="filled")
    yield visit.opens("referrals:review", opening)
    yield visit.refused("referrals:review", "Record review")
    yield visit.opens("agencies:conflicts", state="of colleagues")
    yield visit.opens("agencies:end_conflict", conflict)
    yield visit.opens("referrals:restriction", restriction)
    yield visit.refused("referrals:name_worker", "Let them open it")
    visit.opens("referrals:restriction", restriction)
    yield visit.refused("referrals:lift", "Ask to lift it")
