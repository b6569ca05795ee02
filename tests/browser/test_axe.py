"""Every page, in every state, at three widths: open to everybody who has to use it."""

import os
from pathlib import Path

import pytest

from chrysalis.decided import pages
from tests.browser import (  # noqa: F401 - all tours join the rest
    asking,
    doors,
    errors,
    left,
    log,
    machines,
    named,
    notices,
    on_file,
    printing,
    programmes,
    risk,
    sessions,
    sheets,
    snags,
    standing_still,
    support,
    telling,
    tours,
    triage,
)
from tests.browser.stock import Stock
from tests.browser.tours import TOURS
from tests.browser.visit import READ_AT, Visit, faults, leave_pictures


LOOK = os.environ.get("CHRYSALIS_LOOK", "")  # a folder: every state of every page is pictured in it
# Addresses that draw no page of their own, each with what they do instead.
NO_PAGE = {
    "healthz": "answers the machine that watches",
    "readyz": "answers the machine that watches",
    "metrics": "answers the machine that watches",
    "account_logout": "leads to signin:signed_out",
    "signin:stay": "answers the script",
    "signin:lock": "leads to signin:unlock",
    "signin:follow": "leads to signin:accept",
    "mfa_login_webauthn": "answers the script",
    "drafts:save": "answers the script, or leads home",
    "agencies:invite_again": "leads to agencies:account",
    "agencies:end_sessions": "leads to agencies:account",
    "token": "answers records systems",
    "referrals:refer_by_machine": "answers records systems",
    "referrals:status_by_machine": "answers records systems",
    "referrals:openapi": "is a description for programs",
    "referrals:follow_link": "leads to referrals:refer_by_link",
    "referrals:leave_link": "leads to referrals:ask_for_link",
    "referrals:import_template": "is a CSV",
    "referrals:import_faults": "is a CSV",
    "referrals:referral_document": "is a file",
    "referrals:case_document": "is a file",
    "referrals:outcome_paper": "is a file",
    "partners:slip_document": "is a file",
    "referrals:run_import": "leads to referrals:import",
    "referrals:undo_import": "leads to referrals:import",
    "referrals:discard_import": "leads to referrals:import",
    "referrals:accept": "leads to referrals:case",
    "referrals:go_on": "leads to referrals:referral",
    "referrals:keep_enquiry": "leads to referrals:enquiry",
    "referrals:join_case": "leads to referrals:case",
    "referrals:not_same_person": "leads to referrals:referral",
    "referrals:may_be_same_person": "leads to referrals:referral",
    "referrals:task": "leads to referrals:end_task",
    "referrals:say_assessed": "leads to referrals:case",
    "referrals:withdraw_handover": "leads to referrals:case",
    "referrals:take": "leads to referrals:case",
    "referrals:unname_worker": "leads to referrals:restriction",
    "referrals:correct_employer": "leads to referrals:restriction",
    "referrals:look_again": "leads to referrals:restriction",
    "referrals:answer_ask": "leads to referrals:restrictions",
    "partners:file": "leads to partners:survivor",
    "referrals:slash_key": "leads to referrals:search",
    "snags:retry": "leads to snags:snags",
    "notices:acknowledge": "leads to notices:notices",
    "notices:end_away": "leads to notices:notices",
    "referrals:public_leave": "leads to a page of somebody else",
    "reports:document": "is a PDF",
    "demo:become": "leads home",
}


@pytest.fixture(scope="module")
def stock(live) -> Stock:
    stock = Stock(live)
    stock.custody_suite("far-custody")
    stock.someone_new("nobodys_sergeant", ("far-custody", "custody-officer"))
    stock.someone_new("relief", ("oldbury-custody", "custody-officer"), ("threshold", "caseworker"))
    return stock


@pytest.mark.parametrize("name", sorted(TOURS, key=lambda name: not TOURS[name].first))
def test_every_state_of_every_page_is_open_to_everybody(desk, stock, name):
    tour = TOURS[name]
    visit = Visit(desk, stock, tour.who)
    found, seen = [], set()
    for state in tour.walk(visit):
        found += faults(visit.page, state, read_at=READ_AT[:1] if state.page in seen else READ_AT)
        seen.add(state.page)
        if LOOK:
            leave_pictures(visit.page, state, Path(LOOK))
        visit.page.set_viewport_size({"width": 1280, "height": 900})
    assert not found, "\n".join(found)
    assert seen == tour.pages


def test_no_page_is_left_out():
    """A page that is new fails here until it is on a tour, or in the list above with its reason."""
    visited = frozenset[str]().union(*(tour.pages for tour in TOURS.values()))
    decided = {page.name for page in pages()}
    assert decided - visited == set(NO_PAGE)
    assert visited - decided == {"400", "403", "403_csrf", "404", "500", "503"}
