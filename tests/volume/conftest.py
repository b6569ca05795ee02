"""A demonstration filled up to three hundred cases, in a database of its own: what it writes is committed."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connections, transaction
from django.utils import timezone

from chrysalis.agencies.models import Membership
from chrysalis.demo import world as demo
from chrysalis.demo.volume import filling
from tests import eye
from tests.copies import in_a_copy
from tests.world import Person


CASES, TOLD = 300, 16
AT = timezone.now()


class Filled:
    """The filled demonstration; `said` is what it said while it was made."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def fill(self) -> None:
        demo.build(cases=TOLD, at=AT)
        filling.fill(up_to=CASES, at=AT, say=self.said.append)

    @contextmanager
    def seen(self) -> Iterator[None]:
        """Every row, by the tests' own eye."""
        with transaction.atomic(), eye.seeing():
            yield

    def person(self, agency_id: object, role: str) -> Person:
        places = Membership.objects.filter(agency_id=agency_id, role_slug=role, worker__is_active=True)
        return Person(places.order_by("worker__email")[0].worker)


@contextmanager
def filled_database(name: str, blocker) -> Iterator[Filled]:
    with in_a_copy(name, blocker):
        filled = Filled()
        filled.fill()
        yield filled


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker) -> Iterator[Filled]:
    with filled_database(f"{connections['default'].settings_dict['NAME']}_volume", django_db_blocker) as made:
        yield made
