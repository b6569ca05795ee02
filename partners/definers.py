"""The questions that cross from a client to the survivors linked to them: asked by the service itself alone.

SAFETY: they tell who supports somebody harmed by a given person, and how far that has come. No hat may
call them; the answers go straight into notices and news on this side, or become one neutral word.
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from chrysalis.access.definers import DEFINERS, Definer
from partners.rules.third_parties import Protected
from referrals.gates.persons import records_with


MOST = 50  # survivors of one person, far beyond any real number
OFFERED = 10  # survivors offered to whoever traces
RECORDS = records_with("client")  # of the person asked about, under whatever key
SAME_NAME = " = ".join(
    rf"lower(regexp_replace(btrim({who}.given_names || ' ' || {who}.family_name), '\s+', ' ', 'g'))"
    for who in ("same", "traced")
)
SUPPORTERS = """TABLE (survivor_id uuid, worker_id uuid, agency_id uuid, tier text, grade text,
            client_id uuid, linked_at timestamptz, since timestamptz, form uuid,
            link uuid)"""
SUPPORTER = """survivor.id, survivor.link_worker_id, survivor.support_agency_id, survivor.tier::text,
            survivor.grade::text"""

# What a slip may have stood beside: the referral that a leg began with, and those that joined it later.
CAME = """JOIN LATERAL (
                SELECT leg.first_referral_id AS id
                UNION SELECT told.referral_id FROM referrals_incident told
                WHERE told.case_id = leg.id AND told.referral_id IS NOT NULL AND told.taken_off_at IS NULL
            ) came ON true
            JOIN referrals_referral referral ON referral.id = came.id"""

DEFINERS.add(
    Definer(
        "supporters_of",
        takes="client uuid",
        gives=SUPPORTERS,
        body=f"""
        SELECT {SUPPORTER}, client, min(about.linked_at), min(about.since), NULL::uuid,
            (array_agg(about.link ORDER BY about.linked_at) FILTER (WHERE about.link IS NOT NULL))[1]
        FROM (
            SELECT link.survivor_id, link.linked_at, link.linked_at AS since, link.id AS link
            FROM partners_clientlink link WHERE link.client_id IN {RECORDS}
            UNION ALL
            SELECT filing.survivor_id, NULL, filing.filed_at, NULL
            FROM referrals_case leg
            {CAME}
            JOIN partners_slip slip ON slip.came_with = referral.sent_as
            JOIN partners_slipfiling filing ON filing.slip_id = slip.id
            WHERE leg.client_id IN {RECORDS} AND NOT referral.is_restricted
        ) about JOIN partners_survivor survivor ON survivor.id = about.survivor_id
        GROUP BY survivor.id ORDER BY survivor.id LIMIT {MOST}
        """,  # noqa: S608 - constants of this module
        personas=frozenset({"courier"}),
        why="Whom to tell of what happens on a case: whoever is linked, or was told of beside the referral. "
        "The courier opens nothing, and so could ask no row.",
    )
)
DEFINERS.add(
    Definer(
        "supporters_told_with",
        takes="either uuid",
        gives=SUPPORTERS,
        body=f"""
        SELECT {SUPPORTER},
            (SELECT leg.client_id FROM referrals_case leg
                WHERE leg.first_referral_id = referral.id OR leg.id = referral.joined_case_id LIMIT 1),
            NULL::timestamptz, filing.filed_at, slip.came_with, NULL::uuid
        FROM partners_slip slip
        JOIN partners_slipfiling filing ON filing.slip_id = slip.id
        JOIN partners_survivor survivor ON survivor.id = filing.survivor_id
        JOIN referrals_referral referral ON referral.sent_as = slip.came_with
        WHERE (slip.id = either OR referral.id = either) AND NOT referral.is_restricted
        ORDER BY survivor.id LIMIT {MOST}
        """,  # noqa: S608 - constants of this module
        personas=frozenset({"courier"}),
        why="Whom to tell that a referral was made or refused: whoever was told of in the form beside it.",
    )
)
DEFINERS.add(
    Definer(
        "slips_waiting_with",
        takes="client uuid",
        gives="TABLE (slip_id uuid, agency_id uuid)",
        body=f"""
        SELECT DISTINCT slip.id, slip.receiving_agency_id
        FROM referrals_case leg
        {CAME}
        JOIN partners_slip slip ON slip.came_with = referral.sent_as
        WHERE leg.client_id IN {RECORDS} AND slip.waits AND NOT referral.is_restricted
        ORDER BY slip.id LIMIT {MOST}
        """,  # noqa: S608 - constants of this module
        personas=frozenset({"courier"}),
        why="Which slips to read sooner, since the person whom they came with may be danger to somebody now.",
    )
)
DEFINERS.add(
    Definer(
        "likely_harmed_by",
        takes="client uuid",
        gives="TABLE (survivor_id uuid, why text)",
        body=f"""
        WITH traced AS (
            SELECT person.* FROM referrals_client person
            WHERE person.id = client
              AND person.scheme_id IN (
                SELECT part.scheme_id FROM agencies_participation part
                WHERE part.agency_id = (SELECT ctx_agency_id()) AND part.part = 'partner_support')
              AND NOT EXISTS (
                SELECT FROM referrals_case leg WHERE leg.client_id IN {RECORDS} AND leg.is_restricted)
        ), found AS (
            SELECT link.survivor_id, 'joined' AS why
            FROM traced JOIN partners_clientlink link
                ON link.client_id IN {RECORDS} AND link.client_id <> traced.id
            UNION ALL
            SELECT link.survivor_id, 'namesake'
            FROM traced JOIN referrals_client same
                ON same.date_of_birth = traced.date_of_birth AND same.scheme_id = traced.scheme_id
                AND same.id <> traced.id AND {SAME_NAME}
            JOIN partners_clientlink link ON link.client_id = same.id
            WHERE traced.date_of_birth <> ''
            UNION ALL
            SELECT filing.survivor_id, 'slip'
            FROM traced JOIN referrals_case leg ON leg.client_id IN {RECORDS}
            {CAME}
            JOIN partners_slip slip ON slip.came_with = referral.sent_as
            JOIN partners_slipfiling filing ON filing.slip_id = slip.id
        )
        SELECT survivor.id, max(found.why) FROM found
        JOIN partners_survivor survivor ON survivor.id = found.survivor_id
        WHERE survivor.support_agency_id = ctx_agency_id()
        GROUP BY survivor.id ORDER BY survivor.id LIMIT {OFFERED}
        """,  # noqa: S608 - constants of this module
        personas=frozenset({"linkwork"}),
        why="whom to offer to a link worker who traces: own survivors whom that person harmed, under an "
        "earlier referral or as a slip beside this one tells",
    )
)
DEFINERS.add(
    Definer(
        "start_facts",
        takes="until timestamptz",
        gives=(
            "TABLE (client_id uuid, survivor_id uuid, agency_id uuid, worker_id uuid, tier text, "
            "was_reached boolean, tries timestamptz[])"
        ),
        body="""
        WITH records AS (
            SELECT id, joined_to_id AS lead FROM referrals_client WHERE joined_to_id IS NOT NULL
            UNION SELECT joined_to_id, joined_to_id FROM referrals_client WHERE joined_to_id IS NOT NULL
        ), linked AS (
            SELECT client_id, survivor_id, linked_at FROM partners_clientlink
            UNION ALL
            SELECT other.id, link.survivor_id, link.linked_at
            FROM partners_clientlink link JOIN records ON records.id = link.client_id
            JOIN records other ON other.lead = records.lead AND other.id <> records.id
        )
        SELECT DISTINCT ON (link.client_id, survivor.id)
            link.client_id, survivor.id, survivor.support_agency_id, survivor.link_worker_id,
            coalesce((SELECT wanted.tier FROM partners_engagement wanted
                WHERE wanted.survivor_id = survivor.id AND wanted.recorded_at <= until
                ORDER BY wanted.recorded_at DESC, wanted.id DESC LIMIT 1), 'not_asked')::text,
            EXISTS (SELECT FROM partners_survivorcontact c
                WHERE c.survivor_id = survivor.id AND c.recorded_at <= until AND c.outcome = 'spoke'),
            ARRAY(SELECT c.made_at FROM partners_survivorcontact c
                WHERE c.survivor_id = survivor.id AND c.recorded_at <= until AND c.outcome <> 'spoke')
        FROM linked link JOIN partners_survivor survivor ON survivor.id = link.survivor_id
        WHERE link.linked_at <= until ORDER BY link.client_id, survivor.id
        """,
        personas=frozenset({"safety_system"}),
        why="What the words of the start gate are made of, as it stood at a set time. It opens no survivor.",
    )
)

DEFINERS.add(
    Definer(
        "protected_of",
        takes="clients uuid[]",
        gives="TABLE (agency_id uuid, kind text, value text)",
        body=f"""
        WITH harmed AS (
            SELECT DISTINCT survivor.id, survivor.support_agency_id, survivor.name, survivor.name_to_use
            FROM unnest(clients) AS printed (id)
            CROSS JOIN LATERAL {records_with("printed.id")} AS record (id)
            JOIN partners_clientlink link ON link.client_id = record.id
            JOIN partners_survivor survivor ON survivor.id = link.survivor_id
        ), told AS (
            SELECT harmed.support_agency_id, details.name, details.telephone, details.address
            FROM harmed JOIN partners_slipfiling filing ON filing.survivor_id = harmed.id
            JOIN partners_slipdetails details ON details.slip_id = filing.slip_id
        )
        SELECT support_agency_id, 'name', name FROM harmed
        UNION SELECT support_agency_id, 'name', name_to_use FROM harmed WHERE name_to_use <> ''
        UNION SELECT harmed.support_agency_id, 'way', way.value
            FROM harmed JOIN partners_safecontact way ON way.survivor_id = harmed.id
        UNION SELECT support_agency_id, 'name', name FROM told WHERE name <> ''
        UNION SELECT support_agency_id, 'way', telephone FROM told WHERE telephone <> ''
        UNION SELECT support_agency_id, 'way', address FROM told WHERE address <> ''
        """,  # noqa: S608 - constants of this module
        personas=frozenset({"release"}),
        why="What of a survivor must not stand in a document about the person they are linked to.",
    )
)


@dataclass(frozen=True)
class Supporter:
    survivor_id: UUID
    worker_id: UUID
    agency_id: UUID
    tier: str = ""
    grade: str = ""  # empty: nobody judged yet how much danger the survivor is in
    client_id: UUID | None = None
    linked_at: dt.datetime | None = None  # none: told of beside the referral, and nobody has linked them yet
    since: dt.datetime | None = None  # from when on they are told what happens, as it happens
    form: UUID | None = None  # the referrer's form beside which the survivor was told of
    link_id: UUID | None = None  # the survivor's own link to the person, where there is one


def supporters_of(client_id: UUID) -> list[Supporter]:
    """Of those linked to the person, and of those to whom a slip was filed that came with the referral."""
    return _supporters("supporters_of", client_id)


def supporters_told_with(either: UUID) -> list[Supporter]:
    """Of a slip or of a referral: the survivor to whom the slip was filed that came with the referral."""
    return _supporters("supporters_told_with", either)


def _supporters(name: str, key: UUID) -> list[Supporter]:
    with connection.cursor() as cursor:
        cursor.callproc(name, [key])
        return [Supporter(*row) for row in cursor.fetchall()]


@dataclass(frozen=True)
class WaitingSlip:
    slip_id: UUID
    agency_id: UUID


def slips_waiting_with(client_id: UUID) -> list[WaitingSlip]:
    with connection.cursor() as cursor:
        cursor.callproc("slips_waiting_with", [client_id])
        return [WaitingSlip(*row) for row in cursor.fetchall()]


def likely_harmed_by(client_id: UUID) -> dict[UUID, str]:
    """As a link worker who traces: survivors of the own service, and why they are offered."""
    with connection.cursor() as cursor:
        cursor.callproc("likely_harmed_by", [client_id])
        return dict(cursor.fetchall())


@dataclass(frozen=True)
class StartFact:
    client_id: UUID
    survivor_id: UUID
    agency_id: UUID
    worker_id: UUID
    tier: str
    was_reached: bool
    tries: list[dt.datetime]


def start_facts(*, until: dt.datetime) -> list[StartFact]:
    with connection.cursor() as cursor:
        cursor.callproc("start_facts", [until])
        return [StartFact(*row) for row in cursor.fetchall()]


def protected_of(clients: list[UUID]) -> dict[UUID, list[Protected]]:
    """As the persona `release`: by the service that supports them, names and ways to reach survivors."""
    found: dict[UUID, list[Protected]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM protected_of(%s::uuid[])", [clients])
        for agency_id, kind, value in cursor.fetchall():
            found.setdefault(agency_id, []).append(Protected(kind, value))
    return found
