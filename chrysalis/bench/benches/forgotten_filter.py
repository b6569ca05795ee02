"""A view that forgot to narrow: row security alone, against the statement that forgot nothing."""

from collections.abc import Iterator
from functools import partial

from django.db import connections
from django.db.models import QuerySet

from chrysalis.access.personas import OWNER
from chrysalis.bench.duel import BENCHES, Bench, Duel
from chrysalis.bench.people import Crowd, Person
from chrysalis.bench.plans import visits
from chrysalis.bench.statements import send, send_as_owner, undone
from partners.models import Slip
from referrals.models import Case, ReferralStatus


TARGET = 1.5
PAGE, COUNTED = 26, 1_001


def duels(crowd: Crowd) -> Iterator[Duel]:
    for size, person in crowd.providers.items():
        ideal = {"provider_agency_id": person.hat.agency_id, "is_restricted": False}
        yield _page(f"cases, {size}", person, Case.objects.order_by("-opened_at", "-id"), ideal)
    largest = crowd.providers["largest"]
    held = {"provider_agency_id": largest.hat.agency_id, "is_restricted": False}
    yield _count("count of them, largest", largest, Case.objects.order_by(), held)
    sent = {"referring_agency_id": crowd.desk.hat.agency_id}
    yield _page("statuses", crowd.desk, ReferralStatus.objects.order_by("-sent_at", "-id"), sent)
    told = {"receiving_agency_id": crowd.support.hat.agency_id}
    yield _page("slips", crowd.support, Slip.objects.order_by("sealed_at", "id"), told)


def _page(name: str, person: Person, forgetful: QuerySet, ideal: dict[str, object]) -> Duel:
    ours = _sql(forgetful[:PAGE])
    yardstick = _sql(forgetful.filter(**ideal)[:PAGE])
    return _duel(f"{name} ({person.size})", person, ours, yardstick)


def _count(name: str, person: Person, forgetful: QuerySet, ideal: dict[str, object]) -> Duel:
    ours, yardstick = (
        f"SELECT count(*) FROM ({_sql(asked.values('pk')[:COUNTED])}) counted"  # noqa: S608 - Django's own text
        for asked in (forgetful, forgetful.filter(**ideal))
    )
    return _duel(name, person, ours, yardstick, is_list=False)


def _sql(asked: QuerySet) -> str:
    with connections[OWNER].cursor() as cursor:
        return cursor.mogrify(*asked.query.sql_with_params()).decode()


def _duel(name: str, person: Person, ours: str, yardstick: str, *, is_list: bool = True) -> Duel:
    return Duel(
        name,
        ours=send([ours]),
        yardstick=send_as_owner([yardstick]),
        target=TARGET,
        setting=partial(undone, person.hat),
        visits=partial(visits, ours) if is_list else None,
    )


BENCHES.add(Bench("forgotten-filter", "a list whose view forgot whose rows it may show", duels))
