"""What is said of a record and others of one person: read in front of the open case, where both may be seen.

SAFETY: whoever may not see the other record reads nothing of it here, not that it is there.
"""

from collections.abc import Iterable, Iterator

from django.db.models import Q

from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import with_name
from referrals import queries
from referrals.models import Case, Joining, JoiningState
from referrals.timeline import Happening


def joinings(hat: Hat, case: Case) -> list[Joining]:
    """The latest first, with the two cases in front of which it was said.

    The cases are looked for by their keys: as a condition, all that the agency holds were gone through.
    """
    of_either = Joining.objects.filter(Q(client_id=case.client_id) | Q(other_id=case.client_id))
    found = list(with_name(visible(hat, of_either), "proposed_by", "answered_by"))
    seen = queries.cases(hat).in_bulk({key for each in found for key in (each.case_id, each.other_case_id)})
    both = [each for each in found if each.case_id in seen and each.other_case_id in seen]
    for each in both:
        each.case, each.other_case = seen[each.case_id], seen[each.other_case_id]
    return both


def waiting(found: Iterable[Joining]) -> list[Joining]:
    return [each for each in found if each.state == JoiningState.PROPOSED]


def standing(found: Iterable[Joining]) -> list[Joining]:
    return [each for each in found if each.stands]


def other_of(joining: Joining, case: Case) -> Case:
    return joining.other_case if joining.client_id == case.client_id else joining.case


def said(joining: Joining, case: Case) -> str:
    """As a sentence on the page of the case."""
    other = other_of(joining, case)
    who = f"{other.person_name}, {other.reference}"
    return (
        f"Not the same person as {who}" if joining.kind == Joining.Kind.PART else f"The same person as {who}"
    )


DONE = {
    JoiningState.AGREED: "Agreed",
    JoiningState.DECLINED: "Declined",
    JoiningState.WITHDRAWN: "Withdrawn",
}


def happenings(found: Iterable[Joining], case: Case) -> Iterator[Happening]:
    """Who said what of the two records, when and why."""
    for each in found:
        what = said(each, case)
        if each.kind != Joining.Kind.TRIAGE:
            yield Happening(each.proposed_at, f"Proposed: {what}", each.proposed_by.full_name, each.reason)
        if each.answered_at and each.answered_by:
            text = each.reason if each.kind == Joining.Kind.TRIAGE else each.remark
            done = f"{DONE[JoiningState(each.state)]}: {what}"
            yield Happening(each.answered_at, done, each.answered_by.full_name, text)
