-- What the log would say of all this, an entry each, numbered so that a few thousand are written at a time.
-- A table of the moment that outlives the transaction: the log takes nothing from its owner's hand.

CREATE UNLOGGED TABLE volume_entry AS
SELECT side, row_number() OVER (PARTITION BY side, agency_id ORDER BY at, id) / %(at_a_time)s AS turn,
       id, at, word, worker_id, membership_id, agency_id, role_slug, subjects, purpose, recipient_id, recipient,
       coalesce(recipient_id, agency_id) AS holder_id
FROM (
  SELECT 'change' AS side, pg_temp.key('sent', n) AS id, received_at AS at, %(submitted)s AS word,
         officer AS worker_id, officer_place AS membership_id, suite AS agency_id, %(officer_role)s AS role_slug,
         ARRAY[referral_id] AS subjects, %(officer_purpose)s AS purpose, provider AS recipient_id,
         provider_name AS recipient
  FROM arrival
  UNION ALL
  SELECT 'change', pg_temp.key('accepted', n), accepted_at, %(accepted)s, caseworker, caseworker_place, provider,
         %(caseworker_role)s, ARRAY[referral_id, case_id, client_id], %(caseworker_purpose)s, NULL, ''
  FROM arrival WHERE NOT is_waiting
  UNION ALL
  -- One page of a list for every twenty-five cases, with all whom it showed.
  SELECT 'change', pg_temp.key('listed', min(n)), max(accepted_at) + interval '1 hour', %(read)s,
         (array_agg(caseworker))[1], (array_agg(caseworker_place))[1], provider, %(caseworker_role)s,
         array_agg(case_id), %(caseworker_purpose)s, NULL, ''
  FROM (
    SELECT n, provider, caseworker, caseworker_place, accepted_at, case_id,
           row_number() OVER (PARTITION BY provider, is_restricted ORDER BY accepted_at, n) / 25 AS page
    FROM arrival WHERE NOT is_waiting AND NOT is_restricted
  ) shown GROUP BY provider, page
  UNION ALL
  -- One register for each evening that was held, with all who stood on it.
  SELECT 'change', pg_temp.key('marked ' || number || ' of ', group_n), marked_at, %(marked)s, facilitator,
         facilitator_place, provider, %(facilitator_role)s, session_id || register.people,
         %(facilitator_purpose)s, NULL, ''
  FROM meeting JOIN (
    SELECT session_id AS of_session, array_agg(case_id) AS people FROM marked GROUP BY session_id
  ) register ON of_session = session_id
  UNION ALL
  SELECT 'safety', pg_temp.key('sealed', n), received_at + interval '4 minutes', %(sealed)s, officer,
         officer_place, suite, %(officer_role)s, ARRAY[slip_id], %(officer_purpose)s, support, ''
  FROM arrival WHERE has_slip
  UNION ALL
  SELECT 'safety', pg_temp.key('filed', n), received_at + interval '18 hours', %(filed)s, link_worker,
         link_worker_place, support, %(link_worker_role)s, ARRAY[slip_id, survivor_id],
         %(link_worker_purpose)s, NULL, ''
  FROM arrival WHERE is_filed
) told;

CREATE INDEX ON volume_entry (side, agency_id, turn);
ANALYZE volume_entry;
