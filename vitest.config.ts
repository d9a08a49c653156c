import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: here("./") },
      { find: "server-only", replacement: here("./tests/support/empty-module.ts") },
    ],
  },
  test: {
    pool: "threads",
    passWithNoTests: false,
    // What is waited for comes late on a busy machine; Vitest's own second would call that a failure.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{app,components,lib,local,tests/support}/**/*.test.{ts,tsx}"],
          // Thousands of generated texts take seconds on a busy machine, and Vitest's own five are no promise of ours.
          testTimeout: 60_000,
          hookTimeout: 90_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: "tests/support/vitest-postgres.ts",
          testTimeout: 60_000,
          hookTimeout: 90_000,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          // The tests of runs once more, and their own: two servers behind a balancer, PgBouncer before the database.
          name: "cluster",
          include: [
            "tests/cluster/**/*.test.ts",
            "tests/integration/runs/**/*.test.ts",
            "tests/integration/http/runs.test.ts",
          ],
          globalSetup: "tests/cluster/vitest-cluster.ts",
          testTimeout: 150_000,
          hookTimeout: 90_000,
          maxWorkers: 3,
        },
      },
    ],
  },
});
