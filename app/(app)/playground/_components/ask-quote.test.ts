import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Answer } from "@/components/http/request";
import type { Estimate } from "@/lib/runs/run";
import { beInPageOf } from "@/tests/support/browser-page";
import { startScriptedServer } from "@/tests/support/scripted-server";
import { askQuote } from "./ask-quote";

let server: Awaited<ReturnType<typeof startScriptedServer>>;

beforeEach(async () => {
  server = await startScriptedServer();
  beInPageOf(server.url);
});

afterEach(async () => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  await server.stop();
});

const BODY = { userInput: "How much?" };

test("a price on a silent line is said to be missing, and asked for once more on waking, however it wakes", async () => {
  const patience = new AbortController();
  vi.spyOn(AbortSignal, "timeout").mockReturnValueOnce(patience.signal);
  // It ends once the question has arrived: on a busy machine no time is long enough for that.
  const silence = () => patience.abort(new DOMException("Nobody answered.", "TimeoutError"));
  server.answer(silence, (response) => response.end(JSON.stringify({ maxCredits: 1 })));
  const told: Answer<Estimate>[] = [];
  const asking = askQuote(BODY, new AbortController().signal, (answer) => told.push(answer));
  await vi.waitFor(() => expect(told).toHaveLength(1), { timeout: 15_000 });
  expect(told[0]).toMatchObject({ ok: false, status: 0, error: { message: expect.stringContaining("No connection") } });
  window.dispatchEvent(new Event("online"));
  document.dispatchEvent(new Event("visibilitychange"));
  await asking;
  expect(told[1]).toEqual({ ok: true, body: { maxCredits: 1 } });
  expect(server.heard).toHaveLength(2);
});

test("a price that is refused is told once and not asked for again", async () => {
  const error = { error: "budget_too_small", message: "Too small." } as const;
  server.answer((response) => response.writeHead(422).end(JSON.stringify(error)));
  const tell = vi.fn();
  await askQuote(BODY, new AbortController().signal, tell);
  expect(tell.mock.calls).toEqual([[{ ok: false, status: 422, error }]]);
});
