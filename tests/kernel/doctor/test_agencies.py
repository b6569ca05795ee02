"""The doctor names agencies in which nobody can let people in."""

import datetime as dt

from django.utils import timezone

from chrysalis.agencies.actions.appointing import appoint
from chrysalis.agencies.models import Agency, Membership
from chrysalis.doctor.agencies import have_administrators


def named() -> set[str]:
    (finding,) = have_administrators()
    return set(finding.what.removeprefix("Nobody administers accounts at ").rstrip(".").split(", "))


def test_agencies_without_an_administrator_are_named(world):
    found = named()
    assert "Haven Partner Support" in found
    assert "Threshold Centre" not in found
    assert not [name for name in found if "Oldbury" in name], "its force has one"


def test_a_place_that_is_over_lets_nobody_in(world):
    Membership.objects.filter(pk=world.administrator.membership.pk).update(ends_on=timezone.localdate())
    assert "Threshold Centre" in named()


def test_when_each_has_one_all_is_well(world):
    at = timezone.now()
    for agency in Agency.objects.filter(name__in=named()):
        since = timezone.localdate(at) - dt.timedelta(days=1)
        appoint(world.colleague.worker, agency, "agency-administrator", starts_on=since, at=at)
    assert have_administrators() == []
