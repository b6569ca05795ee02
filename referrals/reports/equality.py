"""Whom the service reaches: answers to the equality questions, counted of the referrals of a quarter.

SAFETY: the answers are rows that nobody reads. What is counted here runs with its maker's rights and gives
numbers by words of closed lists; small ones are withheld wherever it is published.
"""

from chrysalis.access.definers import DEFINERS, Definer
from referrals.gates.figures import COUNTED, GIVES, TAKES, Counted, Part
from referrals.models import EQUALITY, EqualityAnswers


GROUPS = {
    "white": "White",
    "mixed": "Mixed",
    "asian": "Asian",
    "black": "Black",
    "other": "Other ethnic groups",
    "declined": "Prefers not to say",
    "not_known": "Not known",
    "not_asked": "Not asked",
}
TITLES = {
    "ethnicity": ("By ethnic group", "Ethnic group"),
    "gender_same": ("By gender", "Same as registered at birth"),
    "disability": ("By disability", "Disability"),
    "orientation": ("By orientation", "Orientation"),
    "religion": ("By religion", "Religion"),
    "nationality": ("By nationality", "Nationality"),
}


def _word(name: str) -> str:
    """In SQL, what is counted of one referral: the person's own answer first, then the newest."""
    return f"""coalesce((
            SELECT said.{name} FROM referrals_equalityanswers said
            WHERE said.referral_id = here.id AND said.{name} <> 'not_asked'
            ORDER BY (said.told_by = 'person') DESC, said.at DESC LIMIT 1
        ), 'not_asked')"""  # noqa: S608 - names of this module


def _measure(name: str) -> str:
    shown = "word"
    if name == "ethnicity":
        shown = (
            "CASE WHEN word IN ('declined', 'not_known', 'not_asked') THEN word "
            "ELSE split_part(word, '_', 1) END"
        )
    return (
        f"SELECT '{name}', {shown}, count(*) "  # noqa: S608 - names of this module
        f"FROM (SELECT {_word(name)} AS word FROM here) {name} GROUP BY 2"
    )


COUNTS = DEFINERS.add(
    Definer(
        "equality_counts",
        takes=TAKES,
        gives=GIVES,
        body=f"""
        WITH here AS (
            SELECT referral.id FROM referrals_referral referral
            WHERE referral.provider_agency_id = (SELECT ctx_agency_id()) AND referral.scheme_id = wanted
              AND referral.received_at >= since::timestamp AT TIME ZONE 'Europe/London'
              AND referral.received_at < until::timestamp AT TIME ZONE 'Europe/London'
              AND (with_restricted OR NOT referral.is_restricted) AND referral.state <> 'withdrawn'
        )
        {" UNION ALL ".join(_measure(name) for name in EQUALITY)}
        """,  # noqa: S608 - names of this module
        personas=frozenset({"change_manager"}),
        why="a manager's figures: how many answered what to equality questions, and no person",
    )
)


def _words(name: str) -> dict[str, str]:
    return GROUPS if name == "ethnicity" else dict(EqualityAnswers._meta.get_field(name).flatchoices)


PARTS: tuple[Part, ...] = tuple((name, *TITLES[name], _words(name)) for name in EQUALITY)
COUNTED.add(Counted(COUNTS, PARTS))
