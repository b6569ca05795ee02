"""One case from the custody desk to the printed report: nine steps, and whom to be at each; then, as
the tenth, the other schemes, with somebody of each.

Everything named here exists in the demonstration world; a test opens every stop as the person it names.
"""

from dataclasses import dataclass

from chrysalis.demo.attending import RUNS


@dataclass(frozen=True)
class Stop:
    """Somebody to be, the page where they begin, and what to look at there."""

    email: str
    page: str  # the name of a page without keys, or of a register
    see: str
    group: str = ""  # whose latest register that waits to be marked is where they begin


@dataclass(frozen=True)
class Step:
    title: str
    what: str
    stops: tuple[Stop, ...]


SERGEANT, CASEWORKER = "a.tindlebrook@police.wm.example", "s.ashwhistle@custodyteam.example"
FACILITATOR, MANAGER = "d.brackenfield@community.example", "l.gorsefield@custodyteam.example"
SECOND_PROVIDER, THIRD_PROVIDER = "d.lockgate@community.example", "i.thistlecombe@choosetochange.example"
LINK_WORKER, SUPPORT_MANAGER = "p.reedwater@blackcountry.example", "m.plover@blackcountry.example"
OFFICER, SAFETY_OFFICER = "y.quillfeather@custodyteam.example", "l.starlingford@blackcountry.example"
LEICESTER, KENT = "m.corncrake@jenkins.example", "o.plumgrove@change.kent.example"
BEDFORD = "n.willowmere@centre.example"

STEPS = (
    Step(
        "The custody desk",
        "A detention officer refers somebody who is held, in under three minutes, and sees that it arrived.",
        (
            Stop(
                SERGEANT, "referrals:submit", "One screen. What is known of anybody harmed is sealed apart."
            ),
            Stop(
                SERGEANT,
                "referrals:sent",
                "All that the sender ever sees of what was sent; and a question that waits for an answer.",
            ),
        ),
    ),
    Step(
        "Triage",
        "The custody team answers against a clock of working days: accepts, asks, redirects, or refuses.",
        (
            Stop(CASEWORKER, "referrals:inbox", "Why each is here, and by when. Open one, and decide."),
            Stop(
                CASEWORKER,
                "referrals:cases",
                "Everyone the agency works with, the next thing due first. In a case: Record contact, and "
                "Record release, which asks whether police have told the person harmed.",
            ),
        ),
    ),
    Step(
        "Risk",
        "On each side one published tool, and a grade that somebody gives and says why. A high one asks for "
        "a second person.",
        (
            Stop(
                CASEWORKER,
                "referrals:cases",
                "Open a case that is graded, then Risk: factors 1 to 10 of B-SAFER, and grades over time.",
            ),
            Stop(
                LINK_WORKER,
                "partners:survivors",
                "Open a survivor, then Risk: the Dash, which nobody on the other side can know of.",
            ),
        ),
    ),
    Step(
        "Partner support",
        "What the officer sealed has reached another service, which nobody on the change side can see.",
        (
            Stop(LINK_WORKER, "partners:slips", "What was told, and nobody has filed yet."),
            Stop(
                LINK_WORKER,
                "partners:survivors",
                "Open one, then Contact them: the rules come first, and the number only after.",
            ),
            Stop(
                LINK_WORKER,
                "partners:tracings",
                "People taken on, to whom nobody is linked yet. Until then their start is “Not yet”.",
            ),
        ),
    ),
    Step(
        "A programme, and the next provider",
        "Each case is with one provider. It is handed over with a summary, and its notes stay behind.",
        (
            Stop(
                CASEWORKER,
                "interventions:waiting",
                "Who waits for what, and since when. A case has the reasons, under Programmes.",
            ),
            Stop(
                SECOND_PROVIDER,
                "referrals:inbox",
                "The second provider: a handover to take on, or to send back with a reason.",
            ),
            Stop(
                THIRD_PROVIDER,
                "referrals:inbox",
                "The third, Choose to Change. For Sandwell a handover waits; for Coventry there is, under "
                "Cases, somebody’s whole way, leg by leg.",
            ),
            Stop(MANAGER, "interventions:own_programmes", "Every number of a programme can be changed here."),
        ),
    ),
    Step(
        "Sessions",
        "Who came is marked on one page. Two missed in a row and the place is paused until somebody decides.",
        (
            Stop(
                FACILITATOR,
                "interventions:sessions",
                "This week’s appointments at the second provider. The latest waits to be marked.",
            ),
            Stop(SECOND_PROVIDER, "interventions:reviews", "Who is paused, and by when to decide."),
        ),
    ),
    Step(
        "The link worker is told",
        "Referred, started, missed, paused, released: each reaches partner support within a minute, with the "
        "day and hour by which to tell.",
        (
            Stop(LINK_WORKER, "partners:to_tell", "Told or not, how, and why not."),
            Stop(SUPPORT_MANAGER, "notices:overdue", "What was not answered in time climbs to the manager."),
        ),
    ),
    Step(
        "The printed report",
        "Documents are made by the worker, and checked before they leave: one that would give away somebody "
        "harmed comes back.",
        (
            Stop(CASEWORKER, "reports:reports", "Two summaries that were asked for, and how far each is."),
            Stop(MANAGER, "reports:reports", "The figures and the quarterly return, small numbers hidden."),
            Stop(SUPPORT_MANAGER, "partners:releases", "What the check stopped at, for a person to decide."),
        ),
    ),
    Step(
        "Who looked",
        "Information officers, each on the own side, see every read, every write and every disclosure.",
        (
            Stop(OFFICER, "log:entries", "The log of the agency’s own work."),
            Stop(
                SAFETY_OFFICER, "log:entries", "The same of partner support, and nothing of the other side."
            ),
        ),
    ),
    Step(
        "The other three schemes",
        "The same service, set up otherwise: nothing of it is written in code.",
        (
            Stop(
                LEICESTER,
                "interventions:session",
                "Leicestershire: a group of twelve men. Their latest register waits to be marked.",
                RUNS["leicestershire"].group,
            ),
            Stop(KENT, "interventions:places_left", "Kent: 40 places on COBI, and who pays until when."),
            Stop(
                BEDFORD,
                "interventions:groups",
                "Bedfordshire and Hertfordshire: a mixed group, whose last register waits to be marked.",
            ),
        ),
    ),
)
