"""One case, step by step, and whom to be at each.

Everything named here exists in the demonstration world; a test opens every stop as the person it names.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stop:
    """Somebody to be, the page where they begin, and what to look at there."""

    email: str
    page: str  # the name of a page without keys
    see: str


@dataclass(frozen=True)
class Step:
    title: str
    what: str
    stops: tuple[Stop, ...]


SERGEANT, CASEWORKER = "a.tindlebrook@police.wm.example", "s.ashwhistle@custodyteam.example"
LINK_WORKER, SUPPORT_MANAGER = "p.reedwater@blackcountry.example", "m.plover@blackcountry.example"
OFFICER, SAFETY_OFFICER = "y.quillfeather@custodyteam.example", "l.starlingford@blackcountry.example"

STEPS = (
    Step(
        "A referral from the custody desk",
        "A detention officer refers somebody who is held, in under three minutes, and sees that it arrived.",
        (
            Stop(
                SERGEANT, "referrals:submit", "One screen. What is known of anybody harmed is sealed apart."
            ),
            Stop(SERGEANT, "referrals:sent", "All that the sender ever sees of what was sent."),
        ),
    ),
    Step(
        "Triage",
        "The custody team answers against a clock of working days.",
        (
            Stop(CASEWORKER, "referrals:inbox", "Why each is here, and by when."),
            Stop(CASEWORKER, "referrals:cases", "Everyone the agency works with, the next thing due first."),
        ),
    ),
    Step(
        "Partner support",
        "What the officer sealed has reached another service, which nobody on this side can see.",
        (
            Stop(LINK_WORKER, "partners:slips", "What was told, and nobody has filed yet."),
            Stop(
                LINK_WORKER, "partners:survivors", "Whom the service supports, and how each may be reached."
            ),
            Stop(LINK_WORKER, "notices:notices", "What happened on a case, and by when to act on it."),
            Stop(SUPPORT_MANAGER, "notices:overdue", "What was not answered in time."),
        ),
    ),
    Step(
        "Who looked",
        "Information officers, each on the own side, see every read, every write and every disclosure.",
        (
            Stop(OFFICER, "log:entries", "The log of the agency's own work."),
            Stop(
                SAFETY_OFFICER, "log:entries", "The same of partner support, and nothing of the other side."
            ),
        ),
    ),
)
