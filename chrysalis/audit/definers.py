"""The log's own definers. Asking an array whether it holds a key is not leakproof: under row security the
index on it could not be used, and a page would read the whole log."""

from chrysalis.access.definers import DEFINERS, Definer


MOST = 500

WHO_LOOKED = DEFINERS.add(
    Definer(
        name="who_looked",
        takes="subject uuid",
        gives=(
            "TABLE (on_day date, worker text, agency text, role_slug text, word text, was_refused boolean, "
            "was_opened boolean, times bigint, last_at timestamptz)"
        ),
        body=f"""
            SELECT (e.at AT TIME ZONE 'Europe/London')::date, coalesce(w.full_name, ''), coalesce(a.name, ''),
                   e.role_slug, e.word, e.was_refused,
                   coalesce(e.subjects @> ARRAY[ctx_client_id()], false), count(*), max(e.at)
            FROM audit_changeentry e
            LEFT JOIN agencies_worker w ON w.id = e.worker_id
            LEFT JOIN agencies_agency a ON a.id = e.agency_id
            WHERE subject IN (ctx_case_id(), ctx_client_id()) AND e.subjects @> ARRAY[subject]
            GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY max(e.at) DESC LIMIT {MOST}""",  # noqa: S608 - a constant of this module
        personas=frozenset({"casework", "named"}),
        why="Who looked at the case that is open, from whichever agency. The log itself is not the owner's.",
    )
)


def _entries_about(table: str, persona: str, name: str) -> Definer:
    return Definer(
        name=name,
        takes="subject uuid",
        gives="SETOF uuid",
        body=f"""
            SELECT e.id FROM {table} e
            WHERE e.subjects @> ARRAY[subject]
              AND (e.agency_id = ctx_agency_id() OR e.holder_id = ctx_agency_id())
            ORDER BY e.at DESC LIMIT {MOST}""",  # noqa: S608 - a constant of this module
        personas=frozenset({persona}),
        why="The keys of the entries about one person that the information officer may read anyway.",
    )


ABOUT_CHANGE = DEFINERS.add(_entries_about("audit_changeentry", "information", "entries_about"))
ABOUT_SAFETY = DEFINERS.add(_entries_about("audit_safetyentry", "safety_information", "safety_entries_about"))
