import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Judgement } from "@/lib/moderation/judgement";
import { newUser, receiptOf, rows, startProduct } from "@/tests/support/product";

let product: Awaited<ReturnType<typeof startProduct>>;
let said: Judgement = { outcome: "clear" };
const asked: string[] = [];
const NO_ANSWER: Judgement = { outcome: "unjudged", why: "no_answer" };

// The classifier is somebody else's; what follows from its words is tested here.
vi.mock("@/lib/moderation/classify.server", () => ({
  classify: async (texts: readonly { text: string }[]) => {
    const text = texts.map((each) => each.text).join("\n");
    asked.push(text);
    return { ...(text.includes("Unanswerable") ? NO_ANSWER : said), costNanoUsd: 0 };
  },
}));

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());
beforeEach(async () => {
  asked.length = 0;
  await rows("UPDATE playground_shares SET judgement = 'clear'");
});

async function newShare(question = "Question") {
  const { createShare } = await import("@/lib/sessions/publish-share.server");
  const user = await newUser();
  const { sessionId } = await receiptOf(user, { userInput: `${question} [[standin tokens=5 rate=100000 ttft=0]]` });
  said = NO_ANSWER;
  await createShare({ user: { id: user.id, plan: "plus" }, sessionId, body: { listed: false }, now: new Date() });
  asked.length = 0;
  const [share] = await rows<{ id: string }>("SELECT id FROM playground_shares WHERE session_id = $1", [sessionId]);
  if (share === undefined) throw new Error("there is no share");
  return { id: share.id, userId: user.id };
}

const judge = async () => {
  const { judgeLater } = await import("@/lib/sessions/judge-later.server");
  return (await judgeLater(new Date())).sharesJudged;
};

const stateOf = async (id: string) =>
  (
    await rows<object>(
      `SELECT h.judgement, h.hidden_at IS NOT NULL AS hidden, h.taken_down_at IS NOT NULL AS down,
        (SELECT json_agg(json_build_object('viewer', r.viewer, 'category', r.category, 'outcome', r.outcome)) FROM reports r
          WHERE r.share_id = h.id) AS reports
      FROM playground_shares h WHERE h.id = $1`,
      [id],
    )
  )[0];

const flag = (category: "hate" | "minors", severity: "low" | "high") =>
  ({ outcome: "flagged", flags: [{ category, severity, reason: "For a reason." }] }) satisfies Judgement;

test("a link published unjudged is judged later, by what it shows, and then no more", async () => {
  const { id } = await newShare();
  expect(await stateOf(id)).toMatchObject({ judgement: "unjudged" });
  expect(await judge()).toBe(0); // no answer yet
  expect(await stateOf(id)).toMatchObject({ judgement: "unjudged" });
  said = flag("hate", "low");
  expect(await judge()).toBe(1);
  expect(asked.at(-1)).toContain("Question");
  expect(await stateOf(id)).toEqual({ judgement: "clear", hidden: false, down: false, reports: null });
  expect(await judge()).toBe(0);
});

test("what is objected to is reported to operators and hidden from lists, and the link stays for them to decide", async () => {
  const { id, userId } = await newShare();
  said = flag("hate", "high");
  expect(await judge()).toBe(1);
  const report = { viewer: "check", category: "hate", outcome: null };
  expect(await stateOf(id)).toEqual({ judgement: "clear", hidden: true, down: false, reports: [report] });
  const audit = await rows("SELECT action, actor_id, details->>'by' AS by FROM audit_log WHERE subject = $1", [userId]);
  expect(audit).toEqual([{ action: "share.hide", actor_id: null, by: "check" }]);
});

test("what is about minors is taken down at once", async () => {
  const { id } = await newShare();
  said = flag("minors", "high");
  await judge();
  expect(await stateOf(id)).toMatchObject({ down: true, reports: [{ category: "minors", outcome: "upheld" }] });
});

test("what could not be understood is for operators to look at, and keeps no other waiting", async () => {
  const first = await newShare();
  const second = await newShare();
  said = { outcome: "unjudged", why: "unreadable" };
  expect(await judge()).toBe(2);
  for (const { id } of [first, second]) {
    expect(await stateOf(id)).toMatchObject({ judgement: "clear", hidden: true, reports: [{ category: "other" }] });
  }
});

test("a link that the classifier never answers for keeps no other waiting, and one that is away is not asked for all", async () => {
  const stuck = await newShare("Unanswerable");
  const others = [await newShare(), await newShare()];
  said = { outcome: "clear" };
  expect(await judge()).toBe(2);
  expect(await stateOf(stuck.id)).toMatchObject({ judgement: "unjudged" });
  for (const { id } of others) expect(await stateOf(id)).toMatchObject({ judgement: "clear" });
  await newShare();
  await newShare();
  expect(await judge()).toBe(0);
  expect(asked).toHaveLength(2);
});

test("a link whose content changed while it was judged is left to the judgement of what it shows now", async () => {
  const { flagShare } = await import("@/lib/moderation/flag-share.server");
  const { id } = await newShare();
  const before = { shareId: id, snapshotId: "01a20341-a77b-72f1-b20e-e1d6aa18c409" };
  const done = await flagShare(before, [{ category: "hate", severity: "high", reason: "Old." }], new Date());
  expect(done).toBe(false);
  expect(await stateOf(id)).toMatchObject({ judgement: "unjudged", hidden: false, reports: null });
});
