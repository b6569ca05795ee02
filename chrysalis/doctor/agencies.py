"""Whether every agency that works here has somebody who can let people in and shut them out, and who is
told when a notice is unanswered."""

from django.db import DatabaseError
from django.utils import timezone

from chrysalis.access.roles import AgencyAdministrator
from chrysalis.agencies.models import Agency, Membership
from chrysalis.agencies.queries import in_force
from chrysalis.doctor.finding import Finding


def have_administrators() -> list[Finding]:
    """Of those with anybody at work, their own or of the agency that they are part of: a custody suite may
    leave it to its force."""
    try:
        places = Membership.objects.filter(in_force(timezone.localdate()), worker__is_active=True)
        led = places.filter(role_slug=AgencyAdministrator.slug).values("agency")
        at_work = Agency.objects.filter(pk__in=places.values("agency"))
        without = at_work.exclude(pk__in=led).exclude(parent__in=led)
        names = list(without.order_by("name").values_list("name", flat=True))
    except DatabaseError:
        return []  # the database and its migrations have findings of their own
    if not names:
        return []
    return [
        Finding(
            f"Nobody administers accounts at {', '.join(names)}.",
            "Nobody there can be invited, or hears of unanswered notices. Make somebody administrator.",
        )
    ]
