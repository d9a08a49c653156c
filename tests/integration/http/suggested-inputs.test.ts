import { afterAll, beforeAll, expect, test } from "vitest";
import { codeOf, newPerson, type Person, startApi, UNKNOWN_ID } from "@/tests/support/api";
import { joinTeam, newPackage } from "@/tests/support/packages";
import { rows } from "@/tests/support/product";
import { askAs } from "@/tests/support/sharing";

let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  app = await startApi();
});
afterAll(() => app.stop());

type Item = { id: string; title: string; position: number } & Record<string, unknown>;

const ask = (person: Person | null, packageId: string, method: string, body?: object, query = "") =>
  askAs(app, person, `/api/v1/packages/${packageId}/suggested-inputs${query}`, { method, ...(body && { body }) });

async function listed(packageId: string, person: Person | null = null): Promise<Item[]> {
  const answer = await ask(person, packageId, "GET");
  expect(answer.status, answer.text).toBe(200);
  return answer.body["items"] as Item[];
}

async function add(person: Person, packageId: string, title: string, more: object = {}): Promise<Item> {
  const answer = await ask(person, packageId, "POST", { title, input: `${title}, please`, ...more });
  expect(answer.status, answer.text).toBe(200);
  return answer.body as Item;
}

const orderOf = (items: readonly Item[]) => items.map(({ title }) => title).join("");
const placesOf = (items: readonly Item[]) => items.map(({ position }) => position);

test("an input is added with the form's defaults, changed field by field, moved and deleted [D37]", async () => {
  const author = await newPerson();
  const packageId = await newPackage(author);
  const a = await add(author, packageId, "  a ", { category: null, recommendedModel: null });
  expect(a).toEqual({
    id: a.id,
    title: "a",
    input: "  a , please",
    category: null,
    recommendedModel: null,
    used: 0,
    liked: 0,
    position: 0,
  });
  const c = await add(author, packageId, "c", { category: "edge-case", recommendedModel: "opus" });
  const b = await add(author, packageId, "b", { position: 1 });
  const z = await add(author, packageId, "z", { position: 19 });
  expect(orderOf(await listed(packageId))).toBe("abcz");

  const same = await ask(author, packageId, "PATCH", { id: c.id });
  expect([same.status, same.body]).toEqual([200, { ...c, position: 2 }]);
  const plain = await ask(author, packageId, "PATCH", { id: c.id, category: null, title: "C" });
  expect(plain.body).toEqual({ ...c, title: "C", category: null, position: 2 });
  expect((await ask(author, packageId, "PATCH", { id: c.id, position: 0 })).body["position"]).toBe(0);
  expect(orderOf(await listed(packageId))).toBe("Cabz");

  expect((await ask(author, packageId, "DELETE", { id: a.id })).body).toEqual({ deleted: true });
  expect((await ask(author, packageId, "DELETE", undefined, `?id=${z.id}`)).body).toEqual({ deleted: true });
  expect(codeOf(await ask(author, packageId, "DELETE", { id: a.id }))).toEqual([404, "not_found"]);
  const left = await listed(packageId);
  expect([orderOf(left), placesOf(left)]).toEqual(["Cb", [0, 1]]);
  const { body } = await askAs(app, null, `/api/v1/packages/${packageId}`);
  expect((body["suggestedInputs"] as Item[]).map(({ id }) => id)).toEqual([c.id, b.id]);
});

