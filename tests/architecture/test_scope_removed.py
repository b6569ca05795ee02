"""The code forgets to narrow anything, everywhere at once; and nobody sees a row more.

Accounts and reference data apart: they are the service's own to keep, and an administrator works as the
service's own role. That role reads no case, with or without a scope.
"""

import pytest
from django.db.models import QuerySet

from chrysalis.access import rows
from chrysalis.access.hat import Hat
from chrysalis.access.personas import APP
from tests.architecture.canaries import canary, heard_in
from tests.architecture.crawl import Heard, body_of, everywhere
from tests.architecture.stage import Stage
from tests.architecture.things import FOREIGN, RESTRICTED


ACCOUNTS = "api:"  # of machines, which the service's own role keeps as it keeps those of people


@pytest.fixture
def stage(frozen, world, monkeypatch) -> Stage:
    built = Stage(world, canary)
    monkeypatch.setattr(rows, "scope", _forgetful)
    return built


def _forgetful(hat: Hat, found: QuerySet) -> QuerySet:
    """Everything, of tables that the persona may read; asked for another, the database breaks the page."""
    rule = rows.rule_for(found.model, hat.persona)
    return found if rule and rule.reads else found.none()


def test_without_any_scope_everybody_still_gets_only_their_rows(stage):
    shown = asked = 0
    for person in stage.everybody():
        for answer in everywhere(stage, person):
            body = body_of(answer.response)
            whose = {song.split()[0] for song in heard_in(body)}
            if person.role.persona == APP and answer.page.startswith(ACCOUNTS):
                continue
            assert not whose & {"far", "hidden", "safetyfar"}, (
                f"{person.role.slug} hears of {whose} on {answer.page}"
            )
            shown += "near" in whose
            if person.role.persona != APP:
                asked += _is_not_there(stage, answer)
    assert shown, "nobody saw anything at all"
    assert asked, "nobody asked for anything hidden"


# Every key has that page: an empty one says that nobody of here looked, not that nobody is there.
ANY_KEY = {"log:person"}


def _is_not_there(stage: Stage, answer: Heard) -> bool:
    """Asked for by its key it is not there, and no page holds a link to it. The log of the own agency
    names by its key what was opened there, restricted or not."""
    if answer.page in ANY_KEY:
        return False
    if answer.kind in (FOREIGN, RESTRICTED):
        assert answer.response.status_code in (403, 404, 405), answer.url
        return True
    linked = set(body_of(answer.response).decode().split("/"))
    hidden = _keys(stage, FOREIGN) | (set() if answer.page.startswith("log:") else _keys(stage, RESTRICTED))
    assert not hidden & linked, answer.page
    return False


def _keys(stage: Stage, kind: str) -> set[str]:
    return {str(stage.thing(name, kind)) for name in ("case", "referral", "reference", "slip", "survivor")}
