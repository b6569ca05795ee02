"""Whom of those that wait the own agency may know: marked in the inbox, before anybody opens one.

Five questions for a page of them, however many there are, of the own agency's part of one index. They are
asked when the page is, and nothing is kept: a mark that was kept would still stand for a worker who may not
see whom it came from. SAFETY: what is restricted, and whom the worker knows, is no part of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from chrysalis.access.hat import Hat
from referrals import queries
from referrals.models import Referral, ReferralState
from referrals.rules.person_keys import Kind
from referrals.search import standing


NUMBER, BORN, SOUND = (f"{kind}:" for kind in (Kind.NUMBER, Kind.BORN, Kind.SOUND))
A_DAY = len(BORN) + len("1990-03-14")
MOST = 500  # keys of others that are alike, of one page of the inbox

Texts = dict[UUID, set[str]]


def may_be_known(hat: Hat, waiting: Sequence[Referral]) -> set[UUID]:
    """Those who share a number with somebody of the scheme, or a day of birth and how a name sounds."""
    ours = _texts(hat, [each.pk for each in waiting], NUMBER, BORN, SOUND)
    alike = _alike(hat, {text for texts in ours.values() for text in texts if _tells(text)})
    if not alike:
        return set()
    others = _texts(hat, alike, NUMBER, BORN, SOUND)
    schemes = _schemes(hat, alike)
    return {
        each.pk
        for each in waiting
        if any(
            key != each.pk
            and schemes.get(key) == each.scheme_id
            and _are_alike(ours.get(each.pk, set()), texts)
            for key, texts in others.items()
        )
    }


def _tells(text: str) -> bool:
    return text.startswith(NUMBER) or (text.startswith(BORN) and len(text) == A_DAY)


def _are_alike(one: set[str], other: set[str]) -> bool:
    shared = one & other
    by_number = any(text.startswith(NUMBER) for text in shared)
    by_birth = any(text.startswith(BORN) and len(text) == A_DAY for text in shared)
    return by_number or (by_birth and any(text.startswith(SOUND) for text in shared))


def _alike(hat: Hat, texts: set[str]) -> set[UUID]:
    if not texts:
        return set()
    found = standing(hat).filter(text__in=sorted(texts)).order_by("text", "id")
    return set(found.values_list("referral_id", flat=True)[:MOST])


def _texts(hat: Hat, referrals: Iterable[UUID], *kinds: str) -> Texts:
    rows = standing(hat).filter(referral_id__in=list(referrals)).values_list("referral_id", "text")
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    for key, text in rows:
        if text.startswith(kinds):
            found[key].add(text)
    return found


def _schemes(hat: Hat, keys: Iterable[UUID]) -> dict[UUID, UUID]:
    """In which scheme each is, as far as it may be seen: a case, or a referral without one."""
    wanted = list(keys)
    without = queries.referrals(hat).filter(pk__in=wanted).exclude(state=ReferralState.ACCEPTED)
    held = queries.cases(hat).filter(first_referral_id__in=wanted)
    return dict(without.values_list("pk", "scheme_id")) | dict(
        held.values_list("first_referral_id", "scheme_id")
    )
