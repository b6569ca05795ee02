"""The parts in which a colleague may write a referral, in any order: which questions of the one form stand in
each. The form is the door's own, narrowed, so that a part asks and refuses what the whole does."""

from dataclasses import dataclass

from django.http import QueryDict

from chrysalis.registry import Registry
from chrysalis.ui.widgets import PARTS as BOXES
from referrals.forms import circumstances, equality, young
from referrals.forms.custody import Custody
from referrals.forms.refer import Refer


@dataclass(frozen=True)
class Part:
    slug: str
    title: str
    names: tuple[str, ...]
    is_needed: bool = False


OF_PERSON = (
    "given_names", "family_name", "known_as", "date_of_birth", "sex", "language", "number", "agency_link",
    "employer",
)  # fmt: skip
PARTS: Registry[Part] = Registry("part of a referral", key=lambda part: part.slug)
for part in (
    Part(
        "person",
        "The person",
        (*OF_PERSON, *young.FIELDS),
        is_needed=True,
    ),
    Part(
        "why-now",
        "Why now, and what you hope for",
        ("occasion", "behaviours", "what_happened", "latest_on", "hopes"),
        is_needed=True,
    ),
    Part(
        "agreement",
        "Agreement, and how to reach you",
        ("agrees", "without", "why_without", "post", "reached_at"),
        is_needed=True,
    ),
    Part("reaching", "Ways to reach the person", ("telephone", "telephone_is_safe", "staying_at")),
    Part("children", "Children", ("children",)),
    Part("orders", "Orders and proceedings", ("orders",)),
    Part("services", "Other services", ("earlier", "earlier_said", "other_services")),
    Part("more", "More about them, if you know", circumstances.FIELDS),
    Part("equality", "Equality questions", equality.NAMES),
    Part("staff", "Safety of staff, and anything else", ("markers", "anything_else")),
):
    PARTS.add(part)

ALWAYS = ("warned",)  # which doubts were shown already

OF_WHAT_WAS_SEEN = f"{equality.PREFIX}{equality.SEEN}"
# Of a desk whose form is one screen: all of it, as one part.
WHOLE = Part(
    "whole",
    "The referral",
    (*(name for name in Custody.base_fields if name not in ALWAYS), *young.FIELDS, OF_WHAT_WAS_SEEN),
    is_needed=True,
)


def narrowed(form: Refer, part: Part) -> Refer:
    """The form of the door with the questions of one part alone."""
    for name in set(form.fields) - {*part.names, *ALWAYS}:
        del form.fields[name]
    form.order_fields([*part.names])
    form.verb = "save"
    return form


def typed_in(part: Part, post: QueryDict) -> QueryDict:
    """What was typed into one part: dates in three boxes, `date_of_birth_day` and so on."""
    kept = QueryDict(mutable=True)
    for name, values in post.lists():
        if name in ALWAYS or belongs(name, part):
            kept.setlist(name, values)
    return kept


def belongs(typed: str, part: Part) -> bool:
    return any(typed == name or typed in _boxes(name) for name in part.names)


def _boxes(name: str) -> tuple[str, ...]:
    return tuple(f"{name}_{box}" for box in BOXES)


def holds_words(typed: QueryDict) -> bool:
    return any(value.strip() for name, values in typed.lists() if name not in ALWAYS for value in values)


def filled_up(mine: QueryDict, theirs: QueryDict) -> QueryDict:
    """One's own words, and a colleague's where one wrote nothing."""
    both = mine.copy()
    for name, values in theirs.lists():
        if not any(value.strip() for value in mine.getlist(name)):
            both.setlist(name, values)
    return both
