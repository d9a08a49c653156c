import { afterAll, beforeAll, expect, test } from "vitest";
import { PACK_NAMES, PACKS, PLUS_AMOUNT_CENTS } from "@/lib/billing/packs";
import { startApi } from "@/tests/support/api";

let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  app = await startApi();
});
afterAll(() => app.stop());

const usd = (cents: number): string => `$${cents / 100}`;

/** A page as it is read: without tags, comments and scripts. */
async function textOf(path: string): Promise<string> {
  const html = await (await fetch(`${app.url}${path}`)).text();
  return html.replace(/<script[\s\S]*?<\/script>|<!--[\s\S]*?-->|<[^>]+>/g, " ").replace(/\s+/g, " ");
}

test("D14: every page that names a price names the one of the catalogue", async () => {
  expect(PACK_NAMES.map((name) => [PACKS[name].credits, PACKS[name].amountCents])).toEqual([
    [100, 500],
    [250, 1_000],
    [600, 2_000],
  ]);
  for (const path of ["/pricing", "/playground/credits/buy"]) {
    const text = await textOf(path);
    for (const name of PACK_NAMES) {
      expect(text, `${path} ${name}`).toContain(usd(PACKS[name].amountCents));
      expect(text, `${path} ${name}`).toContain(String(PACKS[name].credits));
    }
    const named = [...text.matchAll(/\$\d+(?:\.\d\d)?/g)].map(([price]) => price);
    const known = [...PACK_NAMES.map((name) => usd(PACKS[name].amountCents)), usd(PLUS_AMOUNT_CENTS)];
    for (const price of named) if (Number(price.slice(1)) >= 5) expect(known, path).toContain(price);
  }
});
