import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startMailReceiver } from "@/tests/support/mail-receiver";
import { newUser, rows, run, start, startProduct } from "@/tests/support/product";
import { eventually } from "@/tests/support/webhook-receiver";

let mail: Awaited<ReturnType<typeof startMailReceiver>>;
let product: Awaited<ReturnType<typeof startProduct>>;

beforeAll(async () => {
  mail = await startMailReceiver();
  product = await startProduct({
    ...mail.environment,
    LIMIT_RUNS_PER_MINUTE: "1000",
    LIMIT_RUNS_IN_FLIGHT: "1000",
  });
});
beforeEach(() => {
  mail.refuse(null);
  mail.mails.length = 0;
});
afterAll(async () => {
  await product.stop();
  await mail.stop();
});

const RUN = { userInput: "x [[standin tokens=20 rate=5000 ttft=1]]" };
const budgets = () => import("@/lib/credits/budget.server");
const setBudget = async (id: string, credits: number) => (await budgets()).setBudget(id, credits, new Date());
const getBudget = async (id: string, at = new Date()) => (await budgets()).getBudget(id, at);
const crossings = (id: string) =>
  rows<{ percent: number }>("SELECT percent FROM budget_crossings WHERE user_id = $1 ORDER BY percent", [id]);
const mailsTo = (email: string) => mail.mails.filter(({ to }) => to.includes(email));
const subjectsTo = (email: string) => mailsTo(email).map(({ raw }) => /^Subject: (.*)$/m.exec(raw)?.[1]?.trim());
const settled = () => new Promise((resolve) => setTimeout(resolve, 300));

/** Runs of this many credits, made on a day. */
const use = (id: string, credits: number, day = "now() AT TIME ZONE 'UTC'") =>
  rows(
    `INSERT INTO playground_usage (day, user_id, model, runs, credits) VALUES ((${day})::date, $1, 'haiku', 1, $2)`,
    [id, credits],
  );

test("each part of a budget is noted and mailed once a month, to its person alone, and runs go on", async () => {
  const person = await newUser();
  await setBudget(person.id, 4);
  await run(person, RUN);
  expect(await getBudget(person.id)).toMatchObject({ credits: 4, spent: 1, held: 0, reached: 0 });
  expect(await crossings(person.id)).toEqual([]);
  for (let next = 2; next <= 5; next += 1) await run(person, RUN);
  await eventually(() => mailsTo(person.email).length >= 2);
  await settled();
  expect(await crossings(person.id)).toEqual([{ percent: 50 }, { percent: 80 }, { percent: 100 }]);
  // Three of four credits are under 80 %, so the fourth reached 80 and 100 at once and says the higher.
  expect(subjectsTo(person.email)).toEqual([
    expect.stringMatching(/^50 % of your budget for \w+ is spent$/),
    expect.stringMatching(/^Your budget for \w+ is spent$/),
  ]);
  expect(mail.mails.every(({ to }) => to.length === 1)).toBe(true);
  expect(await getBudget(person.id)).toMatchObject({ spent: 5, reached: 100, seen: false });
});

test("runs that settle at once note and mail a part once", async () => {
  const person = await newUser();
  await setBudget(person.id, 10);
  await Promise.all(
    Array.from({ length: 5 }, async () => {
      const going = await start(person, RUN);
      await going.ended();
    }),
  );
  await eventually(() => mailsTo(person.email).length > 0);
  await settled();
  expect(await crossings(person.id)).toEqual([{ percent: 50 }]);
  expect(mailsTo(person.email)).toHaveLength(1);
});

test("two who note at the same moment: one of them tells", async () => {
  const person = await newUser();
  await setBudget(person.id, 10);
  await use(person.id, 9);
  const note = `SELECT id, percent FROM note_budget(now(), $1, month_of(now()), true) WHERE is_told`;
  const noted = await Promise.all(Array.from({ length: 8 }, () => rows(note, [person.id])));
  expect(noted.flat()).toEqual([{ id: expect.any(String), percent: 80 }]);
});

test("runs in flight are held, not spent", async () => {
  const person = await newUser();
  await setBudget(person.id, 2);
  const going = await start(person, { userInput: "x [[standin tokens=100 rate=40 ttft=1]]", maxCredits: 3 });
  expect(await getBudget(person.id)).toMatchObject({ spent: 0, held: 3, reached: 0 });
  await going.ended();
  expect(await getBudget(person.id)).toMatchObject({ spent: 1, held: 0, reached: 50 });
});

