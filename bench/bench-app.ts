import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildApp } from "@/local/build-app";
import { migrateDatabase } from "@/local/migrate-database";
import { startNextServer } from "@/local/next-server";
import { bareEnvironment, testEnvironment } from "@/tests/support/test-environment";
import { startDurableDatabase } from "./durable-database";
import { addPeople } from "./runs/people";

/** What the product needs before it is started, and what measures it puts beside it. */
export type BenchApp = {
  /** For logs and state; gone afterwards. */
  folder: string;
  database: { url: string; pid: number };
  /** A token each of the people. */
  tokens: readonly string[];
  /** Done at the end, the last first. */
  undo(step: () => unknown): void;
  /** Starts the product, with its logs in a file as in production. */
  start(port: number, env: Readonly<Record<string, string>>): Promise<{ url: string; pid: number }>;
};

/**
 * Builds what is not built, over a database that waits for its disk, as a real one does, with so many people. Whatever
 * `act` does, all of it is stopped and removed afterwards.
 */
export async function withBenchApp<Value>(people: number, act: (app: BenchApp) => Promise<Value>): Promise<Value> {
  await buildApp();
  const folder = mkdtempSync(join(tmpdir(), "prpm-bench-"));
  const steps: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const undo = (step: () => unknown) => void steps.push(step);
  try {
    const server = await startDurableDatabase(folder);
    undo(server.stop);
    const database = { url: server.url("bench"), pid: server.pid };
    await migrateDatabase(database.url);
    const tokens = await addPeople(database.url, people);
    const start: BenchApp["start"] = async (port, more) => {
      const env = {
        ...bareEnvironment(),
        ...testEnvironment(database.url),
        NEXTAUTH_URL: `http://localhost:${port}`,
        LOG_LEVEL: "info",
        ...more,
      };
      const app = await startNextServer({ port, env, logFile: join(folder, "app.log") });
      undo(() => app.stop(2_000));
      return app;
    };
    return await act({ folder, database, tokens, undo, start });
  } finally {
    for (const step of steps.toReversed()) await step();
  }
}
