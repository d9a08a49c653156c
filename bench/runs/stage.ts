import { join } from "node:path";
import { freePort } from "@/local/ports";
import { withBenchApp } from "../bench-app";
import { type Child, startChild } from "./child";
import type { Answer, Load, Target } from "./load";
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

/** Starts it all; whatever `act` does, all of it is stopped and removed afterwards. */
export async function withStage<Value>(
  act: (stage: Stage) => Promise<Value>,
  { readStatements = false }: { readStatements?: boolean } = {},
): Promise<Value> {
  return withBenchApp(PEOPLE, async ({ folder, database, tokens, undo, start }) => {
    const log = readStatements ? await startStatementLog(database.url) : null;
    if (log) undo(log.stop);
    const model = await startChild<{ port: number }>("provider");
    undo(model.stop);
    const modelUrl = `http://127.0.0.1:${model.hello.port}`;
    const clients = await startChild("generator");
    undo(clients.stop);
    const relay = await startRelayApp(modelUrl, join(folder, "relay.log"));
    undo(() => relay.stop(500));
    const app = await start(await freePort(), {
      ...(log && { DATABASE_URL: log.url }),
      ANTHROPIC_BASE_URL: modelUrl,
      LIMIT_RUNS_PER_MINUTE: "100000",
      LIMIT_RUNS_IN_FLIGHT: "100000",
    });

    return act({
      targets: {
        ours: { kind: "ours", url: app.url, tokens },
        relay: { kind: "relay", url: relay.url, tokens },
        direct: { kind: "direct", url: modelUrl, tokens },
      },
      pids: { ours: app.pid, relay: relay.pid, database: database.pid, model: model.pid },
      send: (load) => send(load, clients, model),
      statements: log?.statements ?? [],
    });
  });
}

async function send(load: Load, clients: Child<unknown>, model: Child<unknown>) {
  await model.ask({});
  const answers = await clients.ask<Answer[]>(load);
  return { answers, model: await model.ask<ProviderLog>({}) };
}
