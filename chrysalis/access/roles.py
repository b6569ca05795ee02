"""One class a role: which side it is on, what it is for, and all that it may do.

A role arrives with its first task and is retired, never deleted: memberships keep its slug.
"""

from chrysalis.access.barriers import Side
from chrysalis.access.permissions import Permission as P
from chrysalis.access.purposes import Purpose
from chrysalis.registry import Registry


class Role:
    slug: str
    name: str
    persona: str  # the database role its work runs as
    side: Side
    description: str
    agency_kinds: frozenset[str]  # where the role makes sense; empty means any agency
    permissions: frozenset[P]
    may_appoint: frozenset[str] = frozenset()  # slugs of the roles it may give to colleagues
    climbs_to: str = ""  # slug of the role told next of what this one did not answer in time
    idle_minutes: int = 20  # an agency's own limit may be shorter
    purpose: Purpose = Purpose.OWN_WORK  # of what it does, in the log, unless another is given


ROLES: Registry[type[Role]] = Registry("role", key=lambda role: role.slug)


@ROLES.add
class CustodyOfficer(Role):
    slug, name = "custody-officer", "Custody officer"
    persona, side = "referrer", Side.CHANGE
    description = "Refers people held in a custody suite, and sees that each referral was received."
    agency_kinds = frozenset({"custody_suite"})
    permissions = frozenset({P.REFERRAL_SUBMIT, P.REFERRAL_FOLLOW, P.REFERRAL_ANSWER})
    idle_minutes = 10
    purpose = Purpose.REFERRING


@ROLES.add
class Referrer(Role):
    slug, name = "referrer", "Referrer"
    persona, side = "referrer", Side.CHANGE
    description = "Refers people known to the own agency, and sees that each referral was received."
    agency_kinds = frozenset({"police_force", "council", "probation", "health", "other"})
    permissions = frozenset({P.REFERRAL_SUBMIT, P.REFERRAL_FOLLOW, P.REFERRAL_ANSWER})
    purpose = Purpose.REFERRING


@ROLES.add
class Caseworker(Role):
    slug, name = "caseworker", "Caseworker"
    persona, side = "casework", Side.CHANGE
    description = "Works the inbox against the clock, opens cases and makes contact with people referred."
    agency_kinds = frozenset({"provider"})
    permissions = frozenset(
        {
            P.REFERRAL_VIEW, P.REFERRAL_ACCEPT, P.PERSON_SEARCH, P.CASE_VIEW, P.CASE_EDIT, P.CASE_CONTACT,
            P.REFERRAL_WRITE_DOWN, P.REFERRAL_INVITE, P.ENQUIRY_TAKE, P.IMPORT_RUN, P.CLIENT_JOIN,
            P.CASE_ALLOCATE,
            P.GLASS_BREAK, P.CONFLICT_DECLARE, P.CASE_WHO_LOOKED, P.CASE_WHO_SEES,
            P.RESTRICTION_ASK,
            P.REFERRAL_ASK, P.REFERRAL_RESUME, P.REFERRAL_REDIRECT, P.REFERRAL_REFUSE, P.REFERRAL_PAUSE,
            P.CASE_MOVE,
            P.CASE_CLOSE, P.RELEASE_RECORD, P.INCIDENT_RECORD, P.HANDOVER_OFFER, P.HANDOVER_TAKE,
            P.REPORT_VIEW, P.REPORT_CASE, P.REPORT_REGISTER,
            P.SESSION_VIEW, P.SESSION_CANCEL, P.REGISTER_MARK, P.GROUP_EDIT, P.APPOINTMENT_BOOK,
            P.CONCERN_RAISE, P.CONCERN_VIEW, P.REVIEW_DECIDE, P.PLACE_END,
            P.PROGRAMME_VIEW, P.PLACE_VIEW, P.PLACE_OFFER, P.PLACE_BOOK, P.AGREEMENT_TAKE,
            P.RISK_ASSESS, P.RISK_GRADE, P.RISK_AGREE,
            P.NOTE_WRITE, P.DOCUMENT_ADD, P.ORDER_RECORD, P.CHILD_RECORD, P.SAFEGUARDING_REFER,
            P.ONWARD_REFER, P.TASK_SET, P.MARKER_RECORD, P.REFERRAL_TAKE_OFF,
            P.CONSENT_RECORD, P.PATHWAY_CHOOSE, P.EQUALITY_RECORD,
        }
    )  # fmt: skip
    climbs_to = "service-manager"
    purpose = Purpose.CASEWORK


@ROLES.add
class Facilitator(Role):
    slug, name = "facilitator", "Facilitator"
    persona, side = "facilitator", Side.CHANGE
    description = (
        "Leads groups and appointments: sees this week's sessions and who is expected, marks who came, and "
        "raises a concern at once. Reads no case."
    )
    agency_kinds = frozenset({"provider"})
    permissions = frozenset(
        {
            P.SESSION_VIEW,
            P.SESSION_CANCEL,
            P.REGISTER_MARK,
            P.CONCERN_RAISE,
            P.CONFLICT_DECLARE,
            P.REPORT_VIEW,
            P.REPORT_REGISTER,
        }
    )
    climbs_to = "service-manager"
    idle_minutes = 20
    purpose = Purpose.CASEWORK


