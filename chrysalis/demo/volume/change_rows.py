"""What a referral and its case leave on the change side: as the actions of `referrals` would have left it."""

from chrysalis.demo.volume.fillings import Filling
from referrals.models import (
    PERSON_FIELDS,
    Case,
    CaseState,
    Client,
    ContactAttempt,
    CustodyDetails,
    Identifier,
    LegProgress,
    Pathway,
    PersonKey,
    Referral,
    ReferralState,
    ReferralStatus,
    Source,
    Step,
)


ARRIVED = "arrival a"
OPENED = "arrival a JOIN standing s ON s.n = a.n"
# With how far they are on a programme, if they have a place on one.
GOING = f"{OPENED} LEFT JOIN course c ON c.n = a.n"
KNOWN = {
    "given_names": "a.given",
    "family_name": "a.family",
    "known_as": "a.known_as",
    "date_of_birth": "a.date_of_birth",
    "sex": "a.sex",
    "language": "a.language",
    "telephone": "a.telephone",
    "telephone_is_safe": "a.telephone_is_safe",
    "telephone_held_by_police": "pg_temp.dice(a.n, 40) < 0.15",
    "staying_at": "a.staying_at",
}
PERSON = {name: KNOWN[name] for name in PERSON_FIELDS if name in KNOWN}
HELD = {"provider_agency_id": "a.provider"}
SENT = HELD | {"referring_agency_id": "a.suite"}
RECEIVED, TAKEN = ReferralState.RECEIVED, ReferralState.ACCEPTED
STAGE = (
    f"CASE WHEN c.begun_at IS NOT NULL THEN '{CaseState.ACTIVE}'"
    f" WHEN a.is_reached THEN '{CaseState.ASSESSMENT}' ELSE '{CaseState.CONTACTING}' END"
)
LONDON_DAY = "(%s AT TIME ZONE 'Europe/London')::date"
# The keys of the name, and those of everything else that was given, in the form of `person_keys.py`.
KEYS = """
    arrival a CROSS JOIN LATERAL (
      SELECT * FROM unnest(a.keys, a.shown) named(text, shown)
      UNION ALL SELECT 'born:' || a.date_of_birth, a.date_of_birth
      UNION ALL SELECT 'phone:' || reverse(substr(replace(a.telephone, ' ', ''), 2)), a.telephone
        WHERE a.telephone <> ''
      UNION ALL SELECT 'reference:' || a.handle, a.reference
      UNION ALL SELECT 'number:' || replace(a.custody_number, '/', ''),
        'Custody record number ' || a.custody_number
      UNION ALL SELECT 'number:' || a.pnc, 'PNC ID ' || left(a.pnc, 2) || '/' || substr(a.pnc, 3)
        WHERE a.pnc <> ''
    ) given"""
PNC = "CASE WHEN a.pnc = '' THEN '' ELSE left(a.pnc, 2) || '/' || substr(a.pnc, 3) END"
RELEASE = "a.received_at + (2 + floor(pg_temp.dice(a.n, 48) * 12)) * interval '1 hour'"

