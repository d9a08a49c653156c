import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ErrorBody } from "@/lib/errors";
import type { RunEvent } from "@/lib/runs/run";
import { beInPageOf } from "@/tests/support/browser-page";
import { startScriptedServer } from "@/tests/support/scripted-server";
import type { RunSource } from "./connect-run";
import { streamRun } from "./stream-run";

let server: Awaited<ReturnType<typeof startScriptedServer>>;

beforeEach(async () => {
  server = await startScriptedServer();
  beInPageOf(server.url);
});

afterEach(async () => {
  vi.unstubAllGlobals();
  await server.stop();
});

const START: RunSource = {
  kind: "start",
  body: { userInput: "Hi", packageId: "0199aaaa-0000-7000-8000-000000000001" },
  idempotencyKey: "key-1",
};
/** What comes late on a busy machine is waited for. */
const PATIENCE = { timeout: 15_000 };
const follow = (position: number): RunSource => ({ kind: "follow", runId: "r1", position });

const RUN = 'event: run\ndata: {"runId":"r1","sessionId":"s1","lane":0,"model":"sonnet","creditsQuoted":2}\n\n';
const DONE = 'event: done\ndata: {"runId":"r1"}\n\n';
/** A piece of text, and where in the run's text it ends. */
const delta = (text: string, end: number) => `id: ${end}\nevent: delta\ndata: ${JSON.stringify({ lane: 0, text })}\n\n`;

const send = (response: ServerResponse, ...events: string[]) => {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  response.write(events.join(""));
};
/** The whole stream; what comes next is another connection. */
const stream = (...events: string[]) => {
  return (response: ServerResponse) => {
    send(response, ...events);
    response.end();
  };
};
/** The stream up to where its line breaks. */
const broken = (...events: string[]) => {
  return (response: ServerResponse) => {
    send(response, ...events);
    setTimeout(() => response.destroy(), 20);
  };
};
const refuse = (status: number, body: ErrorBody) => (response: ServerResponse) => {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
};

/** Streams to the end, or until the signal, and says what was heard on the way. */
async function listen(source: RunSource, signal = new AbortController().signal, onEvent?: (event: RunEvent) => void) {
  const told: string[] = [];
  let text = "";
  const handlers = {
    onEvent: ({ event }: { event: RunEvent }) => {
      if (event.type === "delta") text += event.data.text;
      told.push(event.type);
      onEvent?.(event);
    },
    onRefused: (status: number, error: ErrorBody) => told.push(`refused ${status} ${error.error}`),
    onWaiting: (value: string | null) => told.push(`waiting ${value}`),
    onLost: () => told.push("lost"),
  };
  await streamRun(source, handlers, signal);
  return { told, text };
}

const asked = () => server.heard.map((request) => request.asked);
const positions = () => server.heard.map(({ headers }) => headers["last-event-id"]);

test("a start asks with its body and key, and ends with the run", async () => {
  server.answer(stream(RUN, delta("Hello", 5), DONE));
  expect(await listen(START)).toEqual({ told: ["run", "delta", "done"], text: "Hello" });
  expect(asked()).toEqual(["POST /api/v1/playground/run"]);
  expect(server.heard[0]?.headers["idempotency-key"]).toBe("key-1");
  expect(JSON.parse(server.heard[0]?.body ?? "")).toEqual(START.kind === "start" && START.body);
});

test("a line that breaks in mid-text is continued from where the text ends, and nothing is begun again", async () => {
  server.answer(broken(RUN, delta("Hel", 3)), stream(delta("lo", 5), DONE));
  expect((await listen(START)).text).toBe("Hello");
  expect(asked()).toEqual(["POST /api/v1/playground/run", "GET /api/v1/playground/runs/r1/events"]);
  expect(positions()).toEqual([undefined, "3"]);
});

test("a stream that ends before its run is taken up again where it ended", async () => {
  server.answer(stream(delta("Hel", 3)), stream(delta("lo", 5), DONE));
  expect((await listen(follow(0))).text).toBe("Hello");
  expect(positions()).toEqual(["0", "3"]);
});

test("a start whose line breaks before the run is known is asked for again with its own key", async () => {
  const proxy = (response: ServerResponse) => response.writeHead(502, { "Content-Type": "text/html" }).end("Bad");
  server.answer((response) => response.destroy(), proxy, stream(RUN, DONE));
  expect((await listen(START)).told).toEqual(["waiting reconnecting", "waiting null", "run", "done"]);
  expect(new Set(asked())).toEqual(new Set(["POST /api/v1/playground/run"]));
  expect(server.heard.map(({ headers }) => headers["idempotency-key"])).toEqual(["key-1", "key-1", "key-1"]);
});

test("a refusal ends it and is told with its status", async () => {
  server.answer(refuse(402, { error: "insufficient_credits", message: "No." }));
  expect((await listen(START)).told).toEqual(["refused 402 insufficient_credits"]);
  expect(server.heard).toHaveLength(1);
});

