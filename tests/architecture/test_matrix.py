"""Who gets what of which page, by which method: every cell is asked for, and the table is committed.

    CHRYSALIS_MATRIX=write pytest tests/architecture/test_matrix.py

writes `access_matrix.txt` again, and `canaries.txt` with it (`ear.py`). A line that changes there is a change
of who may see whom: it is read by somebody before it is committed.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core import mail

from chrysalis.access.roles import ROLES
from chrysalis.decided import Page
from chrysalis.journal.lines import Json
from tests.architecture.canaries import ANY
from tests.architecture.crawl import METHODS, OTHERS, Heard, ask, body_of, may_come, told, word_of
from tests.architecture.ear import Ear
from tests.architecture.stage import Stage
from tests.architecture.things import (
    ABSENT,
    FOREIGN,
    OWN,
    PARAMETER,
    RESTRICTED,
    Unclassified,
    pages_behind_a_hat,
    product_pages,
    things_of,
)
from tests.world import Person


TABLE = Path(__file__).with_name("access_matrix.txt")
STRANGER = "not signed in"
Cells = dict[tuple[str, str], str]  # (method, kind) to the answer in a word


def cells(
    stage: Stage,
    page: Page,
    person: Person | None,
    *,
    others: tuple[str, ...] = OTHERS,
    ear: Ear | None = None,
) -> Cells:
    """Every answer a person gets of a page. Of hidden and absent things alike, they must be the same."""
    browser, found, bodies = person.browser if person else stage.stranger(page.name), {}, {}
    for kind, url in stage.addresses(page, person):
        for method in _methods(page, person, kind, others):
            response = ask(browser, method, url)
            found[method, kind] = word_of(response)
            if ear:
                ear.hear(Heard(page.name, kind, method, url, response), person)
            bodies[method, kind] = told(response)
            assert method != "HEAD" or not body_of(response), f"{page.name} has a body for HEAD"
    if ("HEAD", OWN) in found:
        assert found["HEAD", OWN] == found["GET", OWN], f"{page.name} says something else to HEAD than to GET"
    if person:
        _compare_hidden_and_absent(page, person, found, bodies)
    return found


def _methods(page: Page, person: Person | None, kind: str, others: tuple[str, ...]) -> tuple[str, ...]:
    """Whoever is refused a page is so before anything is looked up: of each kind, and of what is not there,
    the answer is the same, byte for byte. By the other methods it is asked for by those who may come."""
    if may_come(page, person):
        return (*METHODS, *others) if kind == OWN else ("GET", "POST")
    return ("GET", "POST") if kind == OWN else ("GET",)


def _compare_hidden_and_absent(page: Page, person: Person, found: Cells, bodies: dict) -> None:
    """SAFETY: a difference of one byte tells the person at the keyboard that somebody is known here."""
    for (method, kind), word in found.items():
        is_hidden = kind in (FOREIGN, RESTRICTED) and word in ("403", "404")
        is_refused = kind == OWN and word == "403" and (method, ABSENT) in found
        if is_hidden or is_refused:
            tells = set(bodies[method, kind].splitlines()) ^ set(bodies[method, ABSENT].splitlines())
            who = f"{person.role.slug} can tell a {kind} thing from an absent one on {page.name}"
            assert bodies[method, kind] == bodies[method, ABSENT], f"{who}, by {method}: {tells}"


def line(page: Page, who: str, found: Cells) -> str:
    parts = [f"opens {_joined(found, 'GET')}", f"sends {_joined(found, 'POST')}"]
    others = {found[method, OWN] for method in OTHERS if (method, OWN) in found}
    head = found.get(("HEAD", OWN))
    parts += [f"head {head}"] if head else []
    parts += [f"else {', '.join(sorted(others))}"] if others else []
    return f"{page.name} | {who} | {' | '.join(parts)}"


def _joined(found: Cells, method: str) -> str:
    kinds = {kind: word for (asked, kind), word in found.items() if asked == method}
    if len(set(kinds.values())) == 1:
        return next(iter(kinds.values()))
    return ", ".join(f"{kind} {word}" for kind, word in kinds.items())


HEADING = """\
Who gets what of which page. Written by CHRYSALIS_MATRIX=write pytest tests/architecture/test_matrix.py.

