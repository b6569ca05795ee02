"""One case from the custody desk to the printed report: nine steps, and whom to be at each; then, as
the tenth, the other schemes, with somebody of each.

Everything named here exists in the demonstration world; a test opens every stop as the person it names.
"""

from dataclasses import dataclass

from chrysalis.demo.finding import (
    APPOINTMENT_TO_MARK,
    CASE_THAT_WAITS,
    FINISHED_PLACE,
    GRADED_CASE,
    JUDGED_SURVIVOR,
    LEFT_REFERRAL,
    NEWS_TO_TELL,
    PERSON_TO_TRACE,
    REGISTER_TO_MARK,
    SUPPORTED_SURVIVOR,
    Finder,
)


@dataclass(frozen=True)
class Stop:
    """Somebody to be, the page where they begin, and what to look at there."""

    email: str
    page: str  # its name
    see: str
    about: Finder | None = None  # whom or what the page is about; none where it has no key


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
                "referrals:write_whole",
                "What a colleague of the last shift was called away from: gone on with on the same screen.",
                LEFT_REFERRAL,
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
                "referrals:enquiries",
                "Who rang or dropped in, and when each goes: compared with nobody, found by no search.",
            ),
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
                "referrals:risk",
                "Factors 1 to 10 of B-SAFER, and this person’s grades over time. Where a grade needs a "
                "second person, a colleague answers on this page.",
                GRADED_CASE,
            ),
            Stop(
                LINK_WORKER,
                "partners:risk",
                "The Dash of a survivor, which nobody on the other side can know of.",
                JUDGED_SURVIVOR,
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
                "partners:reach",
                "Contacting a survivor: the rules come first, and the number only after.",
                SUPPORTED_SURVIVOR,
            ),
            Stop(
                LINK_WORKER,
                "partners:tracing",
                "Somebody taken on, to whom nobody is linked yet. Until then their start is “Not yet”.",
                PERSON_TO_TRACE,
            ),
        ),
    ),
    Step(
        "A programme, and the next provider",
        "Each case is with one provider. It is handed over with a summary, and its notes stay behind.",
        (
            Stop(
                CASEWORKER,
                "interventions:programmes",
                "What each programme of the scheme says of one person, and why; the place they wait for.",
                CASE_THAT_WAITS,
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
                "interventions:appointment",
                "The latest appointment at the second provider waits to be marked. Something that worries is "
                "told from the same page.",
                APPOINTMENT_TO_MARK,
            ),
            Stop(SECOND_PROVIDER, "interventions:reviews", "Who is paused, and by when to decide."),
        ),
    ),
    Step(
        "The link worker is told",
        "Referred, started, missed, paused, released: each reaches partner support within a minute, with the "
        "day and hour by which to tell.",
        (
            Stop(LINK_WORKER, "partners:tell", "Told or not, how, and why not.", NEWS_TO_TELL),
            Stop(LINK_WORKER, "partners:to_tell", "All that waits, by when each is to be told."),
            Stop(SUPPORT_MANAGER, "notices:overdue", "What was not answered in time climbs to the manager."),
        ),
    ),
    Step(
        "The printed report",
        "Documents are made by the worker, and checked before they leave: one that would give away somebody "
        "harmed comes back.",
        (
            Stop(CASEWORKER, "reports:reports", "Two summaries that were asked for, and how far each is."),
            Stop(
                SECOND_PROVIDER,
                "interventions:ask_letter",
                "A letter for somebody who completed: the dates they came, and nothing of change.",
                FINISHED_PLACE,
            ),
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
                REGISTER_TO_MARK,
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
