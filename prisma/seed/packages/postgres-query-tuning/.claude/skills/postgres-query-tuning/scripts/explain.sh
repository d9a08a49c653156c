#!/usr/bin/env bash
# explain.sh QUERY.sql [OUT.txt]: saves EXPLAIN (ANALYZE, BUFFERS) of one statement and rolls it back.
# Connects by DATABASE_URL. ANALYZE really runs the statement: locks are taken until the rollback.
set -euo pipefail
query=${1:?usage: explain.sh QUERY.sql [OUT.txt]}
out=${2:-plan.txt}
{
  echo "BEGIN; SET LOCAL statement_timeout = '60s';"
  echo "EXPLAIN (ANALYZE, BUFFERS, VERBOSE, SETTINGS)"
  cat -- "$query"
  echo ";"
  echo "ROLLBACK;"
} | psql "${DATABASE_URL:?set DATABASE_URL}" --no-psqlrc --quiet --tuples-only --no-align -v ON_ERROR_STOP=1 >"$out"
echo "plan written to $out"
