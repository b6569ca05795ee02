"""The lists of daily work: under row security, against the same statement without it."""

from collections.abc import Callable, Iterator
from functools import partial

from django.db.models import QuerySet
from django.test import RequestFactory

from chrysalis.access.hat import Hat
from chrysalis.bench.duel import BENCHES, Bench, Duel
from chrysalis.bench.people import Crowd, Person
from chrysalis.bench.plans import visits
from chrysalis.bench.statements import send, send_as_owner, taken_down, undone
from chrysalis.ui.lists import Listing
from partners import queries as supporting
from partners.notices import SLIP_SOONER
from partners.views import lists as of_partners
from referrals import queries
from referrals.views import lists


TARGET = 1.15


def duels(crowd: Crowd) -> Iterator[Duel]:
    for size, person in crowd.providers.items():
        yield _page(f"caseload, {size}", person, lists.Caseload, queries.cases)
    yield _count("count of it, largest", crowd.providers["largest"], lists.Caseload, queries.cases)
    yield _page("inbox, largest", crowd.providers["largest"], lists.Inbox, queries.inbox)
    yield _page("what a suite has sent", crowd.desk, lists.Sent, queries.sent)
    yield _page("slips to file", crowd.support, of_partners.Slips, _slips_in_turn)
    yield _page("survivors", crowd.support, of_partners.Survivors, supporting.survivors)


def _slips_in_turn(hat: Hat) -> QuerySet:
    return supporting.by_danger(hat, supporting.inbox(hat), SLIP_SOONER)[1]


Ask = Callable[[Hat], QuerySet]


def _listing(kind: type[Listing], ask: Ask, hat: Hat) -> Listing:
    request = RequestFactory().get("/")
    request.hat = hat
    return kind(request, ask(hat))


def _page(name: str, person: Person, kind: type[Listing], ask: Ask) -> Duel:
    said = taken_down(lambda: _listing(kind, ask, person.hat).page, by=person.hat)
    return _duel(f"{name} ({person.size})", person, said[-1], is_list=True)


def _count(name: str, person: Person, kind: type[Listing], ask: Ask) -> Duel:
    said = taken_down(lambda: _listing(kind, ask, person.hat).count_sentence, by=person.hat)
    return _duel(name, person, said[-1], is_list=False)


def _duel(name: str, person: Person, statement: str, *, is_list: bool) -> Duel:
    return Duel(
        name,
        ours=send([statement]),
        yardstick=send_as_owner([statement]),
        target=TARGET,
        setting=partial(undone, person.hat),
        visits=partial(visits, statement) if is_list else None,
    )


BENCHES.add(Bench("scoped-list", "row security on a list that is narrowed already", duels))
