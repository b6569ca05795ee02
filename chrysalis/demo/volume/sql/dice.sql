-- Dice that fall the same way for the same number and seed: each case has its own.

CREATE OR REPLACE FUNCTION pg_temp.dice(n bigint, which integer) RETURNS float8 IMMUTABLE LANGUAGE sql AS $$
  SELECT (hashint8extended(n, %(seed)s + which) & 2147483647) / 2147483648.0::float8
$$;

-- One of a list.
CREATE OR REPLACE FUNCTION pg_temp.pick(list text[], die float8) RETURNS text IMMUTABLE LANGUAGE sql AS $$
  SELECT list[1 + floor(die * array_length(list, 1))::integer]
$$;

CREATE OR REPLACE FUNCTION pg_temp.pick(list uuid[], die float8) RETURNS uuid IMMUTABLE LANGUAGE sql AS $$
  SELECT list[1 + floor(die * array_length(list, 1))::integer]
$$;

-- A key that looks as random as any, a stream for each kind of record.
CREATE OR REPLACE FUNCTION pg_temp.key(kind text, n bigint) RETURNS uuid IMMUTABLE LANGUAGE sql AS $$
  SELECT overlay(overlay(md5(%(seed)s || kind || n) placing '4' from 13) placing '8' from 17)::uuid
$$;

-- A time at work on a day, somewhere between twenty past nine and twenty past four.
CREATE OR REPLACE FUNCTION pg_temp.at_work(day date, die float8) RETURNS timestamptz STABLE LANGUAGE sql AS $$
  SELECT (day + time '09:20' + floor(die * 420) * interval '1 minute') AT TIME ZONE 'Europe/London'
$$;

-- Nobody's telephone: Ofcom keeps these for drama.
CREATE OR REPLACE FUNCTION pg_temp.telephone(die float8) RETURNS text IMMUTABLE LANGUAGE sql AS $$
  SELECT pg_temp.pick(ARRAY['07700 900', '07700 900', '0121 496 0', '0116 496 0', '01632 960'], die)
    || lpad(floor(die * 5000)::integer %% 1000 || '', 3, '0')
$$;