test("a month begins at midnight UTC on its first, and a run counts where it was made", async () => {
  const person = await newUser();
  await setBudget(person.id, 10);
  await use(person.id, 7, "DATE '2027-01-31'");
  await use(person.id, 1, "DATE '2027-02-01'");
  expect(await getBudget(person.id, new Date("2027-01-31T23:59:59.999Z"))).toMatchObject({
    spent: 7,
    reached: 50,
    month: { from: "2027-01-01", to: "2027-01-31" },
  });
  expect(await getBudget(person.id, new Date("2027-02-01T00:00:00Z"))).toMatchObject({
    spent: 1,
    reached: 0,
    month: { from: "2027-02-01", to: "2027-02-28" },
  });
});

test("what was reached before the budget was set is known and neither mailed nor shown", async () => {
  const person = await newUser();
  await use(person.id, 60);
  expect(await setBudget(person.id, 100)).toMatchObject({ reached: 50, seen: true });
  await run(person, RUN);
  await settled();
  expect(mailsTo(person.email)).toEqual([]);
});

test("another amount has other parts: they are told anew, and the same amount once more tells nothing", async () => {
  const person = await newUser();
  await setBudget(person.id, 2);
  await run(person, RUN);
  await eventually(() => mailsTo(person.email).length === 1);
  expect(await setBudget(person.id, 4)).toMatchObject({ reached: 0 });
  await setBudget(person.id, 4);
  await run(person, RUN);
  await eventually(() => mailsTo(person.email).length === 2);
  await setBudget(person.id, 4);
  await run(person, RUN);
  await settled();
  expect(subjectsTo(person.email).map((subject) => subject?.slice(0, 4))).toEqual(["50 %", "50 %"]);
  expect(await crossings(person.id)).toEqual([{ percent: 50 }]);
});

test("a notice that was put away stays away until the next part", async () => {
  const person = await newUser();
  const { seeBudget } = await budgets();
  await setBudget(person.id, 10);
  await use(person.id, 5);
  expect(await getBudget(person.id)).toMatchObject({ reached: 50, seen: false });
  expect(await seeBudget(person.id, 50, new Date())).toMatchObject({ reached: 50, seen: true });
  await rows("UPDATE playground_usage SET credits = 8 WHERE user_id = $1", [person.id]);
  expect(await getBudget(person.id)).toMatchObject({ reached: 80, seen: false });
});

test("without a budget nothing is noted; a budget that was taken away leaves nothing", async () => {
  const person = await newUser();
  const { removeBudget } = await budgets();
  await run(person, RUN);
  expect(await getBudget(person.id)).toMatchObject({ credits: null, spent: 1, reached: 0, seen: true });
  await setBudget(person.id, 1);
  expect(await removeBudget(person.id, new Date())).toMatchObject({ credits: null });
  expect(await crossings(person.id)).toEqual([]);
});

test("a part that nobody noted, because the process was lost after the run's end, is noted and mailed by the hourly job", async () => {
  const [person, idle] = [await newUser(), await newUser()];
  await setBudget(person.id, 10);
  await setBudget(idle.id, 10);
  await use(person.id, 8);
  const { alertsJob } = await import("@/lib/insights/alerts-job.server");
  await Promise.all([alertsJob(new Date()), alertsJob(new Date())]);
  await alertsJob(new Date());
  expect(await crossings(person.id)).toEqual([{ percent: 50 }, { percent: 80 }]);
  expect(subjectsTo(person.email)).toEqual([expect.stringMatching(/^80 % of your budget/)]);
  expect(await crossings(idle.id)).toEqual([]);
});

test("a mail that the server refused goes out with the hourly job, once", async () => {
  const person = await newUser();
  await setBudget(person.id, 2);
  mail.refuse(451);
  await run(person, RUN);
  await eventually(async () => {
    const [told] = await rows<{ state: string }>(
      "SELECT d.state FROM deliveries d JOIN budget_crossings c ON c.id = d.about WHERE c.user_id = $1",
      [person.id],
    );
    return told?.state === "refused";
  });
  mail.refuse(null);
  const { deliverBudgetMails } = await import("@/lib/credits/deliver-budget-mails.server");
  const later = new Date(Date.now() + 20 * 60_000);
  await Promise.all([deliverBudgetMails(later), deliverBudgetMails(later)]);
  await deliverBudgetMails(later);
  expect(mailsTo(person.email)).toHaveLength(1);
});