REFERRAL = Filling(
    Referral,
    ARRIVED,
    PERSON | SENT | {
        "id": "a.referral_id",
        "reference": "a.reference",
        "scheme_id": "a.scheme",
        "sent_by_id": "a.officer",
        "source": f"'{Source.CUSTODY}'",
        "lawful_basis": "'recognised_legitimate'",
        "state": f"CASE WHEN a.is_waiting THEN '{RECEIVED}' ELSE '{TAKEN}' END",
        "received_at": "a.received_at",
        "first_contact_due_at": "a.contact_due",
        "decided_at": "CASE WHEN NOT a.is_waiting THEN a.accepted_at END",
        "is_restricted": "a.is_restricted",
        "name_key": "a.name_key",
    },
)  # fmt: skip
CUSTODY = Filling(
    CustodyDetails,
    ARRIVED,
    SENT | {
        "id": "pg_temp.key('custody', a.n)",
        "referral_id": "a.referral_id",
        "custody_record_number": "a.custody_number",
        "pnc_id": PNC,
        "arrested_at": "a.received_at - (90 + floor(pg_temp.dice(a.n, 41) * 810)) * interval '1 minute'",
        "alleged_offence": "pg_temp.pick(%(alleged)s::text[], pg_temp.dice(a.n, 42))",
        "officer_in_case": "pg_temp.pick(%(officers)s::text[], pg_temp.dice(a.n, 43))",
        "fit_to_talk": "pg_temp.pick(ARRAY['yes', 'yes', 'yes', 'not_yet'], pg_temp.dice(a.n, 44))",
        "appropriate_adult": "'not_needed'",
        "interview": "pg_temp.pick(ARRAY['before', 'after', 'after'], pg_temp.dice(a.n, 45))",
        "agrees": "pg_temp.pick(ARRAY['yes', 'yes', 'yes', 'yes', 'not_asked'], pg_temp.dice(a.n, 46))",
        "outcome": "pg_temp.pick(ARRAY['in_custody', 'bailed', 'rui', 'charged'], pg_temp.dice(a.n, 47))",
        "release_expected_at": RELEASE,
        "markers": "'{}'",
    },
)  # fmt: skip
STATUS = Filling(
    ReferralStatus,
    "arrival a LEFT JOIN course c ON c.n = a.n",
    SENT | {
        "id": "pg_temp.key('status', a.n)",
        "reference": "a.reference",
        "referral_key": "a.referral_id",
        "word": "CASE WHEN c.begun_at IS NOT NULL THEN 'started' WHEN a.is_waiting THEN 'received'"
        " ELSE 'accepted' END",
        "sent_at": "a.received_at",
        "changed_on": LONDON_DAY % "CASE WHEN c.begun_at IS NOT NULL THEN c.begun_at"
        " WHEN a.is_waiting THEN a.received_at ELSE a.accepted_at END",
    },
)  # fmt: skip
KEY = Filling(
    PersonKey,
    KEYS,
    SENT | {
        "id": "pg_temp.key(given.text, a.n)",
        "referral_id": "a.referral_id",
        "is_restricted": "a.is_restricted",
        "name_key": "a.name_key",
        "date_of_birth": "a.date_of_birth",
        "text": "given.text",
        "shown": "given.shown",
    },
)  # fmt: skip
CLIENT = Filling(Client, OPENED, PERSON | HELD | {"id": "a.client_id", "scheme_id": "a.scheme"})
IDENTIFIER = Filling(
    Identifier,
    f"{OPENED} WHERE a.pnc <> ''",
    HELD | {
        "id": "pg_temp.key('identifier', a.n)",
        "client_id": "a.client_id",
        "kind": "'pnc'",
        "raw": PNC,
        "tidy": PNC,
    },
)  # fmt: skip
PATHWAY = Filling(
    Pathway,
    OPENED,
    HELD | {"id": "pg_temp.key('pathway', a.n)", "client_id": "a.client_id", "began_at": "a.accepted_at"},
)
CASE = Filling(
    Case,
    GOING,
    HELD | {
        "id": "a.case_id",
        "pathway_id": "pg_temp.key('pathway', a.n)",
        "client_id": "a.client_id",
        "referral_id": "a.referral_id",
        "first_referral_id": "a.referral_id",
        "scheme_id": "a.scheme",
        "allocated_worker_id": "a.caseworker",
        "state": STAGE,
        "opened_at": "a.accepted_at",
        "person_name": "a.family || ', ' || a.given",
        "reference": "a.reference",
        "name_key": "a.name_key",
        "date_of_birth": "a.date_of_birth",
        "lawful_basis": "'recognised_legitimate'",
        "next_action": "CASE WHEN c.begun_at IS NULL THEN s.next_action ELSE '' END",
        "next_due_at": "CASE WHEN c.begun_at IS NULL THEN s.next_due_at END",
        "is_restricted": "a.is_restricted",
        "version": "s.version + (c.begun_at IS NOT NULL)::integer",
    },
)  # fmt: skip
PROGRESS = Filling(
    LegProgress,
    GOING,
    HELD | {
        "id": "pg_temp.key('progress', a.n)",
        "case_id": "a.case_id",
        "client_id": "a.client_id",
        "state": STAGE,
        "began_on": LONDON_DAY % "a.accepted_at",
        "changed_on": LONDON_DAY % "coalesce(c.begun_at,"
        " CASE WHEN a.is_reached THEN s.reached_or_tried_at END, a.accepted_at)",
        "is_restricted": "a.is_restricted",
    },
)  # fmt: skip
ACCEPTED = Filling(
    Step,
    OPENED,
    HELD | {
        "id": "pg_temp.key('step', a.n)",
        "case_id": "a.case_id",
        "transition": "'accept'",
        "target": f"'{CaseState.CONTACTING}'",
        "by_id": "a.caseworker",
        "at": "a.accepted_at",
    },
)  # fmt: skip
REACHED = Filling(
    Step,
    "attempt a WHERE a.has_reached",
    HELD | {
        "id": "pg_temp.key('reached', a.n)",
        "case_id": "a.case_id",
        "transition": "'reach'",
        "source": f"'{CaseState.CONTACTING}'",
        "target": f"'{CaseState.ASSESSMENT}'",
        "by_id": "a.caseworker",
        "at": "a.recorded_at",
    },
)  # fmt: skip
ATTEMPT = Filling(
    ContactAttempt,
    "attempt a",
    HELD | {
        "id": "pg_temp.key('attempt ' || a.turn, a.n)",
        "case_id": "a.case_id",
        "channel": "'call'",
        "outcome": "CASE WHEN a.has_reached THEN 'reached' ELSE 'no_answer' END",
        "account": "CASE WHEN a.has_reached THEN 'Spoke for ten minutes. Asked about evenings.'"
        " ELSE 'Rang twice, an hour apart.' END",
        "made_at": "a.recorded_at - interval '10 minutes'",
        "by_id": "a.caseworker",
        "recorded_at": "a.recorded_at",
    },
)  # fmt: skip

FILLINGS = (
    REFERRAL, CUSTODY, STATUS, KEY, CLIENT, IDENTIFIER, PATHWAY, CASE, PROGRESS, ACCEPTED, REACHED,
    ATTEMPT,
)  # fmt: skip
