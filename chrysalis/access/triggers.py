"""What the database does by itself to the rows of a log: it stamps them, and lets none be touched.

The stamp is the number of the transaction that wrote a row. It tells the sealer which rows can no
longer change: keys are random, and clocks and sequences run ahead of what has been committed.
Whoever writes around the service, as the owner of the tables might, gets no such number, and the
row is found.
"""

from collections.abc import Iterable, Iterator

from django.db import models

from chrysalis.access.database import database_role
from chrysalis.access.personas import APP


STAMP, APPEND_ONLY = "chrysalis_stamp", "chrysalis_append_only"
SANDBOX = "chrysalis_sandbox"
ALL = (STAMP, APPEND_ONLY, SANDBOX)
AROUND_THE_SERVICE = 0  # the number of what somebody else than the service wrote


# Who takes part where: through this alone a referral finds a provider, and a slip those who read it.
KEPT_APART = {"agencies_agency": "UPDATE", "agencies_participation": "INSERT OR UPDATE"}


def functions() -> Iterator[str]:
    yield (
        "CREATE FUNCTION settled_below() RETURNS bigint STABLE LANGUAGE sql AS "
        "$$ SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint $$"
    )
    yield (
        f"CREATE FUNCTION {STAMP}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"NEW.xid := CASE WHEN session_user = '{database_role(APP)}' "
        f"THEN pg_current_xact_id()::text::bigint ELSE {AROUND_THE_SERVICE} END; RETURN NEW; END $$"
    )
    yield (
        f"CREATE FUNCTION {APPEND_ONLY}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END $$"
    )
    # SAFETY: somebody who tries a program out refers invented people by the hundred, and writes rubbish of
    # somebody harmed; and a real referral that went there would be read by nobody.
    yield (
        f"CREATE FUNCTION {SANDBOX}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "  # noqa: S608 - constants
        "IF TG_TABLE_NAME = 'agencies_agency' THEN "
        "IF NEW.is_sandbox = OLD.is_sandbox THEN RETURN NEW; END IF; "
        "ELSIF (SELECT is_sandbox FROM agencies_agency WHERE id = NEW.agency_id) = (SELECT a.is_sandbox "
        "FROM agencies_scheme s JOIN agencies_agency a ON a.id = s.front_door_id WHERE s.id = NEW.scheme_id) "
        "THEN RETURN NEW; END IF; "
        "RAISE EXCEPTION 'the sandbox stays apart' USING ERRCODE = 'check_violation'; END $$"
    )


def triggers(ours: Iterable[type[models.Model]]) -> Iterator[str]:
    for model in ours:
        table = model._meta.db_table
        if table in KEPT_APART:
            when = KEPT_APART[table]
            each = f"FOR EACH ROW EXECUTE FUNCTION {SANDBOX}()"
            yield f'CREATE TRIGGER {SANDBOX} BEFORE {when} ON "{table}" {each}'
        if any(field.name == "xid" for field in model._meta.fields):
            yield f'CREATE TRIGGER {STAMP} BEFORE INSERT ON "{table}" FOR EACH ROW EXECUTE FUNCTION {STAMP}()'
        if getattr(model, "is_append_only", False):
            yield (
                f"CREATE TRIGGER {APPEND_ONLY} BEFORE UPDATE OR DELETE OR TRUNCATE "
                f'ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION {APPEND_ONLY}()'
            )
