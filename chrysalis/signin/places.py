"""What the person in this session may work as.

SAFETY: an agency's own sign-on vouches for its own people only. Somebody who came in by it is offered
places in that agency alone: otherwise one badly kept sign-on would open every other agency in which
its people also work.
"""

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest

from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Membership
from chrysalis.agencies.queries import hat_of, make_hat, memberships_of


def of(request: HttpRequest, *, on: dt.date) -> QuerySet[Membership]:
    found = memberships_of(request.user, on=on)
    vouched_by = request.session.get("vouched_by")
    return found.filter(agency_id=vouched_by) if vouched_by else found


def chosen(request: HttpRequest, *, on: dt.date) -> Hat | None:
    """The hat chosen earlier, if it still holds on that day; where there is only one place, that one's."""
    if key := request.session.get("membership"):
        hat, vouched_by = hat_of(UUID(key), request.user.pk, on=on), request.session.get("vouched_by")
        return hat if hat and vouched_by in (None, "", str(hat.agency_id)) else None
    several = of(request, on=on)[:2]
    return make_hat(several[0]) if len(several) == 1 else None


def take(request: HttpRequest, hat: Hat) -> None:
    """Keep in the session which hat is worn and how long it may lie idle."""
    worn = {"membership": str(hat.membership_id), "idle_minutes": hat.idle_minutes}
    for name, value in worn.items():
        if request.session.get(name) != value:
            request.session[name] = value
