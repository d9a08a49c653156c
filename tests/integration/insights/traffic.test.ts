import { afterAll, beforeAll, expect, test } from "vitest";
import { daysBetween } from "@/lib/insights/day";
import { getAuthor } from "@/lib/insights/get-author.server";
import { getOperator } from "@/lib/insights/get-operator.server";
import { getPackageFigures } from "@/lib/insights/get-package-figures.server";
import { getUsage } from "@/lib/insights/get-usage.server";
import { toPeriod } from "@/lib/insights/period";
import { recountDay, recountPeople } from "@/lib/insights/recount-day.server";
import { importStarterPackages } from "@/local/starter-packages";
import { fillWithTraffic } from "@/local/traffic/fill";
import { ADA } from "@/local/traffic/town";
import { brokenInvariants, rows, startProduct } from "@/tests/support/product";

let product: Awaited<ReturnType<typeof startProduct>>;

beforeAll(async () => {
  product = await startProduct();
  await importStarterPackages(process.env);
});
afterAll(() => product.stop());

async function figures(now: Date) {
  const period = toPeriod({}, now);
  const [ada] = await rows<{ id: string }>("SELECT id FROM users WHERE email = $1", [ADA]);
  const id = ada?.id ?? "";
  const author = await getAuthor(id, period);
  const [first] = author.packages;
  return {
    period,
    usage: await getUsage(id, period, now),
    author,
    busiest: await getPackageFigures(first?.packageId ?? "", period),
    operator: await getOperator(period, now),
  };
}

test("simulated traffic breaks no invariant, fills every dashboard, and counting it all anew changes no figure", async () => {
  const now = new Date();
  await fillWithTraffic({ people: 150, days: 25, seed: 7, now });
  expect(await brokenInvariants()).toEqual([]);

  const { period, usage, author, busiest, operator } = await figures(now);
  for (const value of [usage.runs, usage.creditsSpent, usage.sessions.saved, usage.sessions.shared]) {
    expect(value).toBeGreaterThan(0);
  }
  expect(author.packages.map(({ runs }) => runs > 0)).toEqual([true, true, true, true]);
  expect(busiest.people).toBeGreaterThan(busiest.returned);
  expect(busiest.managers.runs).toBeGreaterThan(0);
  expect(busiest.baseline.runs).toBeGreaterThan(0);
  expect(busiest.suggestedInputs.some(({ used }) => used > 0)).toBe(true);
  expect(operator.byDay.filter(({ runs }) => runs > 0).length).toBeGreaterThan(20);
  expect(operator.failures.length).toBeGreaterThan(0);
  expect(operator.bySource.map(({ source }) => source)).toEqual(expect.arrayContaining(["plus", "free", "none"]));
  expect(new Set(operator.revenue.map(({ product: sold }) => sold)).size).toBeGreaterThan(2);
  expect(operator.plus.members).toBeGreaterThan(0);

  for (const day of daysBetween(period.from, period.to)) {
    await recountDay(day);
    await recountPeople(day);
  }
  expect(await figures(now)).toEqual({ period, usage, author, busiest, operator });
});
