import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CreditTransaction } from "@/lib/credits/transaction";
import { call, newPerson, startApi } from "@/tests/support/api";
import { rows } from "@/tests/support/product";

let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  app = await startApi({ starterPackages: true });
});
afterAll(() => app.stop());

const HISTORY = "/api/v1/playground/credits/history";
const CSV = { accept: "text/csv" };

type List = { items: CreditTransaction[]; nextCursor: string | null };

async function page(token: string, query: string): Promise<List> {
  const { status, body } = await call(app, `${HISTORY}?${query}`, { token });
  expect(status).toBe(200);
  return body as unknown as List;
}

/** Every movement that a filter finds, page after page; `between` happens after each. */
async function walk(token: string, query: string, between: () => Promise<unknown> = async () => undefined) {
  const items: CreditTransaction[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const list = await page(token, `${query}${cursor === "" ? "" : `&cursor=${cursor}`}`);
    items.push(...list.items);
    cursor = list.nextCursor;
    await between();
  }
  return items;
}

function parseCsv(text: string): string[][] {
  const records: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (cell.lastIndex < text.length) {
    const [, quoted, bare = "", end] = cell.exec(text) ?? [];
    if (end === undefined) throw new Error("this is not CSV");
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end !== ",") records.push([]);
  }
  return records.slice(0, -1);
}

let key = 0;

/** An operator's correction: the quickest movement there is, with a text of our own. */
async function adjust(userId: string, amount: number, reason = "A correction"): Promise<void> {
  key += 1;
  await rows("SELECT ledger_adjust(now(), $1, $2, $3, $4, $1)", [userId, amount, `test:${key}`, reason]);
}

async function personWith(movements: number) {
  const person = await newPerson();
  for (let index = 0; index < movements; index += 1) await adjust(person.id, index % 3 === 2 ? -1 : 1);
  return person;
}

async function runOnce(token: string): Promise<{ runId: string; sessionId: string }> {
  const { body } = await call(app, "/api/v1/packages?q=commit-message");
  const [first] = body["items"] as { id: string }[];
  const userInput = "I fixed the login redirect. [[standin tokens=20 ttft=1 rate=2000]]";
  const answer = await call(app, "/api/v1/playground/run", { token, body: { packageId: first?.id, userInput } });
  expect(answer.status).toBe(200);
  return answer.body as { runId: string; sessionId: string };
}

test("a run is told by its package and model, and in the ledger as it was written", async () => {
  const person = await newPerson();
  const { runId } = await runOnce(person.token);
  const { items } = await page(person.token, "type=spend");
  expect(items).toEqual([
    {
      id: expect.any(String),
      seq: 2,
      type: "spend",
      amount: -1,
      balanceAfter: 4,
      description: "commit-message with Sonnet 5.5",
      runId,
      purchaseId: null,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    },
  ]);
  const stored = await rows("SELECT description FROM playground_credit_transactions WHERE run_id = $1", [runId]);
  expect(stored).toEqual([{ description: "Run with sonnet" }]);
});

test("walking the pages while new movements arrive has neither gaps nor repeats", async () => {
  const person = await personWith(24);
  const items = await walk(person.token, "limit=4", () => adjust(person.id, 1, "While you read"));
  expect(items.map(({ seq }) => seq)).toEqual(Array.from({ length: 25 }, (_, index) => 25 - index));
});

test("a filter gives the movements of its kind and no others, over all pages", async () => {
  const person = await personWith(7);
  const all = await walk(person.token, "limit=100");
  for (const type of ["trial", "adjustment", "spend"] as const) {
    expect(await walk(person.token, `limit=3&type=${type}`)).toEqual(all.filter((item) => item.type === type));
  }
  expect((await call(app, `${HISTORY}?type=gift`, { token: person.token })).status).toBe(422);
});