test("inputs are written by those who look after the package alone, and read by those who see it", async () => {
  const [author, admin, member, stranger] = await Promise.all([newPerson(), newPerson(), newPerson(), newPerson()]);
  const packageId = await newPackage(author);
  const other = await newPackage(author, "1.0.0", `other-${author.id.slice(-8)}`);
  const people = [admin, member].map(({ id }, index) => ({ id, role: index === 0 ? "admin" : "member" }));
  await joinTeam(packageId, people);
  const kept = await add(author, packageId, "kept");
  const foreign = await add(author, other, "foreign");
  const writes = [
    ["POST", { title: "t", input: "i" }],
    ["PATCH", { id: kept.id, title: "t" }],
    ["DELETE", { id: kept.id }],
  ] as const;
  const outcomes = async (person: Person | null, id: string) => {
    const answers = [];
    for (const [method, body] of writes) answers.push(codeOf(await ask(person, id, method, body)));
    return answers;
  };
  const three = (status: number, code: string) => Array(3).fill([status, code]);

  expect(await outcomes(null, packageId)).toEqual(three(401, "unauthenticated"));
  expect(await outcomes(member, packageId)).toEqual(three(403, "forbidden"));
  expect(await outcomes(stranger, packageId)).toEqual(three(403, "forbidden"));
  expect(await outcomes(stranger, UNKNOWN_ID)).toEqual(three(404, "not_found"));
  expect(codeOf(await ask(author, packageId, "PATCH", { id: foreign.id, title: "t" }))).toEqual([404, "not_found"]);
  expect(codeOf(await ask(author, packageId, "DELETE", { id: foreign.id }))).toEqual([404, "not_found"]);
  expect(codeOf(await ask(stranger, packageId, "POST", {}))).toEqual([422, "invalid_input"]);
  expect(await listed(packageId)).toEqual([kept]);

  await rows("UPDATE packages SET visibility = 'private' WHERE id = $1", [packageId]);
  expect(await outcomes(stranger, packageId)).toEqual(three(404, "not_found"));
  expect(codeOf(await ask(null, packageId, "GET"))).toEqual([404, "not_found"]);
  expect(orderOf(await listed(packageId, member))).toBe("kept");
  expect((await add(admin, packageId, "by the admin")).position).toBe(1);
});

test("what does not fit is refused with its field, and changes nothing", async () => {
  const author = await newPerson();
  const packageId = await newPackage(author);
  const kept = await add(author, packageId, "😀".repeat(120), { input: "😀".repeat(10_000) });
  const wrong = {
    title: ["", "  ", "x".repeat(121), "a\u0000", null],
    input: ["", " \n", "x".repeat(10_001), "\ud800"],
    category: ["", "Policy"],
    recommendedModel: ["", "gpt"],
    position: [-1, 20, 0.5, "1"],
  };
  for (const [field, values] of Object.entries(wrong)) {
    for (const value of values) {
      for (const [method, fields] of [
        ["POST", { title: "t", input: "i" }],
        ["PATCH", { id: kept.id }],
      ] as const) {
        const answer = await ask(author, packageId, method, { ...fields, [field]: value });
        expect(codeOf(answer), `${method} ${field} ${value}`).toEqual([422, "invalid_input"]);
        expect(answer.body["issues"]).toMatchObject([{ path: field }]);
      }
    }
  }
  for (const body of [{}, { id: "nonsense" }]) {
    expect(codeOf(await ask(author, packageId, "PATCH", body))).toEqual([422, "invalid_input"]);
    expect(codeOf(await ask(author, packageId, "DELETE", body))).toEqual([422, "invalid_input"]);
  }
  expect(await listed(packageId)).toEqual([kept]);
});

test("a package has at most twenty inputs, also when many are added at once", async () => {
  const author = await newPerson();
  const packageId = await newPackage(author);
  const codes = await Promise.all(
    Array.from({ length: 24 }, async (_, number) => {
      const answer = await ask(author, packageId, "POST", { title: `${number}`, input: "i", position: 0 });
      return answer.status;
    }),
  );
  expect(codes.toSorted()).toEqual([...Array(20).fill(200), ...Array(4).fill(422)]);
  expect(placesOf(await listed(packageId))).toEqual(Array.from({ length: 20 }, (_, place) => place));
});

test("moves at the same time end in an order with no place empty or taken twice", async () => {
  const author = await newPerson();
  const packageId = await newPackage(author);
  const items: Item[] = [];
  for (const title of "abcdef") items.push(await add(author, packageId, title));
  const moves = await Promise.all(
    items.flatMap(({ id }, index) =>
      [5 - index, (index * 3) % 6].map((position) => ask(author, packageId, "PATCH", { id, position })),
    ),
  );
  expect(moves.map(({ status }) => status)).toEqual(Array(12).fill(200));
  expect([...orderOf(await listed(packageId))].toSorted().join("")).toBe("abcdef");
  const stored = await rows<{ position: number }>(
    "SELECT position FROM suggested_inputs WHERE package_id = $1 ORDER BY position",
    [packageId],
  );
  expect(stored.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4, 5]);
});

const QUICK = "[[standin tokens=5 rate=100000 ttft=0]]";