One line a page and role. `opens` is looking at it, `sends` is pressing its button with nothing filled in,
`head` asks for the headers alone, `else` is DELETE, of those who may come, and for the first of them every
other method too. Where a page is about one thing: `own` is a thing of the own agency, `foreign` of another
scheme, `restricted` a case of the own agency that only named people open, `absent` one that is not there.
200 shows it, 403 says whom to ask, 404 is "no such page", 405 is no such button, 409 is "not now", and
"to x" leads on to page x.
Whoever is not signed in is led to account_login by every page that has no line for it.
"""


def table(stage: Stage, ear: Ear) -> tuple[list[str], dict[str, int]]:
    lines, shown = [], dict.fromkeys((role.slug for role in ROLES), 0)
    for page in sorted(product_pages(), key=lambda page: page.name):
        others = OTHERS
        for person in _who_may_come(stage, page):
            found = cells(stage, page, person, others=others, ear=ear)
            if person and may_come(page, person):
                others = ("DELETE",)  # a page knows a method before it knows who asks
            if person or set(found.values()) != {"to account_login"}:
                lines.append(line(page, person.role.slug if person else STRANGER, found))
            if not person:
                _is_met_where_it_shows_something(page, found)
            if person:
                shown[person.role.slug] += found.get(("GET", OWN)) == "200"
                _is_let_in(page, person, found)
    return lines, shown


def _is_met_where_it_shows_something(page: Page, found: Cells) -> None:
    """A page of the public door that only leads away is met by nobody: say in stage.py who is there."""
    if page.name.startswith("referrals:public_") and ("GET", OWN) in found:
        assert found["GET", OWN] in ("200", "away"), f"{page.name} shows a stranger nothing"


def _who_may_come(stage: Stage, page: Page) -> Iterator[Person | None]:
    """Before a hat is worn there are no roles: there, one person stands for all who have signed in."""
    yield None
    yield from stage.everybody()[:1] if getattr(page.view, "hatless", "") else stage.everybody()


def _is_let_in(page: Page, person: Person, found: Cells) -> None:
    """A permission opens its pages, and nothing else does. What is not there is 404 to those who may look;
    those who may not are refused before anything is looked for."""
    if page.permission is None:
        return
    own = {found[method, OWN] for method in ("GET", "POST") if (method, OWN) in found}
    may = page.permission in person.role.permissions
    assert may or own - {"405"} == {"403"}, f"{person.role.slug} gets {own} of {page.name}"
    assert not may or "403" not in own, f"{person.role.slug} holds {page.name} and gets {own}"
    absent = found.get(("GET", ABSENT), "405")
    expected = {"200", "404", "405"} if may else {"403", "405"}
    assert absent in expected, f"{person.role.slug} gets {absent} of {page.name} about nothing"


def test_who_gets_what_and_nobody_hears_what_is_not_theirs(planted, caplog):
    caplog.set_level("DEBUG")
    caplog.handler.setFormatter(Json())
    ear = Ear()
    lines, shown = table(planted, ear)
    ear.follow(planted)
    assert not ANY.search(caplog.text.encode()), "a canary sings in the journal"
    assert not any(ANY.search(entry.getMessage().encode()) for entry in caplog.records), "in a message"
    assert not ANY.search("".join(f"{m.subject}{m.body}{m.to}" for m in mail.outbox).encode()), "in a mail"
    _compare(lines, shown)
    ear.compare()
    print(f"{ear.count} responses, 0 canaries outside the table")  # noqa: T201 - a figure for the record


def _compare(lines: list[str], shown: dict[str, int]) -> None:
    assert all(shown.values()), f"a role opens nothing: {shown}"
    text = f"{HEADING}\n" + "\n".join(lines) + "\n"
    if os.environ.get("CHRYSALIS_MATRIX") == "write":
        TABLE.write_text(text)
    committed = TABLE.read_text().splitlines()
    differing = sorted(set(text.splitlines()) ^ set(committed))
    assert not differing, "Who may see what has changed. Read it, then write it:\n" + "\n".join(differing)
    print(f"{len(lines)} lines; pages shown to each role: {shown}")  # noqa: T201 - a figure for the record


def test_a_page_about_something_unknown_would_be_found():
    with pytest.raises(Unclassified):
        things_of(Page("new:thing", "/new/<uuid:key>/", lambda request: None))


@pytest.mark.parametrize("page", pages_behind_a_hat(), ids=lambda page: page.name)
def test_every_key_in_an_address_is_typed_and_known(page: Page):
    if PARAMETER.search(page.address):
        assert things_of(page)
        assert "<uuid:" in page.address or "<str:reference>" in page.address
