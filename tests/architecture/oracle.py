"""The judge: who may see, add and change which row, written by hand from the access table in English.

It imports nothing of the product, so that a mistake in a declaration, or in what turns declarations into
SQL, cannot repeat itself here. It is wrong only if somebody read the table wrongly; the tests hold it
against both walls, and the three must agree. Whoever changes it changes who may see whom.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


Row = Mapping[str, Any]


@dataclass(frozen=True)
class Asker:
    """Who asks: what the work is, whose it is, and what has been opened."""

    persona: str
    worker: Any
    membership: Any
    agency: Any
    role: str
    open: Mapping[str, Any] = field(default_factory=dict)
    knows: tuple[tuple[str, str], ...] = ()  # name and date of birth of whom they declared knowing


Answer = Callable[[Asker, Row], bool]


@dataclass(frozen=True)
class Verdict:
    sees: Answer
    adds: Answer
    changes: Answer
    only: tuple[str, ...] = ()  # the columns that may be changed, where not all may


def nobody(who: Asker, row: Row) -> bool:
    return False


def anybody(who: Asker, row: Row) -> bool:
    return True


def holds(who: Asker, row: Row) -> bool:
    """The agency that holds the case, or that the referral came to."""
    return row["provider_agency_id"] == who.agency


def holds_unless_restricted(who: Asker, row: Row) -> bool:
    return holds(who, row) and not row["is_restricted"]


def is_known(who: Asker, row: Row) -> bool:
    """Somebody of that name, unless both dates of birth are known and differ as far as they are."""
    born = row["date_of_birth"]
    return any(
        name == row["name_key"] and (date.startswith(born) or born.startswith(date))
        for name, date in who.knows
    )


def works_on(who: Asker, row: Row) -> bool:
    """Of the cases that the agency holds, those of people whom the worker does not know."""
    return holds_unless_restricted(who, row) and not is_known(who, row)


def gave_or_gets(who: Asker, row: Row) -> bool:
    """A handover from the own agency or to it, of somebody whom the worker does not know."""
    is_ours = who.agency in (row["from_agency_id"], row["to_agency_id"])
    return is_ours and not row["is_restricted"] and not is_known(who, row)


def gave(who: Asker, row: Row) -> bool:
    return row["from_agency_id"] == who.agency


def is_on_the_open_way(who: Asker, row: Row) -> bool:
    """A leg of the person whose case is open, unless that leg is restricted."""
    return is_open("client_id", "client_id")(who, row) and not row["is_restricted"]


def sent(who: Asker, row: Row) -> bool:
    return row["referring_agency_id"] == who.agency


def own(who: Asker, row: Row) -> bool:
    return row["worker_id"] == who.worker


def of_own_agency(who: Asker, row: Row) -> bool:
    return row["agency_id"] == who.agency


def of_own_agency_or_held(who: Asker, row: Row) -> bool:
    """What workers of the own agency did, and what anybody did with a case that the agency holds."""
    return who.agency in (row["agency_id"], row["holder_id"])


def received(who: Asker, row: Row) -> bool:
    """The one partner support service that a slip was sent to."""
    return row["receiving_agency_id"] == who.agency


def told(who: Asker, row: Row) -> bool:
    return row["sending_agency_id"] == who.agency


def supports(who: Asker, row: Row) -> bool:
    return row["support_agency_id"] == who.agency


def named_there(who: Asker, row: Row) -> bool:
    return row["user_id"] == who.worker


def in_own_place(who: Asker, row: Row) -> bool:
    """One worker in one role of one agency; of a document, nobody until it is released."""
    return row["membership_id"] == who.membership


def holds_unsent(who: Asker, row: Row) -> bool:
    """A document with a referral that is being written in that place, and not sent yet."""
    return row["held_by"] == who.membership


def kept(who: Asker, row: Row) -> bool:
    return row["kept_by_id"] == who.agency


def is_open(thing: str, column: str) -> Answer:
    """Only while it is open, which leaves an entry in the log."""
    return lambda who, row: who.open.get(thing) is not None and row[column] == who.open[thing]


def is_one_of_two(who: Asker, row: Row) -> bool:
    """Of two referrals that are alike, one is open."""
    return is_open("referral_id", "referral_id")(who, row) or is_open("referral_id", "other_id")(who, row)


def is_one_record_of_two(who: Asker, row: Row) -> bool:
    """Of two records that may be of one person, one is open; unless the case of either is restricted."""
    is_either = is_open("client_id", "client_id")(who, row) or is_open("client_id", "other_id")(who, row)
    return is_either and not row["is_restricted"]


def sent_and_open(who: Asker, row: Row) -> bool:
    """Of the agency that refers; where one worker keeps it, of that worker alone."""
    return sent(who, row) and row["kept_to_id"] in (None, who.worker)


def of_the_system(who: Asker, row: Row) -> bool:
    """A records system stands in the place of a membership."""
    return row["system_id"] == who.membership


def told_so(who: Asker, row: Row) -> bool:
    """Meant for everybody in the own role of the own agency, or there for the asker alone."""
    in_role = row["agency_id"] == who.agency and row["role_slug"] == who.role
    return in_role and row["worker_id"] in (None, who.worker)


EVERYBODY = "everybody"  # every persona that has no line of its own
INVITED = "invited"  # refers somebody by a link, and reads nothing but a word by a function
MACHINE = "machine"  # a records system: refers for its agency, and reads the words that its people read
PUBLIC = "public"  # asks for help at the door of an agency, and reads nothing


def says(
    *, sees: Answer = nobody, adds: Answer = nobody, changes: Answer = nobody, only: tuple[str, ...] = ()
) -> Verdict:
    return Verdict(sees, adds, changes, only)


NOTHING = says()
REFERENCE = {EVERYBODY: says(sees=anybody)}
OWN_ALONE = says(sees=own, adds=own, changes=own)
SAFETY_SIDE = ("linkwork", "safety_information", "safety_manager")
# What is being written: on each side for its author alone; administrators write beside the change side.
DRAFTS = {EVERYBODY: OWN_ALONE} | dict.fromkeys(SAFETY_SIDE, NOTHING)
SAFETY_DRAFTS = dict.fromkeys(SAFETY_SIDE, OWN_ALONE)
# What one asked to have printed, in that place; the safety side and administrators have none of it.
RUNS = {EVERYBODY: says(sees=in_own_place, adds=in_own_place), "app": NOTHING} | dict.fromkeys(
    SAFETY_SIDE, NOTHING
)
DOCUMENTS = {EVERYBODY: says(sees=in_own_place), "app": NOTHING} | dict.fromkeys(SAFETY_SIDE, NOTHING)
LOG = {EVERYBODY: says(adds=of_own_agency)}
LOG_OF_DOORS = LOG | dict.fromkeys((PUBLIC, INVITED, MACHINE), says(adds=of_own_agency))
LOG_OF_A_SIDE = says(sees=of_own_agency_or_held, adds=of_own_agency)
SLIPS = {
    EVERYBODY: says(adds=told),
    PUBLIC: says(adds=told),
    INVITED: says(adds=told),
    MACHINE: says(adds=told),
    "app": NOTHING,
}  # put in by everybody, read by one
AGENCYS = says(sees=of_own_agency, adds=of_own_agency, changes=of_own_agency)

ANSWER = ("acknowledged_at", "acknowledged_by_id")
TOLD = says(sees=told_so, changes=told_so, only=ANSWER)
OVERSEES = says(sees=of_own_agency, changes=of_own_agency, only=ANSWER)

OF_TASK = (
    *("worker_id", "ending", "ended_at", "ended_by_id", "ended_words"),
    *("person_name", "name_key", "date_of_birth", "is_restricted"),
)
SETTLING = ("state", "settled_by_id", "settled_at", "returned_because")
KEPT = REFERENCE | {"app": says(sees=kept, adds=kept, changes=kept)}

OPEN_STATUS = says(
    sees=is_open("referral_id", "referral_key"), changes=is_open("referral_id", "referral_key")
)


# What is seen of whatever belongs to the case that is open, by those named for it.
OPEN_CASE = says(
    sees=is_open("case_id", "case_id"),
    adds=is_open("case_id", "case_id"),
    changes=is_open("case_id", "case_id"),
)
# Who leads a group and who is in it: kept by caseworkers, read by those who stand in front of it.
OF_GROUPS = {
    "casework": says(sees=holds, adds=holds, changes=holds),
    "facilitator": says(sees=holds),
    "change_manager": says(sees=holds),
}


# What a provider's caseworkers read of its money and places; booking writes how many are taken.
PROVIDERS_READ = dict.fromkeys(("casework", "named"), says(sees=holds))
TAKING_PLACES = dict.fromkeys(("casework", "named"), says(sees=holds, changes=holds, only=("taken",)))


def _of_an_open(thing: str, column: str, **writes: Any) -> dict[str, Verdict]:
    """What is read only while its case is open, by those who work on it and those named for it alike."""
    line = says(sees=is_open(thing, column), **writes)
    return {"casework": line, "named": line}


OF_AN_OPEN_SURVIVOR = {"linkwork": says(sees=is_open("survivor_id", "survivor_id"), adds=supports)}

# What is read and added only while its survivor is open.
OPEN_SURVIVOR = {
    "linkwork": says(sees=is_open("survivor_id", "survivor_id"), adds=is_open("survivor_id", "survivor_id"))
}

# What each persona may do with the rows of each table. Administrators work as `app`: of case data they
# have their own drafts and nothing else, and of accounts what the table says is on their screens.
# What was told with a referral, at whichever door.
CAME_WITH = {
    "casework": says(sees=is_open("referral_id", "referral_id"), adds=is_open("referral_id", "referral_id")),
    "named": says(sees=is_open("referral_id", "referral_id")),
    "referrer": says(adds=sent),
    MACHINE: says(adds=sent),
    INVITED: says(adds=holds),
}
# Of a spreadsheet they add those of many referrals at once, each to what came to the own agency.
CAME_WITH_MANY = CAME_WITH | {
    "casework": says(sees=is_open("referral_id", "referral_id"), adds=holds),
}
# Of a young person those named for it write it down too, where it was not told.
OF_YOUNG = CAME_WITH | {
    "named": says(sees=is_open("referral_id", "referral_id"), adds=is_open("referral_id", "referral_id")),
    PUBLIC: says(adds=holds),  # the young person themselves, at the door
}
# A spreadsheet belongs to whoever brought it, in the place in which they did.
BROUGHT = {"casework": says(sees=in_own_place, adds=in_own_place, changes=in_own_place)}
TABLE: dict[str, dict[str, Verdict]] = {
    "agencies.Agency": REFERENCE,
    "agencies.Scheme": REFERENCE,
    "agencies.Participation": REFERENCE,
    "agencies.Worker": REFERENCE,
    "agencies.Agreement": REFERENCE | {"information": says(sees=anybody, adds=kept, changes=kept)},
    "agencies.Signature": REFERENCE | {"information": says(sees=anybody, adds=of_own_agency)},
    "agencies.Area": REFERENCE | {"app": says(sees=kept, adds=kept, changes=kept)},
    "risk.RiskRules": REFERENCE | {"app": AGENCYS},
    "risk.ToolTraining": {
        EVERYBODY: says(sees=of_own_agency),
        "app": says(sees=of_own_agency, adds=of_own_agency),
    },
    "agencies.Membership": {
        "app": AGENCYS,
        "safeguarding": says(sees=of_own_agency),
    },  # leads name colleagues
    "signin.Invitation": {},
    "signin.PasswordRequest": {},
    "signin.SingleSignOn": {},
    "agencies.Conflict": {
        "casework": says(sees=own, adds=own, changes=own),
        "facilitator": says(sees=own, adds=own, changes=own),
        "named": says(sees=own, adds=own, changes=own),
        "safeguarding": AGENCYS,
    },
    "audit.ChangeEntry": LOG_OF_DOORS | {"app": NOTHING, "information": LOG_OF_A_SIDE},
    "audit.SafetyEntry": LOG_OF_DOORS | {"app": NOTHING, "safety_information": LOG_OF_A_SIDE},
    "audit.AccountEntry": LOG,
    "audit.ChangeSeal": {},
    "audit.SafetySeal": {},
    "audit.AccountSeal": {},
    "audit.ChangeAlert": {"information": says(sees=of_own_agency, changes=of_own_agency)},
    "audit.SafetyAlert": {"safety_information": says(sees=of_own_agency, changes=of_own_agency)},
    "audit.ChangeReason": {
        "safeguarding": says(sees=of_own_agency, adds=of_own_agency),
        "named": says(sees=is_open("referral_id", "referral_id"), adds=of_own_agency),
        "casework": says(adds=of_own_agency),
    },
    "audit.AlertLimits": {"information": AGENCYS, "safety_information": AGENCYS},
    "drafts.Draft": DRAFTS,
    "drafts.FormKey": DRAFTS,
    "drafts.SafetyDraft": SAFETY_DRAFTS,
    "drafts.SafetyFormKey": SAFETY_DRAFTS,
    "events.Announcement": LOG_OF_DOORS,
    "events.Errand": LOG,
    "events.ChangeSnag": {"change_manager": says(sees=of_own_agency, changes=of_own_agency)},
    "events.SafetySnag": {"safety_manager": says(sees=of_own_agency, changes=of_own_agency)},
    "events.AccountSnag": {"app": says(sees=of_own_agency, changes=of_own_agency)},
    "notices.ChangeNotice": {
        "referrer": TOLD,
        "casework": TOLD,
        "facilitator": TOLD,
        "named": TOLD,
        "safeguarding": TOLD,
        "information": TOLD,
        "change_manager": OVERSEES,
    },
    "notices.SafetyNotice": {"linkwork": TOLD, "safety_information": TOLD, "safety_manager": OVERSEES},
    "notices.AccountNotice": {"app": TOLD},
    "notices.OpeningHours": REFERENCE,
    "notices.Absence": {EVERYBODY: OWN_ALONE, "app": AGENCYS},
    "notices.MailChoice": {EVERYBODY: OWN_ALONE},
    "delivery.ChangeMessage": {},
    "delivery.SafetyMessage": {},
    "delivery.AccountMessage": {},
    "delivery.Line": {},
    "reports.ReportRun": RUNS,
    "reports.Document": DOCUMENTS,
    "referrals.Referral": {
        "casework": says(sees=works_on, adds=holds, changes=works_on),
        "safeguarding": says(sees=holds_unless_restricted),
        "named": says(sees=is_open("referral_id", "id"), changes=is_open("referral_id", "id")),
        "referrer": says(adds=sent),
        MACHINE: says(adds=sent),
        PUBLIC: says(adds=holds),
        INVITED: says(adds=holds),
    },
    "referrals.SelfReferralDetails": {
        "casework": says(sees=is_open("referral_id", "referral_id")),
        "named": says(sees=is_open("referral_id", "referral_id")),
        PUBLIC: says(adds=holds),
    },
    "referrals.Visit": {},  # sealed, and found by three functions alone
    "referrals.CustodyDetails": CAME_WITH,
    "referrals.ProfessionalDetails": CAME_WITH_MANY,
    "referrals.PoliceDetails": CAME_WITH,
    "referrals.Disposal": CAME_WITH,
    "referrals.WrittenDown": CAME_WITH_MANY,
    "referrals.Import": BROUGHT,
    "referrals.ImportFile": BROUGHT,
    "referrals.ImportRow": BROUGHT,
    "referrals.Obligation": CAME_WITH,
    "referrals.ReferralDocument": _of_an_open("referral_id", "referral_id")
    | {"referrer": says(sees=holds_unsent, adds=holds_unsent, changes=holds_unsent, only=("sweep_after",))},
    "referrals.CaseDocument": _of_an_open("case_id", "case_id", adds=is_open("case_id", "case_id")),
    "referrals.ReferralStatus": {
        "referrer": says(sees=sent, adds=sent),
        MACHINE: says(sees=sent, adds=sent),
        "casework": OPEN_STATUS,
        "named": OPEN_STATUS,
    },
    "referrals.PersonKey": {
        "casework": says(sees=works_on, adds=holds, changes=works_on),
        "named": says(
            sees=is_open("referral_id", "referral_id"),
            adds=is_open("referral_id", "referral_id"),
            changes=is_open("referral_id", "referral_id"),
        ),
        "referrer": says(adds=sent),
        MACHINE: says(adds=sent),
        PUBLIC: says(adds=holds),
        INVITED: says(adds=holds),
    },
    "referrals.ReferrerInvitation": {"casework": says(sees=holds, adds=holds)},
    # Which records system sent what: added by it, and read by nobody under a hat.
    "referrals.SentByMachine": {MACHINE: says(adds=of_the_system)},
    "api.RecordsSystem": {
        "app": AGENCYS,
        "information": says(sees=anybody),  # by name, in the log
        "safety_information": says(sees=anybody),
    },
    "api.Credential": {},
    "api.AccessToken": {},
    "api.KeyedRequest": {
        MACHINE: says(sees=of_the_system, adds=of_the_system, changes=of_the_system),
    },
    "api.Webhook": {},
    "api.WebhookCall": {},
    "referrals.LinkToRefer": {},  # whether one was used is for nobody under a hat
    "referrals.Pathway": _of_an_open("client_id", "client_id", adds=holds),
    "referrals.Case": {
        "casework": says(sees=works_on, adds=holds, changes=works_on),
        "safeguarding": says(sees=holds_unless_restricted),
        "named": says(sees=is_open("case_id", "id"), adds=holds, changes=is_open("case_id", "id")),
    },
    "referrals.Client": _of_an_open("client_id", "id", adds=holds, changes=is_open("client_id", "id")),
    "referrals.Identifier": _of_an_open("client_id", "client_id", adds=is_open("client_id", "client_id")),
    "referrals.Step": _of_an_open("case_id", "case_id", adds=is_open("case_id", "case_id")),
    "referrals.ContactAttempt": _of_an_open("case_id", "case_id", adds=is_open("case_id", "case_id")),
    "referrals.Note": _of_an_open(
        "case_id",
        "case_id",
        adds=is_open("case_id", "case_id"),
        changes=is_open("case_id", "case_id"),
        only=("wrong_at", "wrong_by_id", "wrong_because"),
    ),
    "referrals.Order": _of_an_open(
        "case_id",
        "case_id",
        adds=is_open("case_id", "case_id"),
        changes=is_open("case_id", "case_id"),
        only=("ending", "ended_on", "ended_because", "ended_by_id"),
    ),
    "referrals.Child": _of_an_open(
        "case_id",
        "case_id",
        adds=is_open("case_id", "case_id"),
        changes=is_open("case_id", "case_id"),
        only=("ended_at", "ended_because", "ended_by_id"),
    ),
    "referrals.SafeguardingReferral": _of_an_open(
        "case_id",
        "case_id",
        adds=is_open("case_id", "case_id"),
        changes=is_open("case_id", "case_id"),
        only=("acknowledged_at", "acknowledged_by", "outcome", "outcome_words", "outcome_at"),
    ),
    "referrals.OnwardReferral": _of_an_open(
        "case_id",
        "case_id",
        adds=is_open("case_id", "case_id"),
        changes=is_open("case_id", "case_id"),
        only=("answer", "answered_on", "ask_on", "outcome", "outcome_on", "words"),
    ),
    # In lists that open no case, as the case itself: hidden from the same people.
    "referrals.Task": {
        "casework": says(sees=works_on, adds=holds, changes=works_on, only=OF_TASK),
        "named": says(
            sees=is_open("case_id", "case_id"),
            adds=is_open("case_id", "case_id"),
            changes=is_open("case_id", "case_id"),
            only=OF_TASK,
        ),
    },
    "referrals.Circumstances": CAME_WITH,
    "referrals.YoungPerson": OF_YOUNG,
    "referrals.ResponsibleAdult": OF_YOUNG,
    "referrals.PathChoice": _of_an_open(
        "referral_id", "referral_id", adds=is_open("referral_id", "referral_id")
    ),
    "referrals.PathDecision": _of_an_open("case_id", "case_id", adds=is_open("case_id", "case_id")),
    "referrals.ConsentAnswer": _of_an_open("case_id", "case_id", adds=is_open("case_id", "case_id")),
    "referrals.BasisChange": _of_an_open("case_id", "case_id", adds=is_open("case_id", "case_id")),
    "referrals.WayIn": KEPT,
    # Counted, and read by nobody.
    "referrals.EqualityAnswers": {
        "casework": says(adds=holds),
        "named": says(adds=holds),
        "referrer": says(adds=sent),
        MACHINE: says(adds=sent),
        PUBLIC: says(adds=holds),
        INVITED: says(adds=holds),
    },
    "referrals.NextService": KEPT,
    "referrals.RefusalWord": KEPT,
    "referrals.PauseWord": KEPT,
    # A manager who agrees reads that a clock stands still and why, and no referral.
    "referrals.Pause": {
        "casework": says(
            sees=is_open("referral_id", "referral_id"),
            adds=is_open("referral_id", "referral_id"),
            changes=is_open("referral_id", "referral_id"),
            only=("ended_at", "ended_by_id"),
        ),
        "named": says(
            sees=is_open("referral_id", "referral_id"),
            adds=is_open("referral_id", "referral_id"),
            changes=is_open("referral_id", "referral_id"),
            only=("ended_at", "ended_by_id", "is_restricted"),
        ),
        "change_manager": says(sees=holds_unless_restricted),
    },
    "referrals.Question": _of_an_open(
        "referral_id",
        "referral_id",
        adds=is_open("referral_id", "referral_id"),
        changes=is_open("referral_id", "referral_id"),
        only=("closed_at",),
    )
    | {"referrer": says(sees=sent)},
    # Of either of the two, while it is open.
    "referrals.NotSamePerson": {
        "casework": says(
            sees=is_one_of_two,
            adds=is_open("referral_id", "referral_id"),
            changes=is_one_of_two,
            only=("taken_back_by_id", "taken_back_at"),
        )
    },
    "referrals.Joining": {
        "casework": says(
            sees=is_one_record_of_two,
            adds=is_open("client_id", "client_id"),
            changes=is_one_record_of_two,
            only=("state", "answered_by_id", "answered_at", "remark", "parted_at"),
        )
    },
    "referrals.Answer": _of_an_open("referral_id", "referral_id", adds=is_open("referral_id", "referral_id"))
    | {"referrer": says(adds=sent)},
    "referrals.Decision": _of_an_open(
        "referral_id", "referral_id", adds=is_open("referral_id", "referral_id")
    ),
    "referrals.Release": _of_an_open("case_id", "case_id", adds=is_open("case_id", "case_id")),
    # What a force is told at the end of a disposal: by whoever has the case open.
    "referrals.OutcomeNotice": {
        "referrer": says(sees=sent),
        "casework": says(sees=is_open("case_id", "case_id"), adds=is_open("case_id", "case_id")),
    },
    # What an agency has not sent yet: its own who refer, unless one of them keeps it to themselves.
    "referrals.UnsentReferral": {"referrer": says(sees=sent_and_open, adds=sent, changes=sent_and_open)},
    # What somebody asked: kept for the days of the scheme by whoever answers its telephone.
    "referrals.Enquiry": {
        "casework": says(
            sees=holds,
            adds=holds,
            changes=holds,
            only=("contact", "contact_why", "decided_by_id", "decided_at", "sweep_after"),
        ),
        PUBLIC: says(adds=holds),
    },
    "referrals.Incident": _of_an_open(
        "case_id",
        "case_id",
        adds=is_open("case_id", "case_id"),
        changes=is_open("case_id", "case_id"),
        only=("taken_off_at",),
    ),
    "referrals.TakingOff": _of_an_open(
        "case_id",
        "case_id",
        adds=is_open("case_id", "case_id"),
        changes=is_open("case_id", "case_id"),
        only=("state", "answered_by_id", "answered_at", "remark"),
    ),
    "referrals.StaffMarker": _of_an_open(
        "case_id",
        "case_id",
        adds=is_open("case_id", "case_id"),
        changes=is_open("case_id", "case_id"),
        only=(
            *("confirmed_at", "confirmed_by_id", "confirmed_words"),
            *("ended_at", "ended_by_id", "ended_because"),
        ),
    ),
    "referrals.Handover": {
        "casework": says(sees=gave_or_gets, adds=gave, changes=gave_or_gets, only=SETTLING),
        "named": says(
            sees=is_open("case_id", "from_case_id"),
            changes=is_open("case_id", "from_case_id"),
            only=(*SETTLING, "is_restricted"),
        ),
    },
    "referrals.LegProgress": {
        "casework": says(
            sees=is_on_the_open_way,
            adds=holds,
            changes=is_on_the_open_way,
            only=("state", "changed_on"),
        ),
        "named": says(
            sees=is_open("client_id", "client_id"),
            adds=holds,
            changes=is_open("client_id", "client_id"),
            only=("state", "changed_on", "is_restricted"),
        ),
    },
    "referrals.Assessment": _of_an_open("case_id", "case_id", adds=is_open("case_id", "case_id")),
    "referrals.Grade": _of_an_open("case_id", "case_id", adds=is_open("case_id", "case_id")),
    "referrals.GradeAnswer": _of_an_open("case_id", "case_id", adds=is_open("case_id", "case_id")),
    "referrals.Restriction": {
        "safeguarding": AGENCYS,
        "named": AGENCYS,
        "referrer": says(adds=sent),
        MACHINE: says(adds=sent),
        PUBLIC: says(adds=of_own_agency),
        INVITED: says(adds=of_own_agency),
        "casework": says(adds=of_own_agency),
    },
    "referrals.RestrictedListing": {
        "casework": says(sees=named_there),
        "information": says(sees=named_there),
        "change_manager": says(sees=named_there),
        "safeguarding": AGENCYS,
        "named": AGENCYS,
    },
    "referrals.RestrictionAsk": {
        "safeguarding": says(sees=of_own_agency, changes=of_own_agency),
        "casework": says(adds=of_own_agency),
    },
    "referrals.GlassBreak": {
        "safeguarding": says(sees=of_own_agency, changes=of_own_agency),
        "named": says(adds=own),
    },
    "interventions.ProgrammeVersion": REFERENCE | {"change_manager": says(sees=anybody, adds=holds)},
    "interventions.FundingStream": PROVIDERS_READ
    | {"change_manager": says(sees=holds, adds=holds, changes=holds)},
    "interventions.Capacity": TAKING_PLACES | {"change_manager": says(sees=holds, adds=holds, changes=holds)},
    "interventions.AgreementText": PROVIDERS_READ | {"change_manager": says(sees=holds, adds=holds)},
    "interventions.ClientAgreement": _of_an_open("case_id", "case_id", adds=is_open("case_id", "case_id")),
    "interventions.Suitability": _of_an_open("case_id", "case_id", adds=is_open("case_id", "case_id")),
    "interventions.Enrolment": {
        "casework": says(sees=works_on, adds=holds, changes=works_on),
        "change_manager": says(
            sees=holds_unless_restricted,
            changes=holds_unless_restricted,
            only=("start_overridden", "version", "state", "ended_on"),
        ),
        "facilitator": says(sees=works_on, changes=works_on, only=("state", "version")),
        "named": says(sees=is_open("case_id", "case_id"), adds=holds, changes=is_open("case_id", "case_id")),
    },
    "interventions.EnrolmentStep": _of_an_open("case_id", "case_id", adds=holds)
    | {"change_manager": says(adds=holds), "facilitator": says(adds=holds)},
    "interventions.ProgrammeGroup": {
        "casework": says(sees=holds, adds=holds, changes=holds),
        "facilitator": says(sees=holds),
        "change_manager": says(sees=holds),
        "named": says(sees=holds),
    },
    "interventions.GroupFacilitator": OF_GROUPS,
    "interventions.GroupMember": OF_GROUPS,
    "interventions.GroupSession": {
        "casework": says(sees=holds, adds=holds, changes=holds),
        "facilitator": says(sees=holds, changes=holds),
        "change_manager": says(sees=holds),
        "named": says(sees=holds),
    },
    "interventions.Appointment": {
        "casework": says(sees=works_on, adds=holds, changes=works_on),
        "facilitator": says(sees=works_on, changes=works_on),
        "named": OPEN_CASE,
    },
    "interventions.SessionNote": {
        "casework": says(sees=holds, adds=holds),
        "facilitator": says(sees=holds, adds=holds),
    },
    "interventions.Attendance": {
        "casework": says(sees=holds_unless_restricted, adds=holds, changes=holds_unless_restricted),
        "facilitator": says(sees=holds_unless_restricted, adds=holds, changes=holds_unless_restricted),
        "named": OPEN_CASE,
    },
    "interventions.EarlierMark": _of_an_open("case_id", "case_id", adds=holds)
    | {"facilitator": says(adds=holds)},
    "interventions.Review": {
        "casework": says(sees=holds_unless_restricted, adds=holds, changes=holds_unless_restricted),
        "facilitator": says(sees=holds_unless_restricted, adds=holds),
        "change_manager": says(
            sees=holds_unless_restricted, changes=holds_unless_restricted, only=("decision", "decided_at")
        ),
        "named": OPEN_CASE,
    },
    "interventions.Concern": {
        "casework": says(sees=holds_unless_restricted, adds=holds),
        "safeguarding": says(sees=holds_unless_restricted),
        "facilitator": says(adds=holds),
        "named": says(
            sees=is_open("case_id", "case_id"),
            adds=is_open("case_id", "case_id"),
            changes=is_open("case_id", "case_id"),
            only=("is_restricted",),
        ),
    },
    "partners.Survivor": {"linkwork": says(sees=supports, adds=supports, changes=supports)},
    "partners.SafeContact": OF_AN_OPEN_SURVIVOR,
    "partners.ClientLink": OPEN_SURVIVOR,
    "partners.SurvivorContact": OF_AN_OPEN_SURVIVOR,
    "partners.Engagement": OF_AN_OPEN_SURVIVOR,
    "partners.Telling": OF_AN_OPEN_SURVIVOR,
    "partners.News": {"linkwork": says(sees=supports, changes=supports, only=("waits",))},
    "partners.SupportTimes": {"linkwork": says(sees=of_own_agency), "safety_manager": AGENCYS},
    "partners.Tracing": {"linkwork": says(sees=supports, changes=supports, only=("state", "ended_at"))},
    "partners.TracingEnding": {"linkwork": says(sees=supports, adds=supports)},
    "partners.StartAnswer": {},  # the gatekeeper's alone, who is nobody
    "partners.StartRound": {},
    "partners.SurvivorAssessment": OPEN_SURVIVOR,
    "partners.SurvivorGrade": OPEN_SURVIVOR,
    "partners.SurvivorGradeAnswer": OPEN_SURVIVOR,
    "partners.ReleaseCheck": {
        "safety_manager": says(
            sees=supports, changes=supports, only=("state", "remark", "decided_by_id", "decided_at")
        )
    },
    "partners.Slip": SLIPS | {"linkwork": says(sees=received, changes=received, only=("waits",))},
    "partners.SlipDetails": SLIPS | {"linkwork": says(sees=is_open("slip_id", "slip_id"))},
    "partners.SlipDocument": {
        EVERYBODY: says(adds=told),
        "app": NOTHING,
        "linkwork": says(sees=is_open("slip_id", "slip_id")),
    },
    "partners.SlipFiling": {"linkwork": says(sees=supports, adds=supports)},
}


def verdict(table: str, persona: str) -> Verdict:
    """What is not written is no. Whoever has no account is not everybody."""
    lines = TABLE[table]
    others = NOTHING if persona in (PUBLIC, INVITED, MACHINE) else lines.get(EVERYBODY)
    return lines.get(persona) or others or NOTHING
