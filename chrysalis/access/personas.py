"""The personas: each role's work runs as one, and each is a role of the database without login.

`app` signs in and may become any of them for the length of a transaction; on its own it reads no case.
"""

from chrysalis.access.barriers import Side
from chrysalis.access.roles import ROLES


APP, OWNER = "app", "owner"
EYE = "eye"  # of the tests alone
# In front of one restricted case, opened by somebody who was named for it: sees that one and no other.
NAMED = "named"
# Nobody in particular, at the public door of an agency: adds what they tell it, and reads nothing back.
PUBLIC = "public"
# A professional without an account, by a link that was sent to their work e-mail address: adds one referral.
INVITED = "invited"
# A records system of an agency: adds referrals of that agency, and reads what its people read of them.
MACHINE = "machine"
STRANGERS = (PUBLIC, INVITED, MACHINE)
# What the service does on its own, each with the one thing it may.
SYSTEM = {
    "change_system": "sweeps what the change side left behind, and finds what looks like misuse there",
    "safety_system": "sweeps what the safety side left behind, and finds what looks like misuse there",
    "courier": "carries announcements, notices and messages across, after what they tell of is committed",
    "gatekeeper": "answers a gate with one word, and sees what the word is made of",
    "release": "checks what is to leave against what is known of survivors, and sees it only while it waits",
    "sealer": "reads entries of the log that are committed, and seals them",
}


def side_of(persona: str) -> Side:
    """The side a persona works on; in front of a restricted case, and of
    those without an account, that is the change side."""
    sides = {role.persona: role.side for role in ROLES}
    return sides.get(persona, Side.CHANGE if persona in (NAMED, *STRANGERS) else Side.NEITHER)


def personas(*, for_tests: bool = False) -> list[str]:
    """The personas that have a task, `app` apart; and the tests' own, where they run."""
    found = sorted({role.persona for role in ROLES} - {APP} | {NAMED, *STRANGERS} | set(SYSTEM))
    return [*found, EYE] if for_tests else found