test("a run that is known outlives a server that refuses for the moment, and not one that says no", async () => {
  server.answer(
    refuse(429, { error: "rate_limited", message: "Later." }),
    refuse(404, { error: "not_found", message: "No." }),
  );
  expect((await listen(follow(3))).told).toEqual(["refused 404 not_found"]);
  expect(positions()).toEqual(["3", "3"]);
});

test("a restarting server is said to be that and asked again with the same key", async () => {
  const body = { error: "model_unavailable", message: "Restarting.", reason: "restarting" } as const;
  server.answer(refuse(503, body), stream(RUN, DONE));
  expect((await listen(START)).told).toEqual(["waiting restarting", "waiting null", "run", "done"]);
  expect(server.heard.map(({ headers }) => headers["idempotency-key"])).toEqual(["key-1", "key-1"]);
});

test("text behind a gap is left out and asked for again from before the gap", async () => {
  server.answer(stream(delta("Hel", 3), delta("there", 11), DONE), stream(delta("lo there", 11), DONE));
  expect(await listen(follow(0))).toEqual({ told: ["delta", "delta", "done"], text: "Hello there" });
  expect(positions()).toEqual(["0", "3"]);
});

test("an abort closes the line, tells nothing more, and asks for nothing again", async () => {
  const page = new AbortController();
  server.answer((response) => send(response, RUN, delta("Hel", 3), delta("lo", 5)));
  const { told } = await listen(START, page.signal, ({ type }) => type === "delta" && page.abort());
  expect(told).toEqual(["run", "delta"]);
  await vi.waitFor(() => expect(server.heard[0]?.closed).toBe(true), PATIENCE);
  expect(server.heard).toHaveLength(1);
});

test("waking ends the wait for the next try", async () => {
  const wait = vi.spyOn(globalThis, "setTimeout");
  const goOffline = (response: ServerResponse) => {
    vi.stubGlobal("navigator", { onLine: false });
    response.destroy();
  };
  server.answer(goOffline, stream(DONE));
  const listening = listen(follow(0));
  await vi.waitFor(() => expect(wait.mock.calls.some(([, ms]) => ms === 5_000)).toBe(true), PATIENCE);
  window.dispatchEvent(new Event("online"));
  expect((await listening).told).toEqual(["waiting reconnecting", "waiting null", "done"]);
  wait.mockRestore();
});

const LANES: RunSource = {
  kind: "compare",
  body: { lanes: [{ baseline: true }, { baseline: true }], userInput: "Hi" },
  idempotencyKey: "key-2",
};
const begunLane = (lane: number) =>
  `event: run\ndata: {"runId":"r${lane}","sessionId":"s1","comparisonId":"c1","lane":${lane}}\n\n`;
const laneDelta = (lane: number, text: string, id: string) =>
  `id: ${id}\nevent: delta\ndata: ${JSON.stringify({ lane, text })}\n\n`;
const laneDone = (lane: number) => `event: done\ndata: {"runId":"r${lane}","lane":${lane}}\n\n`;

test("a comparison that breaks is gone on with from each lane's own place, and ends with its last lane", async () => {
  server.answer(
    broken(begunLane(0), begunLane(1), laneDelta(0, "Hel", "3,0"), laneDelta(1, "Go", "3,2"), laneDone(1)),
    stream(begunLane(0), begunLane(1), laneDelta(0, "lo", "5,2"), laneDone(1), laneDone(0)),
  );
  const { text, told } = await listen(LANES);
  expect(text).toBe("HelGolo");
  expect(told.at(-1)).toBe("done");
  expect(asked()).toEqual(["POST /api/v1/playground/comparisons", "GET /api/v1/playground/comparisons/c1/events"]);
  expect(positions()).toEqual([undefined, "3,2"]);
});

test("a lane's text behind a gap is asked for again, whatever the other lane has", async () => {
  const from = { kind: "rejoin", comparisonId: "c1", positions: [3, 2] } as const;
  server.answer(
    stream(laneDelta(1, "od", "3,4"), laneDelta(0, "there", "11,4"), laneDone(0), laneDone(1)),
    stream(laneDelta(0, "lo there", "11,4"), laneDone(0), laneDone(1)),
  );
  expect(await listen(from)).toEqual({ told: ["delta", "delta", "done", "done"], text: "odlo there" });
  expect(positions()).toEqual(["3,2", "3,4"]);
});

test("another try of a lane is asked for with its key, and is followed as the run that it is", async () => {
  server.answer(broken(begunLane(1), laneDelta(1, "Hel", "3")), stream(laneDelta(1, "lo", "5"), laneDone(1)));
  const { text } = await listen({ kind: "retry", comparisonId: "c1", lane: 1, idempotencyKey: "key-3" });
  expect(text).toBe("Hello");
  expect(asked()).toEqual([
    "POST /api/v1/playground/comparisons/c1/lanes/1/retry",
    "GET /api/v1/playground/runs/r1/events",
  ]);
});
