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
  await vi.waitFor(() => expect(server.heard[0]?.closed).toBe(true));
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
  await vi.waitFor(() => expect(wait.mock.calls.some(([, ms]) => ms === 5_000)).toBe(true));
  window.dispatchEvent(new Event("online"));
  expect((await listening).told).toEqual(["waiting reconnecting", "waiting null", "done"]);
  wait.mockRestore();
});