async function countsOf(packageId: string): Promise<(number | unknown)[]> {
  const [item] = await listed(packageId);
  const detail = (await askAs(app, null, `/api/v1/packages/${packageId}`)).body as { suggestedInputs: Item[] };
  expect(detail.suggestedInputs[0]).toMatchObject({ used: item?.["used"], liked: item?.["liked"] });
  return [item?.["used"], item?.["liked"]];
}

test("people who use a suggested input and who like it are counted, each once, and its author is not", async () => {
  const author = await newPerson();
  const packageId = await newPackage(author);
  const { id: suggestedInputId } = await add(author, packageId, QUICK);
  const run = async (person: Person, body: object) => {
    const answer = await askAs(app, person, "/api/v1/playground/run", { body: { userInput: QUICK, ...body } });
    expect(answer.status, answer.text).toBe(200);
    return String(answer.body["runId"]);
  };
  const like = (person: Person, runId: string, effective: boolean) =>
    askAs(app, person, `/api/v1/playground/runs/${runId}/feedback`, { body: { effective } });
  const suggested = { packageId, suggestedInputId };
  const [one, two] = [await newPerson(), await newPerson()];
  expect(await countsOf(packageId)).toEqual([0, 0]);
  await like(author, await run(author, suggested), true);
  expect(await countsOf(packageId)).toEqual([0, 0]);
  const [first, again] = [await run(one, suggested), await run(one, suggested)];
  await run(two, suggested);
  expect(await countsOf(packageId)).toEqual([2, 0]);
  await like(one, first, true);
  await like(one, again, false);
  expect(await countsOf(packageId)).toEqual([2, 1]);
  await like(one, first, false);
  expect(await countsOf(packageId)).toEqual([2, 0]);
  // The same words without the suggestion are one's own.
  await like(two, await run(two, { packageId }), true);
  expect(await countsOf(packageId)).toEqual([2, 0]);
  const renamed = await ask(author, packageId, "PATCH", { id: suggestedInputId, title: "Renamed" });
  expect(renamed.body).toMatchObject({ used: 2, liked: 0 });
});

test("a suggested input of another package, or none, is not found, and nothing is held; an estimate does not mind", async () => {
  const author = await newPerson();
  const packageId = await newPackage(author);
  const other = await newPackage(author, "1.0.0", "other");
  const { id } = await add(author, other, QUICK);
  const reader = await newPerson();
  const post = (path: string, body: object) =>
    askAs(app, reader, `/api/v1/playground/${path}`, { body: { userInput: QUICK, ...body } });
  for (const suggestedInputId of [id, UNKNOWN_ID]) {
    expect(codeOf(await post("run", { packageId, suggestedInputId }))).toEqual([404, "not_found"]);
    const lanes = [{ packageId }, { baseline: true }];
    expect(codeOf(await post("comparisons", { lanes, suggestedInputId }))).toEqual([404, "not_found"]);
    expect((await post("estimate", { packageId, suggestedInputId })).status).toBe(200);
    expect((await post("estimate", { lanes, suggestedInputId })).status).toBe(200);
  }
  expect(codeOf(await post("run", { baseline: true, suggestedInputId: id }))).toEqual([404, "not_found"]);
  expect(await rows("SELECT 1 FROM playground_runs WHERE user_id = $1", [reader.id])).toHaveLength(0);
});

test("in a comparison a suggested input is used by the lane of its package, and liked for that lane alone", async () => {
  const author = await newPerson();
  const packageId = await newPackage(author);
  const { id: suggestedInputId } = await add(author, packageId, QUICK);
  const reader = await newPerson();
  const lanes = [{ baseline: true }, { packageId }];
  const body = { lanes, userInput: QUICK, suggestedInputId };
  const compared = await askAs(app, reader, "/api/v1/playground/comparisons", { body });
  expect(compared.status, compared.text).toBe(200);
  const [baseline, lane] = compared.body["lanes"] as { runId: string }[];
  const like = (runId = "") =>
    askAs(app, reader, `/api/v1/playground/runs/${runId}/feedback`, { body: { effective: true } });
  await like(baseline?.runId);
  expect(await countsOf(packageId)).toEqual([1, 0]);
  await like(lane?.runId);
  expect(await countsOf(packageId)).toEqual([1, 1]);
});
