import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SharedRun, SharedSession } from "@/lib/sessions/shared-session";
import { drawShare } from "./draw-share";

const { fetch } = globalThis;
let asked: string[] = [];

/** The image's maker reads its own program from a `data:` address; everything else would leave this machine. */
function closedNetwork(address: string | URL): Promise<Response> {
  if (String(address).startsWith("data:")) return fetch(address);
  asked.push(String(address));
  return Promise.reject(new Error("The network is closed."));
}

beforeEach(() => {
  asked = [];
  vi.stubGlobal("fetch", closedNetwork);
});
afterEach(() => vi.unstubAllGlobals());

const TITLES = [
  "A review of a small function",
  "x".repeat(10_000),
  "word ".repeat(2_000),
  "標題是中文的，而且很長很長",
  "عنوان باللغة العربية ‏مع علامات",
  "כותרת בעברית",
  "🎉👩‍👩‍👧‍👦🇩🇪 party ©®™ 1️⃣",
  "Mixed 標題 and 🎉 and words that stay for the most part",
  "<script>alert(1)</script><img src=x onerror=alert(1)>",
  "\u202Etfel ot thgir\u202C \u0000\u0007\uD800 zalgo Z̷̢̛a̵l̸g̶o̵",
  "https://example.com/image.png url(https://example.com/x) {{x}}",
  "   ",
];

function shared(text: string): SharedSession {
  const prompt = { kind: "package", scope: text, name: text, format: "claude", version: text } as const;
  const usage = { inputTokens: 1, outputTokens: 1, thinkingTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };
  const run: SharedRun = {
    ...{
      lane: 0,
      response: text,
      stopReason: "end_turn",
      model: "sonnet",
      prompt,
      creditsSpent: 1,
      tokensUsed: 2,
      usage,
    },
    ...{ usageEstimated: false, omittedTurns: 0, firstTokenMs: 1, durationMs: 1, createdAt: "2026-11-28T00:00:00Z" },
  };
  return {
    ...{ title: text, turns: [{ userInput: text, leftOut: 0, runs: [run] }], sharedAt: run.createdAt, expiresAt: null },
    ...{ views: 0, helpful: 0, notHelpful: 0, yourVote: null, isYours: false },
  };
}

test.each(TITLES)("%j is drawn without asking anybody", { timeout: 20_000 }, async (title) => {
  const png = Buffer.from(await drawShare(shared(title)));
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
  expect(asked).toEqual([]);
});
