import type { Pool } from "pg";
import { call } from "@/tests/support/api";
import { persist } from "@/tests/support/persist";
import { resumeReading } from "@/tests/support/run-reader";
import type { Observed } from "./run-client";

/** A run as it is stored. */
export type StoredRun = {
  id: string;
  /** Its Idempotency-Key, which is the label of its plan; null for a run of no plan. */
  key: string | null;
  status: string;
  stopReason: string | null;
  errorCode: string | null;
  quoted: number;
  charged: number;
  response: string;
};

export type UpstreamRequest = {
  id: number;
  label: string | null;
  startedAt: number;
  endedAt: number | null;
  answered: boolean;
  status: number | null;
};

const MOST_ATTEMPTS = 3;

export async function storedRuns(database: Pool): Promise<StoredRun[]> {
  const { rows } = await database.query<StoredRun>(
    `SELECT id, idempotency_key AS key, status, stop_reason AS "stopReason", error_code AS "errorCode",
      credits_quoted AS quoted, credits_charged AS charged, response FROM playground_runs`,
  );
  return rows;
}

/** Facts of the database that no storm may bring about; a text each. */
export async function brokenFacts(database: Pool, granted: number): Promise<string[]> {
  const { rows } = await database.query<{ fact: string }>(
    `SELECT 'hold of run ' || run_id || ' is stuck' AS fact FROM playground_credit_holds WHERE state = 'held'
    UNION ALL SELECT 'run ' || id || ' has no end' FROM playground_runs WHERE status = 'running'
    UNION ALL SELECT 'run ' || id || ' was charged ' || credits_charged || ' of ' || credits_quoted FROM playground_runs
      WHERE credits_charged > credits_quoted
    UNION ALL SELECT 'run ' || id || ' failed and was charged' FROM playground_runs
      WHERE status = 'failed' AND (credits_charged <> 0
        OR id IN (SELECT run_id FROM playground_credit_transactions WHERE type = 'spend'))
    UNION ALL SELECT 'key ' || idempotency_key || ' has ' || count(*) || ' runs' FROM playground_runs
      WHERE idempotency_key IS NOT NULL GROUP BY user_id, idempotency_key HAVING count(*) > 1
    UNION ALL SELECT 'user ' || w.user_id || ' has ' || w.balance || ' of ' || $1::int || ' after ' || r.charged
      FROM playground_credits w
      JOIN (SELECT user_id, sum(credits_charged) AS charged FROM playground_runs GROUP BY 1) r USING (user_id)
      WHERE w.balance <> $1::int - r.charged`,
    [granted],
  );
  return rows.map(({ fact }) => fact);
}

/** What the provider was asked for one run: three times at most, and never again once it had begun to answer or said no. */
export function brokenAttempts({ plan }: Observed, requests: readonly UpstreamRequest[]): string[] {
  const name = `${plan.label} (${plan.fault.name})`;
  if (requests.length > MOST_ATTEMPTS) return [`${name}: ${requests.length} upstream requests`];
  const last = requests.findIndex(({ answered, status }) => answered || status === 400);
  return last === -1 || last === requests.length - 1 ? [] : [`${name}: asked again after an answer had begun`];
}

/** Does the end that is stored fit what the provider did? */
export function brokenEnd({ plan }: Observed, run: StoredRun, requests: readonly UpstreamRequest[]): string[] {
  const { fault, body } = plan;
  const said = `${plan.label} (${fault.name}): ${run.status}, ${run.stopReason ?? run.errorCode}`;
  const isLost = run.status === "failed" && run.errorCode === "internal";
  const faults: string[] = [];
  if (fault.ends === "badly" && run.status === "succeeded") faults.push(`${said}, though the provider failed`);
  const isAnswered = requests.some((request) => request.answered);
  if (fault.ends === "well" && run.status === "failed" && !isLost && isAnswered)
    faults.push(`${said}, though the provider answered`);
  if (fault.ends === "refused" && run.status === "succeeded" && run.response !== "") faults.push(`${said}, with text`);
  const isWhole = run.status === "succeeded" && run.stopReason === "end_turn";
  if (isWhole ? run.response !== body.userInput : !body.userInput.startsWith(run.response)) {
    faults.push(`${said}: the text is not the provider's`);
  }
  return faults;
}

/** All readings of a request are of one run, without gaps. */
function brokenJoins({ main, copies }: Observed, run: StoredRun): string[] {
  return [main, ...copies].flatMap(({ runId, faults }) =>
    runId === null || runId === run.id ? faults : [...faults, `led to run ${runId}, not ${run.id}`],
  );
}

/** What was read, against the run as it is stored; `ended` readings only. */
function brokenTexts({ main, copies, plan }: Observed, run: StoredRun): string[] {
  if (plan.form !== "stream" || run.stopReason === "refusal") return [];
  // A process that dies takes with it what it had not yet written of its last tenth of a second.
  const isLost = run.status === "failed" && run.errorCode === "internal";
  return [main, ...copies]
    .filter(({ end, text }) => end !== null && !(isLost ? text.startsWith(run.response) : text === run.response))
    .map(({ text }) => `${text.length} characters were read, ${run.response.length} are stored`);
}

/** Reads a run to its end as its reader would, and compares with the run as it is; answers what differs. */
export async function brokenReading(observed: Observed, run: StoredRun, url: string): Promise<string[]> {
  const { main, plan, token } = observed;
  main.runId ??= run.id;
  if (main.end === null) {
    await persist(() => resumeReading(url, { token, reading: main, signal: AbortSignal.timeout(10_000) })).catch(
      () => {},
    );
  }
  const { body } = await persist(() => call({ url }, `/api/v1/playground/runs/${run.id}`, { token }));
  const faults = [...observed.faults, ...brokenJoins(observed, run), ...brokenTexts(observed, run)];
  if (main.end === null) faults.push("its events have no end");
  if (body["status"] !== run.status || body["response"] !== run.response)
    faults.push("GET says other than the database");
  if (main.end?.type === "done") {
    const { response, creditsSpent } = main.end.data;
    if (response !== run.response || creditsSpent !== run.charged) faults.push("the receipt is not the run's");
  }
  return faults.map((fault) => `${plan.label} (${plan.fault.name}): ${fault}`);
}
