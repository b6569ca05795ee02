"""What the person in this session may work as.

SAFETY: an agency's own sign-on vouches for its own people only. Somebody who came in by it is offered
places in that agency alone: otherwise one badly kept sign-on would open every other agency in which
its people also work.
"""

import datetime as dt

from django.db.models import QuerySet
from django.http import HttpRequest

from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Membership
from chrysalis.agencies.queries import memberships_of


def of(request: HttpRequest, *, on: dt.date) -> QuerySet[Membership]:
    found = memberships_of(request.user, on=on)
    vouched_by = request.session.get("vouched_by")
    return found.filter(agency_id=vouched_by) if vouched_by else found


def take(request: HttpRequest, hat: Hat) -> None:
    """Keep in the session which hat is worn and how long it may lie idle."""
    worn = {"membership": str(hat.membership_id), "idle_minutes": hat.idle_minutes}
    for name, value in worn.items():
        if request.session.get(name) != value:
            request.session[name] = value