test("the CSV has every movement of the filter, as the pages list them", async () => {
  const person = await personWith(130);
  await runOnce(person.token);
  await adjust(person.id, 2, '=HYPERLINK("http://evil.example";"pay")');
  await adjust(person.id, 1, 'Two lines,\r\nand a "quote"');
  for (const filter of ["", "type=adjustment", "type=spend", "type=refund"]) {
    const answer = await call(app, `${HISTORY}?limit=1&${filter}`, { token: person.token, headers: CSV });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^text\/csv; *charset=utf-8/);
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="[\w.-]+"$/);
    const [head, ...lines] = parseCsv(answer.text);
    expect(head).toEqual(["seq", "time", "type", "amount", "balance", "description", "runId", "purchaseId", "hash"]);
    const items = await walk(person.token, `limit=100&${filter}`);
    expect(lines).toEqual(
      items.map((item) => [
        String(item.seq),
        item.createdAt,
        item.type,
        String(item.amount),
        String(item.balanceAfter),
        item.description.replace(/^=/, "'="),
        item.runId ?? "",
        item.purchaseId ?? "",
        expect.stringMatching(/^[0-9a-f]{64}$/),
      ]),
    );
  }
});

test("the CSV can be verified without the database: each line's hash follows from the line before", async () => {
  const person = await personWith(5);
  await runOnce(person.token);
  const { text } = await call(app, HISTORY, { token: person.token, headers: CSV });
  let before = Buffer.alloc(32);
  for (const [seq, time, type, amount, balance, , runId, purchaseId, hash] of parseCsv(text).slice(1).reverse()) {
    const content = [seq, time, type, amount, balance, runId, purchaseId].join(",");
    before = createHash("sha256").update(before).update(content).digest();
    expect(before.toString("hex")).toBe(hash);
  }
});

test("more movements than are read at once come whole, and in order", async () => {
  const person = await newPerson();
  await adjust(person.id, 3_000);
  await rows("SELECT ledger_adjust(now(), $1, -1, 'bulk:' || n, 'bulk', $1) FROM generate_series(1, 2300) AS n", [
    person.id,
  ]);
  const { text } = await call(app, HISTORY, { token: person.token, headers: CSV });
  const seqs = parseCsv(text)
    .slice(1)
    .map(([seq]) => Number(seq));
  expect(seqs).toEqual(Array.from({ length: 2_302 }, (_, index) => 2_302 - index));
});

test("nobody reads someone else's movements, in pages, as CSV or as a file", async () => {
  const [one, other] = [await personWith(3), await newPerson()];
  const theirs = await page(other.token, "limit=100");
  expect(theirs.items.map(({ type }) => type)).toEqual(["trial"]);
  const { nextCursor } = await page(one.token, "limit=1");
  const borrowed = await page(other.token, `cursor=${nextCursor}`);
  expect(borrowed.items.every(({ seq }) => theirs.items.some((item) => item.seq === seq))).toBe(true);
  const ids = new Set((await page(one.token, "limit=100")).items.map(({ id }) => id));
  expect([...theirs.items, ...borrowed.items].some(({ id }) => ids.has(id))).toBe(false);
  const { text } = await call(app, HISTORY, { token: other.token, headers: CSV });
  expect(parseCsv(text)).toHaveLength(2);
  for (const path of [HISTORY, "/credits/statement.csv"]) {
    expect((await call(app, path, { headers: CSV })).status).toBe(401);
  }
  const link = await fetch(`${app.url}/credits/statement.csv`, {
    headers: { accept: "text/html,*/*;q=0.8" },
    redirect: "manual",
  });
  expect([link.status, link.headers.get("location")]).toEqual([303, "/sign-in?callbackUrl=%2Fcredits"]);
});

test("the file for spreadsheets is the same CSV behind a byte order mark", async () => {
  const { token } = await personWith(2);
  const csv = await call(app, HISTORY, { token, headers: CSV });
  const file = await fetch(`${app.url}/credits/statement.csv`, { headers: { authorization: `Bearer ${token}` } });
  const bytes = new Uint8Array(await file.arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(bytes)).toBe(csv.text);
  expect(csv.text.startsWith("seq,")).toBe(true);
});
