-- One row a referral: who it is about, where it came from and went, and every moment of what became of it.
-- `person` is whom it is about: one in ten has been referred before, by the same suite, under the same name.

CREATE TEMPORARY TABLE arrival ON COMMIT DROP AS
WITH turn AS (
  SELECT n, n > %(cases)s AS is_waiting,
         CASE WHEN n > 1 AND pg_temp.dice(n, 1) < 0.1
              THEN 1 + floor(pg_temp.dice(n, 2) * (n - 1))::bigint ELSE n END AS person
  FROM generate_series(1, %(referrals)s) n
), place AS (
  SELECT turn.*, desk.scheme, desk.suite, desk.suite_name, desk.code, desk.town, desk.provider,
         desk.provider_name, desk.support, desk.lead,
         1 + floor(pg_temp.dice(turn.n, 3) * array_length(officers, 1))::integer AS officer_n,
         -- Squaring gives the first of a team the most cases, and the last a few.
         1 + floor(pg_temp.dice(turn.n, 4) ^ 2 * array_length(caseworkers, 1))::integer AS caseworker_n,
         1 + floor(pg_temp.dice(turn.n, 5) * array_length(link_workers, 1))::integer AS link_worker_n,
         officers, officer_places, caseworkers, caseworker_places, link_workers, link_worker_places
  FROM turn
  JOIN lot ON lot.n = 1 + floor(pg_temp.dice(turn.person, 6) * %(lots)s)::integer
  JOIN desk ON desk.n = lot.desk + 1
), moment AS (
  SELECT place.*, date_trunc('minute', %(at)s - CASE
           WHEN is_waiting THEN interval '10 minutes' + pg_temp.dice(n, 7) * interval '5 days'
           ELSE interval '20 days' + pg_temp.dice(n, 7) * interval '330 days' END) AS received_at
  FROM place
)
SELECT m.n, m.person, m.is_waiting, m.scheme, m.suite, m.suite_name, m.town, m.provider, m.provider_name,
  m.support, m.lead, m.received_at,
  officers[officer_n] AS officer, officer_places[officer_n] AS officer_place,
  caseworkers[caseworker_n] AS caseworker, caseworker_places[caseworker_n] AS caseworker_place,
  link_workers[link_worker_n] AS link_worker, link_worker_places[link_worker_n] AS link_worker_place,
  handle.reference, handle.handle, day.contact_due, day.workdays,
  greatest(m.received_at + interval '15 minutes', pg_temp.at_work(day.workdays[1], pg_temp.dice(m.n, 8)))
    AS accepted_at,
  -- What became of it: nothing yet; tried once or twice; reached, at once or after tries.
  CASE WHEN pg_temp.dice(m.n, 9) < 0.15 THEN 0 ELSE floor(pg_temp.dice(m.n, 10) * 3)::integer END AS tries,
  pg_temp.dice(m.n, 9) >= 0.4 AS is_reached,
  NOT m.is_waiting AND pg_temp.dice(m.n, 11) < 0.003 AS is_restricted,
  name.given, name.family, name.known_as, name.sex, name.name_key, name.keys, name.shown,
  -- Of one in sixteen only the year is known.
  CASE WHEN pg_temp.dice(person, 13) < 0.06 THEN left(born, 4) ELSE born END AS date_of_birth,
  CASE WHEN pg_temp.dice(person, 14) < 0.9 THEN pg_temp.telephone(pg_temp.dice(person, 15)) ELSE '' END
    AS telephone,
  pg_temp.pick(ARRAY['yes', 'yes', 'yes', 'not_known', 'no'], pg_temp.dice(m.n, 16)) AS telephone_is_safe,
  pg_temp.pick(%(languages)s::text[], pg_temp.dice(person, 17)) AS language,
  1 + floor(pg_temp.dice(m.n, 18) * 98)::integer || ' '
    || pg_temp.pick(%(streets)s::text[], pg_temp.dice(m.n, 19)) || ', ' || m.town AS staying_at,
  m.code || '/' || to_char(m.received_at, 'YY') || '/'
    || lpad(floor(pg_temp.dice(m.n, 20) * 100000)::integer || '', 5, '0') AS custody_number,
  CASE WHEN pg_temp.dice(person, 21) < 0.7
       THEN pnc.digits || substr(%(check_letters)s, 1 + (pnc.digits::bigint %% 23)::integer, 1) ELSE '' END AS pnc,
  -- One in three comes with a slip, and two slips in three have been filed.
  pg_temp.dice(m.n, 22) < 0.33 AS has_slip,
  NOT m.is_waiting AND pg_temp.dice(m.n, 22) < 0.22 AS is_filed,
  pg_temp.key('referral', m.n) AS referral_id, pg_temp.key('client', m.n) AS client_id,
  pg_temp.key('case', m.n) AS case_id, pg_temp.key('slip', m.n) AS slip_id,
  pg_temp.key('survivor', m.n) AS survivor_id
FROM moment m
JOIN handle ON handle.n = m.n
JOIN day ON day.day = (m.received_at AT TIME ZONE 'Europe/London')::date
  AND day.after_closing = ((m.received_at AT TIME ZONE 'Europe/London')::time >= time '17:00')
JOIN name ON name.n = 1 + floor(pg_temp.dice(person, 12) * %(names)s)::integer
CROSS JOIN LATERAL (
  SELECT to_char(date '1960-01-01' + floor(pg_temp.dice(person, 23) * 16800)::integer, 'YYYY-MM-DD') AS born
) birth
CROSS JOIN LATERAL (
  SELECT to_char(%(at)s - pg_temp.dice(person, 24) * interval '20 years', 'YY')
    || (%(first_unused)s + floor(pg_temp.dice(person, 25) * 100000)::integer) AS digits
) pnc;

-- Each attempt to reach somebody: on the working days after the case was opened, one a day.
CREATE TEMPORARY TABLE attempt ON COMMIT DROP AS
SELECT a.n, a.case_id, a.provider, a.caseworker, turn, turn > a.tries AS has_reached,
       pg_temp.at_work(a.workdays[turn + 1], pg_temp.dice(a.n, 30 + turn)) AS recorded_at
FROM arrival a, generate_series(1, a.tries + a.is_reached::integer) turn
WHERE NOT a.is_waiting;

-- What each case says is due next, after the last of them.
CREATE TEMPORARY TABLE standing ON COMMIT DROP AS
SELECT a.n, latest.recorded_at AS reached_or_tried_at,
  CASE WHEN latest.n IS NULL THEN %(first_contact)s
       WHEN a.is_reached THEN %(arrange)s ELSE %(try_again)s END AS next_action,
  CASE WHEN latest.n IS NULL THEN a.contact_due
       WHEN a.is_reached THEN day.assessment_due ELSE day.try_due END AS next_due_at,
  1 + a.tries + a.is_reached::integer AS version
FROM arrival a
LEFT JOIN attempt latest ON latest.n = a.n AND latest.turn = a.tries + a.is_reached::integer
LEFT JOIN day ON day.day = (latest.recorded_at AT TIME ZONE 'Europe/London')::date AND NOT day.after_closing
WHERE NOT a.is_waiting;

ANALYZE arrival;
ANALYZE attempt;
ANALYZE standing;
