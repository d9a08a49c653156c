import { expect, test, vi } from "vitest";
import { testEnvironment } from "@/tests/support/test-environment";

Object.assign(process.env, testEnvironment("postgres://nobody@127.0.0.1:9/none"), { LOG_LEVEL: "silent" });
const { eventStream } = await import("@/lib/http/event-stream.server");
const { inRequest } = await import("@/lib/telemetry/request-context.server");

const turn = () => new Promise((resolve) => setTimeout(resolve, 20));
const event = (text: string) => ({ event: { type: "delta", data: { text } } });

test("a reader who does not read is waited for: what is new gathers at its source, not in the server's memory", async () => {
  let made = 0;
  const { body } = eventStream(async function* () {
    for (; made < 1_000; made += 1) yield event(String(made));
  });
  await turn();
  expect(made).toBeLessThan(5);
  const reader = body?.getReader();
  for (let read = 0; read < 10; read += 1) await reader?.read();
  await turn();
  expect(made).toBeGreaterThanOrEqual(9);
  expect(made).toBeLessThan(15);
});

test("a reader who leaves while it is waited for ends the stream, and the events' source is told", async () => {
  let told = false;
  const { body } = eventStream(async function* (signal) {
    for (let sent = 0; sent < 1_000 && !signal.aborted; sent += 1) yield event("x");
    told = signal.aborted;
  });
  await turn();
  await body?.cancel();
  await turn();
  expect(told).toBe(true);
});

test("an event that several readers get is encoded once", async () => {
  let encoded = 0;
  const shared = {
    event: {
      type: "delta",
      data: {
        toJSON() {
          encoded += 1;
          return { text: "ש" };
        },
      },
    },
    id: "1",
  };
  const streams = [1, 2, 3].map(() =>
    eventStream(async function* () {
      yield shared;
    }),
  );
  const texts = await Promise.all(streams.map((stream) => stream.text()));
  expect(new Set(texts)).toEqual(new Set(['event: delta\nid: 1\ndata: {"text":"ש"}\n\n']));
  expect(encoded).toBe(1);
});

test("an error names the request of each reader that is told of it", async () => {
  const failed = { event: { type: "error", data: { error: "internal" } } };
  const streams = ["first", "second"].map((id) =>
    inRequest(id, () =>
      eventStream(async function* () {
        yield failed;
      }),
    ),
  );
  const texts = await Promise.all(streams.map((stream) => stream.text()));
  const told = (id: string) => `event: error\ndata: {"error":"internal","requestId":"${id}"}\n\n`;
  expect(texts).toEqual(["first", "second"].map(told));
});

test("a stream that lasts longer than any run ends itself in order, so that its reader comes again", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  try {
    const { body } = eventStream(async function* (signal) {
      yield event("so far");
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
    });
    let asleepEnded = false;
    eventStream(async function* (signal) {
      while (!signal.aborted) yield event("nobody reads this");
      asleepEnded = true;
    });
    const text = new Response(body).text();
    await vi.advanceTimersByTimeAsync(254_000);
    expect(await Promise.race([text, Promise.resolve("open")])).toBe("open");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await text).toContain("so far");
    expect(asleepEnded).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});
