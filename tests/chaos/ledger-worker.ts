import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "pg";
import { newId } from "@/lib/id";
import { settleParameter, startParameter } from "@/tests/support/ledger-database";
import { makeMovement, type World } from "./movements";

/** One process of the storm: works on what its parent sends, several at a time, and says what is done. */
export type Task =
  | { task: "begin"; url: string; clients: number; world: World }
  | { task: "movements"; numbers: number[] }
  | { task: "drain"; url: string; clients: number; user: string };
export type Report =
  | { done: [number: number, calls: number, charged: number][] }
  | { captured: number }
  | { failed: string };

const report = (message: Report): void => {
  process.send?.(message, undefined, undefined, () => {}); // the parent may be gone
};

let pool: Pool;
let world: World;

function connect(url: string, clients: number): Pool {
  const made = new Pool({ connectionString: url, max: clients, application_name: "chaos-worker" });
  made.on("error", () => {}); // terminated on purpose
  return made;
}

/** An answer that was lost with its connection is asked for again, under the same keys. */
async function untilAnswered<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const { code = "", message } = error as { code?: string; message: string };
      // Class 57: an administrator ended the connection. Without a code: the socket broke.
      const isLost = code.startsWith("57") || code === "" || code.startsWith("ECONN") || code === "EPIPE";
      if (!isLost || attempt > 20 || message.startsWith("TypeError")) throw error;
      await sleep(5 * attempt);
    }
  }
}

async function movement(number: number): Promise<void> {
  const { calls, charged } = await untilAnswered(() => makeMovement(pool, world, number));
  report({ done: [[number, calls, charged]] });
}

/** Spends a wallet down to nothing from many clients at once; answers what this process was charged. */
async function drain(user: string, clients: number): Promise<number> {
  let captured = 0;
  const client = async (): Promise<void> => {
    for (;;) {
      const now = Date.now();
      const runId = newId();
      const { rows } = await pool.query<{ result: { outcome: string } }>("SELECT start_runs($1) AS result", [
        startParameter(now, user, [{ runId, amount: 2 }]),
      ]);
      if (rows[0]?.result.outcome !== "started") {
        const [left] = (
          await pool.query<{ balance: number }>("SELECT balance FROM playground_credits WHERE user_id = $1", [user])
        ).rows;
        if ((left?.balance ?? 0) < 2) return;
        await sleep(2);
        continue;
      }
      const charge = Math.random() < 0.5 ? 1 : 2;
      const settled = await pool.query<{ result: { charged: number } }>("SELECT settle_run($1) AS result", [
        settleParameter(now, runId, charge),
      ]);
      captured += settled.rows[0]?.result.charged ?? 0;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return captured;
}

async function work(task: Task): Promise<void> {
  if (task.task === "begin") {
    ({ world } = task);
    pool = connect(task.url, task.clients);
  } else if (task.task === "movements") {
    await Promise.all(task.numbers.map(movement));
  } else {
    pool = connect(task.url, task.clients);
    report({ captured: await drain(task.user, task.clients) });
  }
}

process.on("message", (task: Task) => {
  work(task).catch((error: Error) => report({ failed: `${error.message}\n${error.stack}` }));
});
process.on("disconnect", () => process.exit());
