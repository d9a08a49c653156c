import { afterAll, beforeAll, expect, test } from "vitest";
import { call, newPerson, startApi } from "@/tests/support/api";
import { startApp } from "@/tests/support/app-server";
import { type Span, startOtlpReceiver } from "@/tests/support/otlp-receiver";

const RUN = "/api/v1/playground/run";

let collector: Awaited<ReturnType<typeof startOtlpReceiver>>;
let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  collector = await startOtlpReceiver();
  app = await startApi({
    env: {
      LIMIT_RUNS_PER_MINUTE: "1000",
      LOG_LEVEL: "info",
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_BSP_SCHEDULE_DELAY: "100",
    },
  });
});
afterAll(async () => {
  await app.stop();
  await collector.stop();
});

/** The spans of one trace, when the named run's are all there. */
async function traceOf(traceId: string): Promise<Span[]> {
  const within = (spans: Span[]) => spans.filter((span) => span.traceId === traceId);
  const complete = (spans: Span[]) => {
    const names = within(spans).map(({ name }) => name);
    return names.includes("run.produce") && names.some((name) => name.startsWith("POST "));
  };
  return within(await collector.waitFor(complete));
}

async function run(traceId: string, userInput: string, token: string) {
  const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
  const answer = await call(app, RUN, { token, body: { baseline: true, userInput }, headers });
  const spans = await traceOf(traceId);
  const named = (name: string) => spans.filter((span) => span.name === name);
  const parentOf = (span: Span | undefined) => spans.find(({ spanId }) => spanId === span?.parentSpanId)?.name;
  return { answer, spans, named, parentOf };
}

test("a run is one tree of spans: request, start, prepare, produce, each request to the provider, settle", async () => {
  const { token } = await newPerson();
  const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
  const { answer, spans, named, parentOf } = await run(traceId, "x [[standin tokens=5 rate=1000 ttft=1]]", token);
  const { runId } = answer.body;
  const produce = named("run.produce")[0];
  expect(named("run.prepare").map(parentOf)).toEqual(["run.start"]);
  expect(parentOf(produce)).toBe("run.start");
  expect(named("provider.request").map(parentOf)).toEqual(["run.produce"]);
  expect(named("run.settle").map(parentOf)).toEqual(["run.produce"]);
  let root = named("run.start")[0];
  for (let up = root; up !== undefined; up = spans.find(({ spanId }) => spanId === up?.parentSpanId)) root = up;
  expect(root?.name).toBe(`POST ${RUN}`);
  expect(root?.parentSpanId).toBe("00f067aa0ba902b7");
  expect(produce?.attributes).toEqual({
    "run.id": runId,
    "run.model": "sonnet",
    "run.credits_quoted": 1,
    "run.status": "succeeded",
    "run.stop_reason": "end_turn",
    "run.first_token_ms": expect.any(Number),
  });
  expect(named("provider.request")[0]?.attributes).toMatchObject({
    "provider.call": "messages",
    "http.response.status_code": 200,
  });
  expect(collector.resource()["service.name"]).toBe("prpm-playground");
});

test("each attempt at the provider is a span, and a failure is marked by its code", async () => {
  const { token } = await newPerson();
  const { named } = await run("4bf92f3577b34da6a3ce929d0e0e4737", "x [[standin error=529]]", token);
  const attempts = named("provider.request").map(({ attributes }) => attributes);
  expect(attempts.map((attributes) => attributes["provider.attempt"])).toEqual([1, 2, 3]);
  expect(attempts.map((attributes) => attributes["error.type"])).toEqual(["529", "529", "529"]);
  const [produce] = named("run.produce");
  expect(produce?.attributes).toMatchObject({
    "run.status": "failed",
    "run.reason": "overloaded",
    "error.type": "model_unavailable",
  });
  expect(produce?.status?.code).toBe(2);
});

test("a refusal is a failed start without a run", async () => {
  const { token } = await newPerson();
  const traceId = "4bf92f3577b34da6a3ce929d0e0e4738";
  const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
  await call(app, RUN, { token, body: { baseline: true, userInput: "x", maxCredits: 40 }, headers });
  const spans = await collector.waitFor((all) =>
    all.some((span) => span.traceId === traceId && span.name === "run.start"),
  );
  const own = spans.filter((span) => span.traceId === traceId);
  expect(own.find(({ name }) => name === "run.start")?.attributes["error.type"]).toBe("insufficient_credits");
  expect(own.some(({ name }) => name === "run.produce")).toBe(false);
});

test("log lines carry the trace they belong to, also those written after the response", async () => {
  const { token } = await newPerson();
  const traceId = "4bf92f3577b34da6a3ce929d0e0e4739";
  await run(traceId, "x [[standin tokens=5 rate=1000 ttft=1]]", token);
  const messages = () =>
    app
      .readLog()
      .split("\n")
      .slice(0, -1) // what follows the last line's end may be half a line yet
      .filter((line) => line.includes(traceId))
      .map((line) => (JSON.parse(line) as Record<string, unknown>)["msg"]);
  // A line reaches the file a moment after the answer its reader.
  await expect.poll(messages).toEqual(expect.arrayContaining(["run started", "run ended", "request"]));
});

test("a server that is told to end sends its last spans first", async () => {
  const late = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: "600000" };
  const leaving = await startApp({ env: { DATABASE_URL: app.databaseUrl, ...late } });
  const traceId = "4bf92f3577b34da6a3ce929d0e0e473b";
  const { token } = await newPerson();
  const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
  const body = { baseline: true, userInput: "x [[standin tokens=5 rate=1000 ttft=1]]" };
  expect((await call(leaving, RUN, { token, body, headers })).status).toBe(200);
  expect(collector.raw()).not.toContain(traceId);
  await leaving.servers[0]?.terminate(20_000);
  await leaving.stop();
  expect((await traceOf(traceId)).map(({ name }) => name)).toContain("run.settle");
});

test("no text, address parameter, e-mail or token leaves in a span", async () => {
  const { token, email } = await newPerson();
  const traceId = "4bf92f3577b34da6a3ce929d0e0e473a";
  const secrets = ["SECRET-INPUT-1", "SECRET-PROMPT-2", "SECRET-QUERY-3", "SECRET-PATH-4", "SECRET-AGENT-5"];
  const [input, customPrompt, inQuery, inPath, agent] = secrets;
  const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01`, "user-agent": String(agent) };
  for (const fault of ["echo_user", "malformed_after=1", "error=400", "error_after=1"]) {
    const userInput = `${input} [[standin ${fault} ttft=1 rate=1000]]`;
    await call(app, RUN, { token, headers, body: { customPrompt: `${customPrompt} prompt`, userInput } });
  }
  for (const path of [`/playground?session=${inQuery}`, `/api/v1/playground/runs/${inPath}`, `/packages/${inPath}/x`]) {
    await call(app, path, { token, headers });
  }
  await call(app, `/api/auth/callback/email?token=${inQuery}&email=${email}`, { headers });
  await traceOf(traceId);
  await collector.waitFor((spans) => spans.filter(({ name }) => name.startsWith("GET ")).length >= 4);
  for (const secret of [...secrets, token, email]) expect(collector.raw()).not.toContain(secret);
});
