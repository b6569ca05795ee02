"""How the pages of a survivor get theirs: seen by the own service alone, and opened with an entry."""

import datetime as dt
import uuid

from chrysalis.access.http import Request, get_visible_or_404
from partners import queries
from partners.actions.reading import open_survivor
from partners.models import Survivor


def survivor_or_404(request: Request, key: uuid.UUID, at: dt.datetime) -> Survivor:
    """The survivor, opened: with safe contact, links and grades, and an entry that it was."""
    found = get_visible_or_404(request.hat, queries.survivors(request.hat), pk=key)
    return open_survivor(found, by=request.hat, at=at)
