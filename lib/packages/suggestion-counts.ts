/** Joins `u` to rows `s` of `suggested_inputs`: who used each, and who liked it. */
export const SUGGESTION_COUNTS = `CROSS JOIN LATERAL (SELECT count(*)::int AS used,
  count(*) FILTER (WHERE i.liked)::int AS liked FROM suggested_input_uses i WHERE i.suggested_input_id = s.id) u`;
