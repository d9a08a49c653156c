import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { NEWEST_MIGRATION } from "./newest-migration";

test("a process is ready only with the newest migration there is", () => {
  const folders = readdirSync("prisma/migrations", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(
    folders
      .map(({ name }) => name)
      .sort()
      .at(-1),
  ).toBe(NEWEST_MIGRATION);
});
