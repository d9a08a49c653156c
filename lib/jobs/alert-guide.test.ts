import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ALERT_GUIDE, guideOf } from "@/lib/jobs/alert-guide";

const KINDS = Object.keys(ALERT_GUIDE);

function textOf(folder: string, ending: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(ending));
  return files
    .filter((file) => !file.endsWith(".test.ts"))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
}

test("everything that is alerted is in the guide, what SQL alerts too, and nothing stands in it that is not alerted", () => {
  const sql = textOf("prisma/migrations", ".sql");
  const bySql = [...sql.matchAll(/INSERT INTO alerts [^;]*?make_id\(p_now\), '(\w+)'/g)].map(([, kind]) => kind ?? "");
  expect(bySql.length).toBe([...sql.matchAll(/INSERT INTO alerts\b/g)].length);
  for (const kind of bySql) expect(KINDS).toContain(kind);
  const code = textOf("lib", ".ts");
  for (const kind of KINDS) expect(code.includes(`kind: "${kind}"`) || bySql.includes(kind), kind).toBe(true);
});

test("the operators' book has every kind", () => {
  const book = readFileSync("docs/operations.md", "utf8");
  for (const kind of KINDS) expect(book, kind).toContain(`| \`${kind}\` |`);
});

test("an address holds what it is about as a value, and a kind of an earlier release still has a name", () => {
  expect(guideOf("payment_in_doubt").path("pi_1&tab=users")).toBe("/admin?tab=payments&q=pi_1%26tab%3Dusers");
  expect(guideOf("gone_since").title).toBe("gone since");
  expect(guideOf("constructor").title).toBe("constructor");
});
