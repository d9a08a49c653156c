import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildApp } from "@/local/build-app";
import { migrateDatabase } from "@/local/migrate-database";
import { startNextServer } from "@/local/next-server";
import { freePort } from "@/local/ports";
import { bareEnvironment, testEnvironment } from "@/tests/support/test-environment";
import { startDurableDatabase } from "../durable-database";
import { type Child, startChild } from "./child";
import type { Answer, Load, Target } from "./load";
import { addPeople } from "./people";
import type { ProviderLog } from "./provider";
import { startRelayApp } from "./relay-app";
import { type Statement, startStatementLog } from "./statement-log";

const PEOPLE = 200;

/** A model, a bare relay before it, our product before it, and clients: each in a process of its own. */
export type Stage = {
  targets: Record<Target["kind"], Target>;
  pids: { ours: number; relay: number; database: number; model: number };
  /** Sends a load and answers what became of each request and when it reached the model. */
  send(load: Load): Promise<{ answers: Answer[]; model: ProviderLog }>;
  /** Every statement that the product sent to its database so far, when the stage was asked to read along. */
  statements: readonly Statement[];
};

/**
 * Builds what is not built and starts it all over a database that waits for its disk, as a real one does. Whatever
 * `act` does, all of it is stopped and removed afterwards.
 */
export async function withStage<Value>(
  act: (stage: Stage) => Promise<Value>,
  { readStatements = false }: { readStatements?: boolean } = {},
): Promise<Value> {
  await buildApp();
  const folder = mkdtempSync(join(tmpdir(), "prpm-bench-"));
  const undo: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const database = await startDurableDatabase(folder);
    undo.push(database.stop);
    const databaseUrl = database.url("bench");
    await migrateDatabase(databaseUrl);
    const tokens = await addPeople(databaseUrl, PEOPLE);
    const log = readStatements ? await startStatementLog(databaseUrl) : null;
    if (log) undo.push(log.stop);

    const model = await startChild<{ port: number }>("provider");
    undo.push(model.stop);
    const modelUrl = `http://127.0.0.1:${model.hello.port}`;
    const clients = await startChild("generator");
    undo.push(clients.stop);
    const relay = await startRelayApp(modelUrl, join(folder, "relay.log"));
    undo.push(() => relay.stop(500));
    const port = await freePort();
    const logFile = join(folder, "app.log");
    const app = await startNextServer({ port, env: appEnvironment(port, log?.url ?? databaseUrl, modelUrl), logFile });
    undo.push(() => app.stop(2_000));

    return await act({
      targets: {
        ours: { kind: "ours", url: app.url, tokens },
        relay: { kind: "relay", url: relay.url, tokens },
        direct: { kind: "direct", url: modelUrl, tokens },
      },
      pids: { ours: app.pid, relay: relay.pid, database: database.pid, model: model.pid },
      send: (load) => send(load, clients, model),
      statements: log?.statements ?? [],
    });
  } finally {
    for (const step of undo.toReversed()) await step();
  }
}

async function send(load: Load, clients: Child<unknown>, model: Child<unknown>) {
  await model.ask({});
  const answers = await clients.ask<Answer[]>(load);
  return { answers, model: await model.ask<ProviderLog>({}) };
}

function appEnvironment(port: number, databaseUrl: string, modelUrl: string): Record<string, string> {
  return {
    ...bareEnvironment(),
    ...testEnvironment(databaseUrl),
    NEXTAUTH_URL: `http://localhost:${port}`,
    PORT: String(port),
    ANTHROPIC_BASE_URL: modelUrl,
    LIMIT_RUNS_PER_MINUTE: "100000",
    LIMIT_RUNS_IN_FLIGHT: "100000",
    // As in production; the lines go to a file.
    LOG_LEVEL: "info",
  };
}
