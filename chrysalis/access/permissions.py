"""Everything anybody may do, as `area:verb`, each with the sentence a data-protection officer reads.

The sentence is the second half of "may …". A permission that no role holds, and a role that names
an unknown one, fail the build.
"""

from enum import Enum


class Permission(Enum):
    REFERRAL_SUBMIT = "referral:submit", "refer a person to the service of the own scheme"
    REFERRAL_WRITE_DOWN = "referral:write-down", "write down a referral that somebody tells their own agency"
    REFERRAL_INVITE = "referral:invite", "send a colleague without an account a link to refer somebody"
    IMPORT_RUN = "import:run", "bring referrals in from a spreadsheet, and take them back"
    REFERRAL_FOLLOW = "referral:follow", "see reference, word and date of what their own agency has sent"
    REFERRAL_VIEW = "referral:view", "read the referrals that came to their own agency"
    REFERRAL_ACCEPT = "referral:accept", "accept a referral and open a case from it"
    REFERRAL_ASK = "referral:ask", "ask the agency that sent a referral for more information"
    REFERRAL_ANSWER = "referral:answer", "answer what a service asks about a referral of their own agency"
    REFERRAL_RESUME = "referral:resume", "go on with a referral once what was asked is known"
    REFERRAL_PAUSE = (
        "referral:pause",
        "let the clock of a referral stand still until a day, and go on earlier",
    )
    PAUSE_AGREE = "pause:agree", "agree that the clock of a referral stands still for longer"
    REFERRAL_REDIRECT = "referral:redirect", "send a referral on to another service"
    REFERRAL_REFUSE = "referral:refuse", "refuse a referral, with a reason"
    PERSON_SEARCH = "person:search", "find a person among those whom their own agency works with"
    CASE_VIEW = "case:view", "read the cases that their own agency holds"
    CASE_EDIT = "case:edit", "correct what is recorded of a person on a case of their own agency"
    CLIENT_JOIN = (
        "client:join",
        "propose that two records of their own agency are of one person, or are not, and agree as a second",
    )
    CASE_CONTACT = "case:contact", "record an attempt to reach a person on a case of their own agency"
    CASE_MOVE = "case:move", "say how far a case of their own agency has come"
    CASE_ALLOCATE = (
        "case:allocate",
        "give cases of their own agency to a colleague, with the load of each in view",
    )
    CASE_CLOSE = "case:close", "close a case of their own agency, with a reason"
    NOTE_WRITE = "note:write", "write a note on a case of their own agency, add to one, and mark one as wrong"
    DOCUMENT_ADD = "document:add", "add a document to a case of their own agency"
    ORDER_RECORD = "order:record", "record an order that binds a person, and that it was varied or ended"
    CHILD_RECORD = "child:record", "record a child whom a person named, and whom to ring about them"
    SAFEGUARDING_REFER = (
        "safeguarding:refer",
        "record a referral to children's or adult services, and what came of it",
    )
    CONSENT_RECORD = (
        "consent:record",
        "record whether a person agrees to take part, and on which lawful basis a case is held",
    )
    PATHWAY_CHOOSE = (
        "pathway:choose",
        "choose the pathway of a person by age, and record who answers for a young one",
    )
    EQUALITY_RECORD = "equality:record", "add a person's answers to equality questions, which nobody reads"
    ONWARD_REFER = "onward:refer", "record that a person was sent on for other help, and what came of it"
    TASK_SET = (
        "task:set",
        "put something to do on a case, for oneself or a colleague, and say what came of it",
    )
    MARKER_RECORD = "marker:record", "record what staff have to be ready for, and whether it is so"
    REFERRAL_TAKE_OFF = (
        "referral:take-off",
        "propose that a referral kept with a case is of somebody else, and agree as a second",
    )
    RELEASE_RECORD = "release:record", "record when a person leaves custody"
    ENQUIRY_TAKE = (
        "enquiry:take",
        "write down what somebody asked of their own agency, read it, and decide what comes of it",
    )
    INCIDENT_RECORD = (
        "incident:record",
        "record an incident, an arrest or a breach on an open case",
    )
    HANDOVER_OFFER = "handover:offer", "offer a case of their own agency to another provider of the scheme"
    HANDOVER_TAKE = "handover:take", "read a handover offered to their own agency, take it or return it"
    SESSION_VIEW = "session:view", "see the sessions, groups and appointments of their own agency"
    SESSION_CANCEL = "session:cancel", "cancel a session or an appointment of their own agency"
    REGISTER_MARK = "register:mark", "mark who was at a session or an appointment of their own agency"
    GROUP_EDIT = "group:edit", "set up groups of their own agency, their dates, and who is in them"
    APPOINTMENT_BOOK = "appointment:book", "book appointments for a person with a place"
    CONCERN_RAISE = "concern:raise", "raise a concern for somebody's safety from a register"
    CONCERN_VIEW = "concern:view", "read the concerns raised in their own agency"
    REVIEW_DECIDE = "review:decide", "decide whether a paused place goes on or ends, in their own agency"
    PLACE_END = "place:end", "end a person's place on a programme of their own agency"
    PROGRAMME_VIEW = "programme:view", "read how programmes are run, and how many places are left"
    PROGRAMME_EDIT = (
        "programme:edit",
        "set how their own agency runs its programmes, and its client agreement",
    )
    FUNDING_EDIT = "funding:edit", "keep their own agency's funding streams and the places they pay for"
    PLACE_VIEW = "place:view", "see who waits for a programme of their own agency, and who has a place"
    PLACE_OFFER = "place:offer", "say what decides which programme, and put a person on a waiting list"
    PLACE_BOOK = "place:book", "book a place on a programme, and give one back"
    AGREEMENT_TAKE = "client-agreement:take", "record that a person signed the client agreement, or did not"
    START_OVERRIDE = "start:override", "let a programme begin before partner support's checks, with a reason"
    SLIP_VIEW = "slip:view", "read what the own partner support service was told of somebody harmed"
    SLIP_FILE = "slip:file", "file what was told to the survivor it is about"
    SURVIVOR_VIEW = "survivor:view", "read of the survivors whom their own agency supports"
    SURVIVOR_RECORD = "survivor:record", "record and correct what is known of a survivor"
    SURVIVOR_CONTACT = (
        "survivor:contact",
        "have shown how a survivor is reached, and record what came of it",
    )
    SURVIVOR_TELL = "survivor:tell", "say whether a survivor was told what happened"
    CLIENT_TRACE = "client:trace", "see who was taken on with no survivor linked, and say whom they harmed"
    SUPPORT_TIME = "support:time", "set how soon the own service tells survivors, and how long it tries"
    CLIENT_FIND = "client:find", "find a person referred in an own scheme by exact name and date of birth"
    CASE_RESTRICT = (
        "case:restrict",
        "restrict a case of their own agency, and lift that with a second lead",
    )
    CASE_NAME = "case:name", "name who may open a restricted case of their own agency"
    RESTRICTION_ASK = "restriction:ask", "ask a safeguarding lead to restrict a case of their own agency"
    GLASS_BREAK = "glass:break", "open a restricted case for an hour in an emergency, with a reason"
    GLASS_REVIEW = "glass:review", "review emergency openings of restricted cases of their own agency"
    CONFLICT_DECLARE = "conflict:declare", "declare knowing somebody outside work"
    CONFLICT_END = "conflict:end", "end a connection that a colleague declared"
    CASE_WHO_LOOKED = "case:who-looked", "see who looked at a case that their own agency holds"
    CASE_WHO_SEES = "case:who-sees", "see who can open a case that their own agency holds, and why"
    LOG_VIEW = "log:view", "see who in their own agency looked at what, on the own side"
    ALERT_ACKNOWLEDGE = "alert:acknowledge", "answer alerts of possible misuse in their own agency"
    ALERT_LIMIT = "alert:limit", "set from how many on an alert is raised in their own agency"
    ACCOUNT_VIEW = "account:view", "see who in their own agency has an account, and in which role"
    ACCOUNT_INVITE = "account:invite", "invite a colleague to a role within the own reach"
    ACCOUNT_END = "account:end", "end a colleague's place in their own agency"
    AGREEMENT_VIEW = "agreement:view", "read the information-sharing agreements of their own agency's schemes"
    AGREEMENT_EDIT = "agreement:edit", "record, sign and renew agreements for their own agency"
    AGENCY_EDIT = "agency:edit", "set how their own agency works"
    RECORDS_SYSTEM_EDIT = (
        "records-system:edit",
        "let a records system of their own agency refer, and take its secrets away again",
    )
    AREA_EDIT = "area:edit", "keep the table of areas of their own agency's schemes"

    TRIAGE_EDIT = (
        "triage:edit",
        "keep next services, words of refusals and pauses, and the ways in, of their own agency's schemes",
    )
    RISK_ASSESS = "risk:assess", "complete a tool of risk that they are trained in"
    RISK_GRADE = "risk:grade", "say how dangerous somebody is, and why"
    RISK_AGREE = "risk:agree", "agree, as a second person, to a grade that a colleague lowered"
    RISK_SET = "risk:set", "set when grades are reviewed in their own agency, and who must agree"
    TRAINING_RECORD = "training:record", "record which tools a colleague in their own agency is trained in"

    REPORT_VIEW = "report:view", "see the documents that one asked for in this place"
    REPORT_CASE = "report:case", "have papers about a case of their own agency printed: summary, attendance"
    REPORT_REGISTER = "report:register", "have the paper register of a session of their own agency printed"
    REPORT_FIGURES = "report:figures", "have the register and the figures of the own service printed"
    RELEASE_REVIEW = "release:review", "decide whether a document that may name somebody harmed leaves"
    SNAG_MEND = "snag:mend", "see what the service could not pass on, and have it tried again"
    NOTICE_OVERSEE = "notice:oversee", "see which notices are overdue in their own agency, on the own side"
    HOURS_EDIT = "hours:edit", "say when their own agency is open, and whether somebody is on duty otherwise"
    ABSENCE_EDIT = "absence:edit", "say that a colleague in their own agency is away, and who covers"

    def __init__(self, slug: str, english: str) -> None:
        self.slug, self.english = slug, english

    def __str__(self) -> str:
        return self.slug
