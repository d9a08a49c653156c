import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call, newPerson, startApi } from "@/tests/support/api";
import { PAID_GRANT, purchaseIdOf } from "@/tests/support/paid-grant";
import { rows } from "@/tests/support/product";

const RUN = "/api/v1/playground/run";
const STREAM = { accept: "text/event-stream" };

let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  app = await startApi({ env: { LIMIT_RUNS_PER_MINUTE: "1000", LIMIT_RUNS_IN_FLIGHT: "1000", LOG_LEVEL: "trace" } });
});
afterAll(() => app.stop());

type Line = Record<string, unknown>;

function lines(): Line[] {
  return app
    .readLog()
    .split("\n")
    .slice(0, -1) // what follows the last line's end may be half a line yet
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Line);
}

/** The log lines of a run, when its end is among them. */
async function linesOf(runId: unknown): Promise<Line[]> {
  for (let waited = 0; waited < 15_000; waited += 50) {
    const own = lines().filter((line) => line["runId"] === runId);
    if (own.some((line) => line["msg"] === "run ended")) return own;
    await sleep(50);
  }
  throw new Error("the run's end was not logged");
}

test("every line of a run has its id and the id of the request that began it, also after the reader left", async () => {
  const { id, token } = await newPerson();
  const leaving = new AbortController();
  const response = await fetch(`${app.url}${RUN}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...STREAM },
    body: JSON.stringify({ baseline: true, userInput: "x [[standin tokens=60 rate=100 ttft=1]]" }),
    signal: leaving.signal,
  });
  const requestId = response.headers.get("x-request-id");
  leaving.abort();
  const [run] = await rows<{ id: string }>("SELECT id FROM playground_runs WHERE user_id = $1", [id]);
  const own = await linesOf(run?.id);
  expect(own.map((line) => line["msg"])).toEqual(["run started", "run ended"]);
  for (const line of own) expect(line["requestId"]).toBe(requestId);
});

test("a failed run's lines carry both ids, and the provider's own id under its own name", async () => {
  const { id, token } = await newPerson();
  const body = { baseline: true, userInput: "x [[standin error=529]]" };
  const answer = await call(app, RUN, { token, body });
  const [run] = await rows<{ id: string }>("SELECT id FROM playground_runs WHERE user_id = $1", [id]);
  const own = await linesOf(run?.id);
  const fault = own.find((line) => line["msg"] === "provider did not answer");
  expect(fault).toMatchObject({ requestId: answer.headers.get("x-request-id"), status: 529 });
  expect(fault?.["providerRequestId"]).toMatch(/^req_/);
  for (const line of own) expect(line["requestId"]).toBe(answer.headers.get("x-request-id"));
});

test("requests of two people at once never mix their ids", async () => {
  const people = await Promise.all([newPerson(), newPerson(), newPerson(), newPerson()]);
  const answers = await Promise.all(
    people.map(({ token }) =>
      call(app, RUN, { token, body: { baseline: true, userInput: "x [[standin tokens=20 rate=200 ttft=5]]" } }),
    ),
  );
  for (const answer of answers) {
    const own = await linesOf(answer.body["runId"]);
    expect(new Set(own.map((line) => line["requestId"]))).toEqual(new Set([answer.headers.get("x-request-id")]));
  }
});

test("no prompt, answer, e-mail, token or cookie is in the log at any level, however a run or request ends", async () => {
  const { id, token, email } = await newPerson();
  await rows(PAID_GRANT, [new Date(), id, 100, `grant:${id}`, purchaseIdOf(id)]);
  const input = "SECRET-INPUT";
  const prompt = "SECRET-PROMPT";
  const secrets = [input, prompt, "SECRET-COOKIE", "SECRET-TOKEN", "SECRET-QUERY", "SECRET-PATH", "SECRET-KEY"];
  const ends = ["echo_user", "echo_system", "refusal", "refusal_after=2", "thinking=20", "tokens=5"];
  const faults = ["error=400", "error=401", "error=429", "error=500", "error=529", "malformed_after=0"];
  const broken = ["error_after=2", "cut_after=2", "malformed_after=2", "end_after=2", "error_after=0"];
  // Good ones between the faults, so that the breaker stays closed; the last one opens it at once.
  const hows = [...ends.flatMap((end, index) => [end, faults[index]]), ...broken, "error=spend_limit"];
  for (const [index, how] of hows.entries()) {
    const userInput = `${input} ${"words ".repeat(20)} [[standin ${how} echo_user ttft=1 rate=1000]]`;
    const headers = { ...(index % 2 === 0 ? STREAM : {}), "idempotency-key": `SECRET-KEY-${index}` };
    await call(app, RUN, { token, headers, body: { customPrompt: `${prompt} prompt`, userInput, maxCredits: 1 } });
  }
  await rows("DELETE FROM provider_circuits");

  const json = { "content-type": "application/json" };
  const cookie = "next-auth.session-token=SECRET-COOKIE; other=SECRET-COOKIE";
  const malformed: Parameters<typeof call>[2][] = [
    { token, headers: json, raw: `{"userInput": "${input}` },
    { token, headers: json, raw: `${input}` },
    { token, headers: { "content-type": "text/plain" }, raw: input },
    { token, body: { userInput: { [input]: input }, [input]: input } },
    { token, body: { userInput: `${input}\u0000`, customPrompt: `${prompt} \u0000 prompt` } },
    { token, body: { userInput: `${input} \ud800 half`, customPrompt: `${prompt} \udc00 half` } },
    { token, body: { userInput: input.repeat(20_000), baseline: true } },
    { token, body: { userInput: input, baseline: true, sessionId: input } },
    { token, body: { userInput: input, baseline: true, maxCredits: 1_000 } },
    { token: "prpm_SECRET-TOKEN", body: { userInput: input, baseline: true } },
    { token: "SECRET-TOKEN.SECRET-TOKEN.SECRET-TOKEN", body: { userInput: input, baseline: true } },
    { headers: { cookie }, body: { userInput: input, baseline: true } },
    { token, headers: { "idempotency-key": "SECRET-KEY \t x" }, body: { userInput: input, baseline: true } },
  ];
  for (const request of malformed) expect((await call(app, RUN, request)).status).not.toBe(500);
  for (const path of ["/api/v1/playground/runs/SECRET-PATH", "/api/SECRET-PATH", `/api/v1/organizations/${email}`]) {
    await call(app, `${path}?q=SECRET-QUERY`, { token });
  }
  await call(app, `/api/auth/callback/email?token=SECRET-QUERY&email=${email}`, { headers: { cookie } });
  await call(app, "/playground?session=SECRET-QUERY", { headers: { cookie } });
  await call(app, "/api/v1/playground/estimate", { token, body: { baseline: true, userInput: input } });

  await sleep(300);
  const text = app.readLog();
  const own = await rows<{ id: string; status: string }>("SELECT id FROM playground_runs WHERE user_id = $1", [id]);
  expect(own).toHaveLength(hows.length);
  for (const run of own) await linesOf(run.id);
  for (const secret of [...secrets, token, email]) {
    expect(text.split("\n").filter((line) => line.includes(secret))).toEqual([]);
  }
});
