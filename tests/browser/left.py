"""The one screen of a custody desk, left for the next shift and gone on with, in every state."""

import uuid
from collections.abc import Iterator

from tests.browser.tours import _fill_custody, tour
from tests.browser.visit import Seen, Visit


LEAVE = "Leave it for the next shift"


@tour("sergeant", "home", "referrals:submit", "referrals:write_whole", "referrals:unsent")
def left_for_the_next_shift(visit: Visit) -> Iterator[Seen]:
    page = visit.page
    visit.opens("referrals:submit")
    page.get_by_label("Given names").fill("Darnell")
    page.get_by_label("Family name").fill("Kestrel")
    visit.presses(LEAVE)
    yield visit.sees("home", "left, and nobody else may see it")
    visit.follows("Begun on")
    yield visit.sees("referrals:write_whole", "resumed, by its writer alone")
    yield visit.refused("referrals:write_whole", "Send referral")
    _fill_custody(visit)
    visit.presses(LEAVE)
    yield visit.sees("home", "left for the next shift")
    yield visit.opens("referrals:submit", state="with something left")
    visit.follows("Begun on")
    yield visit.sees("referrals:write_whole", "resumed")
    key = uuid.UUID(page.url.split("/")[-3])
    visit.stock.saves_left(key, given_names="Darnell", family_name="Kestrel", agency_link="no", sex="male")
    page.get_by_label("Custody record number").fill("")
    page.get_by_label("PNC ID").fill("12/394773H")
    visit.presses(LEAVE)
    yield visit.sees("referrals:write_whole", "a colleague saved meanwhile", status=409)
    _fill_custody(visit)
    visit.presses("Send referral")
    visit.response = page.goto(f"/referrals/new/parts/{key}/")
    yield visit.sees("referrals:unsent", "sent, of a desk", status=409)