@ROLES.add
class LinkWorker(Role):
    slug, name = "link-worker", "Link worker"
    persona, side = "linkwork", Side.SAFETY
    description = "Supports survivors, and hears what others tell of them. Tells the other side nothing."
    agency_kinds = frozenset({"victim_service"})
    permissions = frozenset(
        {
            P.SLIP_VIEW, P.SLIP_FILE, P.SURVIVOR_VIEW, P.SURVIVOR_RECORD, P.SURVIVOR_CONTACT, P.SURVIVOR_TELL,
            P.CLIENT_FIND, P.CLIENT_TRACE,
            P.RISK_ASSESS, P.RISK_GRADE, P.RISK_AGREE,
        }
    )  # fmt: skip
    climbs_to = "partner-support-manager"
    idle_minutes = 15
    purpose = Purpose.SUPPORT


@ROLES.add
class ServiceManager(Role):
    slug, name = "service-manager", "Service manager"
    persona, side = "change_manager", Side.CHANGE
    description = (
        "Sees which notices are overdue, who waits and what places are left, and is told of what was not "
        "answered in time. Sets how programmes are run, and has the figures of the service printed. Reads no "
        "case."
    )
    agency_kinds = frozenset({"provider"})
    permissions = frozenset(
        {
            P.NOTICE_OVERSEE, P.SNAG_MEND, P.PROGRAMME_VIEW, P.PROGRAMME_EDIT, P.FUNDING_EDIT, P.PLACE_VIEW,
            P.START_OVERRIDE, P.REVIEW_DECIDE, P.REPORT_VIEW, P.REPORT_FIGURES, P.PAUSE_AGREE,
        }
    )  # fmt: skip
    climbs_to = "safeguarding-lead"
    purpose = Purpose.SUPERVISION


@ROLES.add
class PartnerSupportManager(Role):
    slug, name = "partner-support-manager", "Partner support manager"
    persona, side = "safety_manager", Side.SAFETY
    description = (
        "Sees which notices are overdue, and is told of whatever was not answered in time. Decides whether a "
        "document that may name somebody harmed leaves, and says how soon survivors are told. Reads no "
        "survivor's record, and tells the other side nothing."
    )
    agency_kinds = frozenset({"victim_service"})
    permissions = frozenset({P.NOTICE_OVERSEE, P.SNAG_MEND, P.SUPPORT_TIME, P.RELEASE_REVIEW})
    idle_minutes = 15
    purpose = Purpose.SUPERVISION


@ROLES.add
class SafeguardingLead(Role):
    slug, name = "safeguarding-lead", "Safeguarding lead"
    persona, side = "safeguarding", Side.CHANGE
    description = (
        "Restricts cases and names who may open them, is told of every emergency opening, and reviews it. "
        "Reads no restricted case."
    )
    agency_kinds = frozenset({"provider"})
    permissions = frozenset(
        {
            P.CASE_RESTRICT, P.CASE_NAME, P.GLASS_REVIEW, P.CONFLICT_DECLARE, P.CONFLICT_END,
            P.CONCERN_VIEW,
        }
    )  # fmt: skip
    idle_minutes = 15


@ROLES.add
class InformationOfficer(Role):
    slug, name = "information-officer", "Information officer"
    persona, side = "information", Side.CHANGE
    description = (
        "Sees who in the agency looked at what, and who looked at what the agency holds. Keeps its "
        "information-sharing agreements in order. Reads no case."
    )
    agency_kinds = frozenset()
    permissions = frozenset(
        {P.AGREEMENT_VIEW, P.AGREEMENT_EDIT, P.LOG_VIEW, P.ALERT_ACKNOWLEDGE, P.ALERT_LIMIT},
    )
    purpose = Purpose.LAWFULNESS


@ROLES.add
class SafetyInformationOfficer(Role):
    slug, name = "safety-information-officer", "Information officer, partner support"
    persona, side = "safety_information", Side.SAFETY
    description = (
        "Sees who looked at what in the agency's work with survivors. Reads no survivor's record, and "
        "nothing of the other side."
    )
    agency_kinds = frozenset({"victim_service"})
    permissions = frozenset({P.LOG_VIEW, P.ALERT_ACKNOWLEDGE, P.ALERT_LIMIT})
    purpose = Purpose.LAWFULNESS


@ROLES.add
class AgencyAdministrator(Role):
    slug, name = "agency-administrator", "Agency administrator"
    persona, side = "app", Side.NEITHER
    description = (
        "Keeps the accounts of the own agency. Sees no case, and can give no role beyond the own reach."
    )
    agency_kinds = frozenset()
    permissions = frozenset(
        {
            P.ACCOUNT_VIEW, P.ACCOUNT_INVITE, P.ACCOUNT_END, P.AGREEMENT_VIEW, P.AREA_EDIT, P.AGENCY_EDIT,
            P.HOURS_EDIT, P.ABSENCE_EDIT, P.SNAG_MEND, P.TRIAGE_EDIT, P.RISK_SET, P.TRAINING_RECORD,
            P.RECORDS_SYSTEM_EDIT,
        }
    )  # fmt: skip
    may_appoint = frozenset(
        {
            "custody-officer",
            "referrer",
            "caseworker",
            "facilitator",
            "safeguarding-lead",
            "link-worker",
            "service-manager",
            "partner-support-manager",
            "information-officer",
            "safety-information-officer",
            "agency-administrator",
        }
    )
    idle_minutes = 15


def role_choices() -> list[tuple[str, str]]:
    return [(role.slug, role.name) for role in ROLES]
