"""Mutants: small ways to break the wall, kept so that it stays known which test would notice each.

Each names the test that must fail. A mutant that no test notices is a hole in the tests; a mutant that can
no longer be made (its target has moved) fails as well.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any
from unittest import mock

from django.db import connections

from chrysalis.access.database import database_role
from chrysalis.access.walls import policies


Break = Callable[[], AbstractContextManager[Any]]


@dataclass(frozen=True)
class Mutant:
    name: str
    broken: Break
    notices: str  # "module::test" under tests/


MUTANTS: dict[str, Mutant] = {}


def noticed_by(test: str) -> Callable[[Break], Break]:
    def keep(broken: Break) -> Break:
        MUTANTS[broken.__name__] = Mutant(broken.__name__, broken, test)
        return broken

    return keep


@contextmanager
def everywhere(module: str, name: str, instead: Any) -> Iterator[None]:
    """Replace a function wherever it was imported to, as if its body had been changed."""
    real = getattr(sys.modules[module], name)
    places = [found for found in list(sys.modules.values()) if getattr(found, name, None) is real]
    assert places, f"{module}.{name} is not there to be broken"
    patches = [mock.patch.object(place, name, instead) for place in places]
    for patch in patches:
        patch.start()
    try:
        yield
    finally:
        for patch in patches:
            patch.stop()


@contextmanager
def in_the_database(*broken: str, mended: str) -> Iterator[None]:
    """What a careless hand in the database would do, and put back. In a connection of its own, committed."""
    owner = connections["owner"]
    raw = owner.get_new_connection(owner.get_connection_params())
    raw.autocommit = True
    with raw.cursor() as cursor:
        cursor.execute("SET lock_timeout = '5s'")
        for statement in broken:
            cursor.execute(statement)
        try:
            yield
        finally:
            cursor.execute(mended)
            raw.close()


def policy(table: str, name: str, using: str) -> AbstractContextManager[Any]:
    """One policy loosened; mended from the declaration."""
    (declared,) = [found for found in policies() if (found.table, found.name) == (table, name)]
    alter = f'ALTER POLICY {name} ON "{table}" USING '
    return in_the_database(f"{alter}({using})", mended=f"{alter}({declared.using})")


@noticed_by("architecture.test_three_ways::test_three_ways_agree")
def scope_removed() -> AbstractContextManager[Any]:
    """A query forgets which rows are whose."""
    return mock.patch("chrysalis.access.rows.scope", lambda hat, queryset: queryset)


@noticed_by("architecture.test_three_ways::test_three_ways_agree")
def policy_loosened() -> AbstractContextManager[Any]:
    """A policy says yes to everything."""
    return policy("referrals_case", "casework_select", "true")


@noticed_by("architecture.test_three_ways::test_three_ways_agree")
def restriction_forgotten() -> AbstractContextManager[Any]:
    """A policy remembers the agency and forgets that the case is restricted."""
    return policy("referrals_case", "casework_select", "provider_agency_id = (SELECT ctx_agency_id())")


@noticed_by("architecture.test_three_ways::test_three_ways_agree")
def connection_forgotten() -> AbstractContextManager[Any]:
    """A policy lets a worker see the case of somebody whom they declared knowing."""
    held = "provider_agency_id = (SELECT ctx_agency_id()) AND NOT is_restricted"
    return policy("referrals_case", "casework_select", held)


@noticed_by("architecture.test_three_ways::test_three_ways_agree")
def slip_echoed() -> AbstractContextManager[Any]:
    """Whoever may put a slip in may also look at what is there."""
    role = database_role("referrer")
    return in_the_database(
        f'CREATE POLICY echo ON partners_slip FOR SELECT TO "{role}" USING (true)',
        f'GRANT SELECT ON partners_slip TO "{role}"',
        mended=f'DROP POLICY echo ON partners_slip; REVOKE SELECT ON partners_slip FROM "{role}"',  # noqa: S608 - a name of our own
    )


@noticed_by("architecture.test_three_ways::test_three_ways_agree")
def slip_rewritten() -> AbstractContextManager[Any]:
    """Whoever may take a slip off the list may also change who told of it, and whom."""
    role, table = database_role("linkwork"), "partners_slip"
    return in_the_database(
        f'GRANT UPDATE ON {table} TO "{role}"',
        mended=f'REVOKE UPDATE ON {table} FROM "{role}"; GRANT UPDATE (waits) ON {table} TO "{role}"',
    )


@noticed_by("architecture.test_mutants::everybody_opens_what_is_theirs")
def request_without_a_hat() -> AbstractContextManager[Any]:
    """The middleware forgets to tell the database who asks."""
    return mock.patch("chrysalis.signin.middleware.acting_as", return_value=nullcontext())


@noticed_by("architecture.test_mutants::hidden_and_absent_are_the_same_page")
def hidden_thing_looked_up() -> AbstractContextManager[Any]:
    """A view takes what its key names, instead of what the hat may see."""
    return everywhere(
        "chrysalis.access.http", "get_visible_or_404", lambda hat, queryset, **lookup: queryset.get(**lookup)
    )


@noticed_by("architecture.test_mutants::hidden_and_absent_are_the_same_page")
def hidden_thing_refused() -> AbstractContextManager[Any]:
    """A view says "you may not" where it should say that there is no such thing."""
    from django.core.exceptions import PermissionDenied

    def refuse(hat: Any, queryset: Any, **lookup: Any) -> Any:
        try:
            return queryset.get(**lookup)
        except queryset.model.DoesNotExist:
            if "pk" in lookup and int(lookup["pk"]) >> 90:  # not the key that nobody has
                raise PermissionDenied from None
            raise _not_there() from None

    return everywhere("chrysalis.access.http", "get_visible_or_404", refuse)


def _not_there() -> Exception:
    from django.http import Http404

    return Http404()


@noticed_by("architecture.test_mutants::what_is_announced_is_heard_after_the_request")
def handler_run_in_the_request() -> AbstractContextManager[Any]:
    """What is announced is told at once, with the rights of whoever announces it."""
    from chrysalis.events import announcing, hearing

    real = announcing.announce

    def tell_at_once(event: Any, *, by: Any, at: Any) -> None:
        real(event, by=by, at=at)
        for handler in hearing.listeners(event.slug):
            handler.act(event, at=at)

    return everywhere("chrysalis.events.announcing", "announce", tell_at_once)


@noticed_by("architecture.test_mutants::a_look_at_a_person_leaves_an_entry")
def log_skipped() -> AbstractContextManager[Any]:
    """Nothing is written of what was done."""
    return everywhere("chrysalis.audit.log", "record", lambda *words, **facts: None)


@noticed_by("architecture.test_mutants::a_look_at_a_person_leaves_an_entry")
def case_opened_in_silence() -> AbstractContextManager[Any]:
    """A case is opened, and nothing says that it was."""
    return everywhere("referrals.actions.reading", "read", lambda subjects, **facts: None)


@noticed_by("architecture.test_mutants::a_stranger_gets_no_page")
def decision_forgotten() -> AbstractContextManager[Any]:
    """The middleware takes every page for one that needs no hat."""
    return mock.patch("chrysalis.signin.middleware._view_of", return_value=None)


@noticed_by("architecture.test_mutants::only_who_may_gets_in")
def permission_ignored() -> AbstractContextManager[Any]:
    """Everybody may do everything."""
    return everywhere("chrysalis.access.decide", "can", lambda hat, permission, thing=None: True)


@noticed_by("architecture.test_mutants::nothing_is_known_of_a_check_before_its_time")
def release_answering_at_once() -> AbstractContextManager[Any]:
    """What was found is heard of as soon as it is known, and not at a set time."""
    return mock.patch("chrysalis.reports.actions.making.next_set_time", lambda at, *, every_minutes: at)


@noticed_by("architecture.test_mutants::nothing_is_known_of_a_check_before_its_time")
def release_told_as_it_is_decided() -> AbstractContextManager[Any]:
    """The set time is kept by those rows alone in which nothing was found."""
    from chrysalis.reports.actions import answering
    from chrysalis.reports.models import ReportRun
    from partners.models import ReleaseCheck

    real = answering.answer_due

    def at_once(*, clock: Any) -> int:
        decided = ReleaseCheck.objects.filter(decided_at__isnull=False).values("run_id")
        ReportRun.objects.filter(pk__in=decided).update(answer_at=clock())
        return real(clock=clock)

    return everywhere("chrysalis.reports.actions.answering", "answer_due", at_once)
