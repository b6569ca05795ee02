"""Who can never be let in, whatever anybody named: colleagues at the employer, and people who know them."""

import datetime as dt
from uuid import UUID

from chrysalis.access.context import acting_as, open_things
from chrysalis.access.hat import Hat
from chrysalis.agencies.employment import employed_by
from chrysalis.agencies.models import Conflict
from chrysalis.working_days import in_london
from referrals import queries
from referrals.actions.restricting import opened_by
from referrals.models import Case, Referral, Restriction


def why_shut_out(restriction: Restriction, worker_id: UUID, *, by: Hat, at: dt.datetime) -> str:
    """The reason in a lead's words; empty where there is none. Each opening asks again."""
    if employed_by(restriction.employer_id, [worker_id], on=in_london(at).date()):
        return "they have a place with the person's employer"
    declared = list(Conflict.objects.filter(worker_id=worker_id, until__isnull=True))
    if not declared:
        return ""
    person = _person(restriction, by=by)
    known = next((each for each in declared if queries.is_about(each, person)), None)
    return f"they know the person ({known.get_kind_display().lower()})" if known else ""


def _person(restriction: Restriction, *, by: Hat) -> Referral | Case:
    with acting_as(by.named):
        open_things(**opened_by(restriction))
        if restriction.case_id:
            return Case.objects.get(pk=restriction.case_id)
        return Referral.objects.get(pk=restriction.referral_id)
