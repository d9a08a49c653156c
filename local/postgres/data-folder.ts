import { existsSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { z } from "zod";
import { readJson, writeJson } from "../json-file";
import { canReach, postgresAccount } from "./account";
import { runningPostmaster } from "./postmaster";
import { sharedFolder } from "./shared-folder";

/** `dataDir` is relative to the state folder while it lies inside, so that a copied project uses its own. */
const Remembered = z.object({ dataDir: z.string(), port: z.number().int().optional() });

const memory = (home: string): string => join(home, "postgres.json");

/**
 * Where the data of this state folder lies and the port it had last. It lies inside, but for root when the account
 * that runs Postgres cannot enter the folder: then under /var/tmp, and postgres.json points there.
 */
export function recallPostgres(home: string): z.infer<typeof Remembered> {
  const remembered = Remembered.safeParse(readJson(memory(home)));
  if (remembered.success) {
    const dataDir = resolve(home, remembered.data.dataDir);
    if (existsSync(dataDir)) return { ...remembered.data, dataDir };
  }
  const inside = join(home, "postgres");
  const account = postgresAccount(inside);
  if (canReach(account, home)) return { dataDir: inside };
  const outside = join(sharedFolder(account, home), "postgres");
  forget(outside);
  return { dataDir: outside };
}

/** Writes down what the next start needs. */
export function rememberPostgres(home: string, { dataDir, port }: z.infer<typeof Remembered>): void {
  const fromHome = relative(home, dataDir);
  writeJson(memory(home), { dataDir: fromHome.startsWith("..") ? dataDir : fromHome, port });
}

/** Data outside whose pointer is gone: the state folder was deleted, which is how one asks for a fresh start. */
function forget(dataDir: string): void {
  if (!existsSync(dataDir)) return;
  const left = runningPostmaster(dataDir, postgresAccount(dataDir));
  if (left) process.kill(left.pid, "SIGQUIT");
  rmSync(dataDir, { recursive: true });
}
