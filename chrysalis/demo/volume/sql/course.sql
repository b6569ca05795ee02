-- Who is on a programme, or waits for one, and every evening of it: as registers would have left it.
-- Two in five of those reached have a place in a group, one in ten waits; whom only named people may know of
-- is in no group.

CREATE TEMPORARY TABLE gathering ON COMMIT DROP AS
WITH wanting AS (
  SELECT a.n, a.scheme, a.provider, p.size, s.reached_or_tried_at AS reached_at,
         pg_temp.dice(a.n, 60) < 0.8 AS is_placed
  FROM arrival a JOIN standing s ON s.n = a.n
  JOIN programme p ON p.scheme = a.scheme AND p.provider = a.provider
  WHERE a.is_reached AND NOT a.is_restricted AND pg_temp.dice(a.n, 61) < 0.5
)
-- Groups fill in the order in which people were reached.
SELECT n, scheme, provider, reached_at, is_placed,
       CASE WHEN is_placed THEN
         (row_number() OVER (PARTITION BY scheme, is_placed ORDER BY reached_at, n) - 1) / size + 1 END AS turn
FROM wanting;

CREATE TEMPORARY TABLE circle ON COMMIT DROP AS
SELECT g.scheme, g.provider, g.turn, g.n, p.version, p.programme, p.size, p.minutes, p.sessions, p.modules,
       p.facilitators, p.facilitator_places,
       1 + (g.turn %% array_length(p.facilitators, 1))::integer AS first_n,
       1 + ((g.turn + 1) %% array_length(p.facilitators, 1))::integer AS second_n,
       pg_temp.key('group', g.n) AS group_id, first.first_on
FROM (
  SELECT scheme, provider, turn, min(n) AS n, max(reached_at) AS full_at
  FROM gathering WHERE is_placed GROUP BY scheme, provider, turn
) g
JOIN programme p ON p.scheme = g.scheme AND p.provider = g.provider
CROSS JOIN LATERAL (
  SELECT min(first_on) AS first_on FROM evening
  WHERE first_on >= g.full_at::date + 7 + floor(pg_temp.dice(g.n, 62) * 5)::integer
) first;

-- Each evening of each group. The last that has been waits to be marked, as on the morning after.
CREATE TEMPORARY TABLE meeting ON COMMIT DROP AS
SELECT c.scheme, c.turn AS group_turn, c.n AS group_n, c.group_id, c.provider, c.minutes, e.number, e.starts_at,
       coalesce(c.modules[e.number], '') AS module,
       c.facilitators[c.first_n] AS facilitator, c.facilitator_places[c.first_n] AS facilitator_place,
       e.starts_at + (c.minutes + 20) * interval '1 minute' AS marked_at,
       pg_temp.key('session ' || e.number || ' of ', c.n) AS session_id,
       e.starts_at < %(at)s - CASE WHEN e.number = c.sessions THEN interval '1 day' ELSE interval '8 days' END
         AS is_held
FROM circle c JOIN evening e ON e.first_on = c.first_on AND e.number <= c.sessions;

ANALYZE meeting;

-- Everybody's way through it. One in four does not stay to the end.
CREATE TEMPORARY TABLE course ON COMMIT DROP AS
SELECT g.n, g.is_placed, g.turn, a.provider, a.scheme, a.caseworker, a.case_id, a.client_id, p.text,
       p.version, p.programme, c.group_id, c.first_on, c.facilitators[c.first_n] AS facilitator,
       pg_temp.key('enrolment', g.n) AS enrolment_id,
       g.reached_at + interval '20 hours' AS waiting_since, g.reached_at + interval '3 days' AS booked_at,
       CASE WHEN pg_temp.dice(g.n, 63) < 0.25 THEN least(2 + floor(pg_temp.dice(g.n, 64) * p.sessions)::integer,
         p.sessions) ELSE p.sessions END AS stays,
       p.sessions, begun.marked_at AS begun_at
FROM gathering g
JOIN arrival a ON a.n = g.n
JOIN programme p ON p.scheme = g.scheme AND p.provider = g.provider
LEFT JOIN circle c ON c.scheme = g.scheme AND c.turn = g.turn
LEFT JOIN meeting begun ON begun.group_id = c.group_id AND begun.number = 1 AND begun.is_held;

-- On which evening it ended, of those for whom it has.
CREATE TEMPORARY TABLE ending ON COMMIT DROP AS
SELECT c.n, m.marked_at + interval '10 minutes' AS ended_at,
       (m.starts_at AT TIME ZONE 'Europe/London')::date AS ended_on,
       CASE WHEN c.stays = c.sessions THEN 'completed' ELSE 'withdrew' END AS state
FROM course c JOIN meeting m ON m.group_id = c.group_id AND m.number = c.stays
WHERE m.is_held;

-- Who was there, evening by evening. Everybody came to the first; nobody missed two in a row without word.
CREATE TEMPORARY TABLE marked ON COMMIT DROP AS
SELECT c.n, c.enrolment_id, c.case_id, c.provider, m.session_id, m.number, m.starts_at, m.module, m.marked_at,
       m.facilitator,
       CASE WHEN m.number = 1 THEN 'attended'
            WHEN m.number %% 6 = 0 AND pg_temp.dice(c.n * 64 + m.number, 65) < 0.4 THEN 'no_word'
            ELSE pg_temp.pick(%(marks)s::text[], pg_temp.dice(c.n * 64 + m.number, 65)) END AS mark
FROM course c JOIN meeting m ON m.group_id = c.group_id AND m.number <= c.stays
WHERE m.is_held;

ANALYZE gathering;
ANALYZE circle;
ANALYZE course;
ANALYZE ending;
ANALYZE marked;
