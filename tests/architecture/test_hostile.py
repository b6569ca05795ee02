"""Hostile values in every parameter of every page: no page breaks, nobody else's row changes, nobody is led
elsewhere, and nothing of the database's context is left behind."""

import os
import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from chrysalis.access.context import ALL
from chrysalis.access.walls import our_models
from chrysalis.agencies.models import Agency
from chrysalis.decided import Page
from tests.architecture.crawl import ask, body_of
from tests.architecture.stage import Stage
from tests.architecture.things import product_pages
from tests.world import Person


AGENCY = "00000000-0000-4000-8000-000000000001"
HOSTILE: list[Any] = [
    "' OR '1'='1", "'; DROP TABLE referrals_case; --", "1) UNION SELECT full_name FROM agencies_worker --",
    f"'||set_config('chrysalis.agency_id','{AGENCY}',true)||'", "set_config('role','none',true)",
    "'; RESET ROLE; --", "$$;SET ROLE postgres;$$", "%' ESCAPE '!", "%", "_", "\\", "'\"`",
    "(SELECT pg_sleep(9))",
    "a\x00b", "\x00", "\r\nSet-Cookie: a=b", "line\nbreak", "x" * 100_000, "9" * 400, "-1", "0", "1e309",
    "NaN",
    "99999999999999999999", "0x41", "null", "None", "true", "[]", "{}", '{"$ne": null}', "../../etc/passwd",
    "//evil.example/", "https://evil.example/", "javascript:alert(1)", "<script>alert(1)</script>",
    "{{ settings.SECRET_KEY }}", "{% debug %}", "${7*7}", "\ufffe", "\u202egnp.exe", "🦋" * 300, "ﷺ" * 50,
    "İ",
    "31/02/2026", "0000-00-00", "9999-12-31T25:61", AGENCY, ["a", "b", "c"], [], ["", "\x00"],
    "-sort", "sort,-id", "client__family_name", "provider_agency__name", "pk", "password",
]  # fmt: skip
NAME = re.compile(rb'\bname="([^"]+)"')
ALWAYS = (
    "sort", "after", "before", "page", "q", "next", "draft", "draft_form", "draft_subject", "seen_version",
    "version", "hat", "role", "agency_id", "worker_id", "membership_id", "case_id", "client_id",
    "provider_agency_id", "is_restricted", "allocated_worker", "state", "mine", "format", "_method",
)  # fmt: skip
ALIKE = ("GET", "POST")
OURS = (("", ""), ("http", "testserver"))
# Every value is used; not in every parameter.
STEP = 1 if os.environ.get("CHRYSALIS_HOSTILE") == "all" else 16


def test_no_hostile_value_breaks_a_page_or_changes_what_is_not_ours(frozen, world):
    stage, count = Stage(world), 0
    before = others(stage)
    for page in product_pages():
        for person in somebody_for(stage, page):
            count += sum(1 for _ in assail(stage, page, person))
            assert others(stage) == before, f"{page.name} changed what belongs to another agency"
    print(f"hostile values: {count} requests, none broke")  # noqa: T201 - a figure for the record


def somebody_for(stage: Stage, page: Page) -> Iterator[Person | None]:
    """One person whom the page lets in; before a hat is worn also a stranger."""
    let_in = [person for person in stage.everybody() if not page.permission or _holds(person, page)]
    yield from let_in[:1]
    if getattr(page.view, "hatless", ""):
        yield None


def _holds(person: Person, page: Page) -> bool:
    return page.permission in person.role.permissions


def assail(stage: Stage, page: Page, person: Person | None) -> Iterator[None]:
    """Every value in every parameter, many at once: in each request each parameter holds another value."""
    browser = person.browser if person else stage.stranger(page.name)
    for kind, url in list(stage.addresses(page, person))[:1]:
        names = sorted({*ALWAYS, *_names(ask(browser, "GET", url))})
        _is_sound(ask(browser, "GET", f"{url}?sort=%ed%a0%80&%00=%ff&after=%00"), f"{page.name}, no letters")
        for turn in range(0, len(HOSTILE), STEP):
            fields = {name: HOSTILE[(turn + place) % len(HOSTILE)] for place, name in enumerate(names)}
            for method in ALIKE:
                response = ask(browser, method, url, _short(fields) if method == "GET" else fields)
                _is_sound(response, f"{method} {page.name} about the {kind} thing, turn {turn}")
                yield


def _names(response: Any) -> set[str]:
    return {name.decode() for name in NAME.findall(body_of(response))} - {"viewport", "referrer", "robots"}


def _short(fields: dict[str, Any]) -> dict[str, Any]:
    """No web server takes an address of a hundred thousand letters."""
    return {name: value[:2_000] if isinstance(value, str) else value for name, value in fields.items()}


def _is_sound(response: Any, what: str) -> None:
    assert response.status_code < 500, f"{what}: {response.status_code}"
    leads = urlsplit(response.headers.get("Location", "/"))
    ours = leads.geturl() == settings.LEAVE_TO or (leads.scheme, leads.netloc) in OURS
    assert ours, f"{what} leads to {leads}"
    assert "<script>alert(1)" not in body_of(response).decode(errors="replace"), what
    assert not left_behind(), what


def left_behind() -> list[str]:
    with connection.cursor() as cursor:
        calls = ", ".join(f"coalesce(current_setting('chrysalis.{name}', true), '')" for name in ALL)
        cursor.execute(f"SELECT {calls}")
        return [value for value in cursor.fetchone() if value]


def others(stage: Stage) -> dict[str, Any]:
    """A digest of all rows that say they are of an agency across the river, by table and column."""
    here = set(Agency.objects.filter(participations__scheme__slug="west").values_list("pk", flat=True))
    there = [str(key) for key in Agency.objects.exclude(pk__in=here).values_list("pk", flat=True)]
    with connection.cursor() as cursor:
        cursor.execute(_digests(), {"there": there})
        return dict(cursor.fetchall())


@cache
def _digests() -> str:
    """All in one question: it is asked after every page."""
    return " UNION ALL ".join(
        f"SELECT '{table}.{column}', md5(string_agg(t::text, ',' ORDER BY id)) "  # noqa: S608 - names of our own
        f'FROM "{table}" t WHERE "{column}" = ANY(%(there)s::uuid[])'
        for table, column in _owned()
    )


def _owned() -> Iterator[tuple[str, str]]:
    for model in our_models():
        for field in model._meta.concrete_fields:
            if field.related_model is Agency or field.attname == "agency_id":
                yield model._meta.db_table, str(field.column)


@pytest.mark.parametrize("value", ["ALTER", "x" * 9])
def test_the_digest_would_show_a_change(world, value):
    stage = Stage(world)
    before = others(stage)
    Agency.objects.filter(slug="harbour").update(telephone=value)
    type(stage.far.caseworker.membership).objects.filter(pk=stage.far.caseworker.membership.pk).update(
        version=9
    )
    assert others(stage) != before
