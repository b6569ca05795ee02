"""Generated inputs over the forms: no page breaks, nothing is half-written, and what was typed stays.

    CHRYSALIS_FUZZ=10000 python3 manage.py test tests/architecture/test_generated.py
    CHRYSALIS_FUZZ=5000:10000 …        a part of them, for two processes

Without it some two hundred, over a part of the forms: the seed is the same, so that what one machine found
another finds. Twenty at once is what `tests/browser/test_once.py` sends of each form.
"""

import os
import random
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import connection
from django.http import HttpResponse

from chrysalis.access.walls import our_models
from chrysalis.decided import Page
from chrysalis.drafts.page import read_key
from tests.architecture.crawl import ask, body_of, undone
from tests.architecture.generated import Drawn, Forms, comes_back, shapes
from tests.architecture.stage import Stage
from tests.architecture.test_hostile import left_behind, somebody_for
from tests.architecture.things import product_pages
from tests.world import Person


ASKED = os.environ.get("CHRYSALIS_FUZZ", "")
FEW, STEP = 150, 6  # inputs without it, over every sixth form; the doors are always among them
DOORS = ("referrals:submit", "referrals:public_page", "referrals:write_down", "referrals:record_enquiry",
         "referrals:refer_by_link", "referrals:ask_for_link")  # fmt: skip
# What a refused form leaves all the same: that somebody asked, and what they had typed.
KEPT_ANYWAY = ("audit", "drafts", "journal")
ALSO_KEPT = ("referrals.Visit",)
# What is written for partner support alone is sealed by itself, whatever is wrong with the rest of the page.
SEALED = {"events.Announcement": 1, "partners.Slip": 1, "partners.SlipDetails": 1}
SHOWN_ONCE = {"api.Credential": 1}  # a secret, on the page that answers and on none after it
TYPE = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Target:
    page: Page
    person: Person | None
    url: str
    form: Drawn


def test_generated_inputs_break_nothing_and_are_written_whole_or_not_at_all(frozen, world):
    stage = Stage(world)
    targets, answers, faults = targets_of(stage), Counter[str](), list[str]()
    before = _counted()
    for number in _numbers():
        target, dice = targets[number % len(targets)], random.Random(f"chrysalis {number}")  # noqa: S311
        for what, body in shapes(target.form.fill(dice), dice):
            try:
                answers[_send(stage, target, body, before, f"{number} to {target.page.name}, {what}")] += 1
            except AssertionError as fault:
                faults.append(str(fault)[:500])
    print(f"generated inputs: {dict(answers)} over {len(targets)} forms")  # noqa: T201 - for the record
    assert not faults, f"{len(faults)} of them: " + "\n".join(faults[:20])
    assert set(answers) > {"written", "refused"}, answers


def _numbers() -> range:
    first, _, last = ASKED.rpartition(":")
    return range(int(first or 0), int(last or FEW))


def targets_of(stage: Stage) -> list[Target]:
    """The forms of every page, each as somebody whom the page lets in."""
    pages = [page for page in product_pages() if not page.name.startswith("mfa_")]
    doors = [page for page in pages if page.name in DOORS]
    chosen = pages if ASKED else doors + [page for page in pages if page not in doors][::STEP]
    return [
        target
        for page in chosen
        for person in somebody_for(stage, page)
        for target in _on(stage, page, person)
    ]


def _on(stage: Stage, page: Page, person: Person | None) -> list[Target]:
    browser = person.browser if person else stage.stranger(page.name)
    for _, url in list(stage.addresses(page, person))[:1]:
        shown = ask(browser, "GET", url)
        if shown.status_code == 200 and "html" in shown.headers.get("Content-Type", ""):
            forms = Forms(body_of(shown).decode(errors="replace")).found
            return [Target(page, person, form.action or url, form) for form in forms if form.fields]
    return []


def _send(stage: Stage, target: Target, body: bytes, before: dict[str, int], what: str) -> str:
    """In a word what became of it. Sent a second time while its first effect stands, it has no other."""
    browser = target.person.browser if target.person else stage.stranger(target.page.name)
    cookies = {name: morsel.value for name, morsel in browser.cookies.items()}
    with undone():
        response = browser.generic("POST", target.url, body, content_type=TYPE)
        written = _changed(before)
        _is_sound(response, written, what)
        if written and target.person and _bears_a_key(response):
            again = browser.generic("POST", target.url, body, content_type=TYPE)
            assert again.status_code < 500, f"{what}, again: {again.status_code}"
            assert _changed(before) == written, f"{what}, again: it was written twice"
    browser.cookies.clear()
    for name, value in cookies.items():
        browser.cookies[name] = value
    assert not left_behind(), what
    # Of what is too much to be read nothing is given back, and some pages do not read what they are sent.
    if response.status_code == 200 and not written and what.endswith("as it is"):
        _gives_back(response, body, what)
    return (
        "written"
        if written
        else "refused"
        if response.status_code in (200, 409)
        else str(response.status_code)
    )


def _bears_a_key(response: HttpResponse) -> bool:
    """Of the page that it was typed on, as it was drawn: by that a second copy is told."""
    try:
        sent = response.wsgi_request.POST.get("draft", "")
    except RequestDataTooBig:  # by a page that does not read what it is sent
        return False
    return str(read_key(sent)) == sent


def _is_sound(response: HttpResponse, written: dict[str, int], what: str) -> None:
    assert response.status_code < 500, f"{what}: {response.status_code}"
    went_on = response.status_code in (302, 303)
    is_let = went_on or written in ({}, SEALED, SHOWN_ONCE)
    assert is_let, f"{what}: {response.status_code}, and yet it wrote {written}"
    sent = written.get("referrals.Referral", 0)
    came_with = ("CustodyDetails", "ProfessionalDetails", "SelfReferralDetails")
    assert sent == sum(written.get(f"referrals.{name}", 0) for name in came_with), (
        f"{what}: half of a referral"
    )


def _gives_back(response: HttpResponse, body: bytes, what: str) -> None:
    """Of a form that was refused: each text that stands in it again, as it was typed."""
    typed = response.wsgi_request.POST
    shown = Forms(body_of(response).decode(errors="replace")).written
    for name, value in shown.items():
        for given in typed.getlist(name)[-1:]:
            if comes_back(given) and "\n" not in given:
                assert value.strip("\n") == given, f"{what}: {name} came back as {value!r}, not {given!r}"


def _counted() -> dict[str, int]:
    """How many rows of each table there are, of those that a refused form leaves alone."""
    tables = {model._meta.label: model._meta.db_table for model in our_models() if _counts(model)}
    counts = " UNION ALL ".join(
        f"SELECT '{label}', count(*) FROM \"{table}\""  # noqa: S608 - names of our own
        for label, table in tables.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(counts)
        return dict(cursor.fetchall())


def _counts(model: Any) -> bool:
    return model._meta.app_label not in KEPT_ANYWAY and model._meta.label not in ALSO_KEPT


def _changed(before: dict[str, int]) -> dict[str, int]:
    return {label: many - before[label] for label, many in _counted().items() if many != before[label]}
