"""What was told of somebody harmed, and what partner support made of it: as the actions of `partners` would
have left it. The dice are its own, so that it changes nothing on the other side."""

from chrysalis.demo.volume.fillings import Filling
from partners.models import ClientLink, Relationship, SafeContact, Slip, SlipDetails, SlipFiling, Survivor


TOLD = "arrival a WHERE a.has_slip"
FILED = "arrival a WHERE a.is_filed"
# A client is found by a link worker only by a whole date of birth, and never when restricted.
FOUND = f"{FILED} AND length(a.date_of_birth) = 10 AND NOT a.is_restricted"
NAME = (
    "pg_temp.pick(%(survivors)s::text[], pg_temp.dice(a.n, 50)) || ' '"
    " || pg_temp.pick(%(families)s::text[], pg_temp.dice(a.n, 51))"
)
NUMBER = "pg_temp.telephone(pg_temp.dice(a.n, 52))"
ADDRESS = (
    "1 + floor(pg_temp.dice(a.n, 53) * 98)::integer || ' '"
    " || pg_temp.pick(%(streets)s::text[], pg_temp.dice(a.n, 54)) || ', ' || a.town"
)
FILED_AT = "a.received_at + interval '18 hours'"
EX_PARTNER = f"'{Relationship.EX_PARTNER}'"
BY_LINK_WORKER = {"support_agency_id": "a.support", "by_id": "a.link_worker"}

SLIP = Filling(
    Slip,
    TOLD,
    {
        "id": "a.slip_id",
        "scheme_id": "a.scheme",
        "sending_agency_id": "a.suite",
        "receiving_agency_id": "a.support",
        "sent_by_id": "a.officer",
        "sealed_at": "a.received_at + interval '4 minutes'",
        "waits": "NOT a.is_filed",
        "with_document": "false",
    },
)
DETAILS = Filling(
    SlipDetails,
    TOLD,
    {
        "id": "pg_temp.key('slip-details', a.n)",
        "slip_id": "a.slip_id",
        "sending_agency_id": "a.suite",
        "name": NAME,
        "relationship": EX_PARTNER,
        "telephone": NUMBER,
        "safe_to_ring": "'yes'",
        "address": ADDRESS,
        "person_held": "a.given || ' ' || a.family || ', ' || a.date_of_birth",
    },
)
SURVIVOR = Filling(
    Survivor,
    FILED,
    {
        "id": "a.survivor_id",
        "scheme_id": "a.scheme",
        "support_agency_id": "a.support",
        "link_worker_id": "a.link_worker",
        "name": NAME,
        "recorded_at": FILED_AT,
    },
)
FILING = Filling(
    SlipFiling,
    FILED,
    BY_LINK_WORKER | {
        "id": "pg_temp.key('filing', a.n)",
        "slip_id": "a.slip_id",
        "survivor_id": "a.survivor_id",
        "filed_at": FILED_AT,
    },
)  # fmt: skip
STATED = Filling(
    SafeContact,
    FILED,
    BY_LINK_WORKER | {
        "id": "pg_temp.key('stated', a.n)",
        "survivor_id": "a.survivor_id",
        "channel": f"'{SafeContact.Channel.CALL}'",
        "value": NUMBER,
        "state": f"'{SafeContact.State.STATED}'",
        "stated_by": "a.suite_name",
        "recorded_at": FILED_AT,
    },
)  # fmt: skip
POST = Filling(
    SafeContact,
    FILED,
    STATED.columns | {
        "id": "pg_temp.key('post', a.n)",
        "channel": f"'{SafeContact.Channel.POST}'",
        "value": ADDRESS,
        "state": f"'{SafeContact.State.UNSAFE}'",
    },
)  # fmt: skip
LINK = Filling(
    ClientLink,
    FOUND,
    BY_LINK_WORKER | {
        "id": "pg_temp.key('link', a.n)",
        "survivor_id": "a.survivor_id",
        "client_id": "a.client_id",
        "client_name": "a.given || ' ' || a.family",
        "case_reference": "a.reference",
        "provider": "a.provider_name",
        "relationship": EX_PARTNER,
        "linked_at": FILED_AT,
    },
)  # fmt: skip

FILLINGS = (SLIP, DETAILS, SURVIVOR, FILING, STATED, POST, LINK)
