import type { Client } from "pg";
import { ms } from "../percentiles";
import type { Result } from "../result";
import { BARE_RESET } from "./bare-reset";
import { type Databases, withClient, withDatabases } from "./databases";
import { seedMembers } from "./seed";

const WALLETS = Number(process.env["BENCH_RESET_WALLETS"] ?? 100_000);

export async function benchReset(): Promise<Result[]> {
  return [await withDatabases(reset)];
}

/** A month ends and the next begins for everybody, in chunks as the job does it, beside the same rows written at once. */
async function reset({ ours, bare }: Databases): Promise<Result> {
  const end = new Date("2027-03-01T00:00:00Z");
  const memory: number[] = [];
  const us = await secondsFor(ours, end, async (client) => {
    for (let done = 0, chunk = 1; chunk > 0; done += chunk) {
      chunk = await applyDue(client, end);
      if (done % (WALLETS / 10) === 0) memory.push(await backendMegabytes(client));
    }
  });
  const them = await secondsFor(bare, end, async (client) => {
    for (const statement of BARE_RESET) await client.query(statement, [end]);
  });
  return {
    name: `a month's end and the next month for ${WALLETS} wallets`,
    unit: "s",
    count: WALLETS,
    values: {
      ours: ms(us),
      bare: ms(them),
      times: ms(us / them),
      "MB after the first chunk": memory[0] ?? Number.NaN,
      "MB at the end": memory.at(-1) ?? Number.NaN,
    },
    target: "within 3 times bare INSERT ... SELECT, memory flat",
  };
}

async function secondsFor(url: string, end: Date, work: (client: Client) => Promise<void>): Promise<number> {
  return withClient(url, async (client) => {
    await seedMembers(client, WALLETS, end);
    await client.query("VACUUM ANALYZE");
    const began = performance.now();
    await work(client);
    return (performance.now() - began) / 1_000;
  });
}

async function applyDue(client: Client, end: Date): Promise<number> {
  const { rows } = await client.query<{ chunk: { wallets: number } }>("SELECT ledger_apply_all_due($1, 500) AS chunk", [
    end,
  ]);
  return rows[0]?.chunk.wallets ?? 0;
}

/** What the server's process of this connection has allocated for itself. */
async function backendMegabytes(client: Client): Promise<number> {
  const { rows } = await client.query<{ megabytes: number }>(
    "SELECT round(sum(total_bytes) / 1048576.0, 1)::float8 AS megabytes FROM pg_backend_memory_contexts",
  );
  return rows[0]?.megabytes ?? Number.NaN;
}
