import { spawn } from "node:child_process";
import { chmodSync, closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { CommandError } from "@/local/command";
import { installDebianPackages } from "@/local/debian-package";
import { freePort } from "@/local/ports";
import { giveTo, plainEnvironment, postgresAccount } from "@/local/postgres/account";
import { endOfLog } from "@/local/processes";

const USUAL_PLACES = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer"];
const START_MS = 10_000;
const STOP_MS = 3_000;
/** Connections to Postgres a database; few, so that sessions of many clients really share them. */
const POOL_SIZE = 6;

/** A transaction pooler in front of all databases of a server; `url` is that of its database `postgres`. */
export type Pooler = { url: string; logFile: string; stop(): Promise<void> };

function findPgbouncer(): string | undefined {
  return [process.env["PGBOUNCER_PATH"], ...USUAL_PLACES].find((path) => path && existsSync(path));
}

function ensurePgbouncer(): string {
  const found = findPgbouncer();
  if (found) return found;
  console.log("Installing PgBouncer for the cluster tests.");
  installDebianPackages(["pgbouncer"]);
  const installed = findPgbouncer();
  if (installed) return installed;
  throw new CommandError(
    "There is no PgBouncer and none could be installed. Install one, or name it in PGBOUNCER_PATH.",
  );
}

/** Starts PgBouncer in transaction mode before the server of a URL; it refuses to run as root, as Postgres does. */
export async function startPgbouncer(serverUrl: string): Promise<Pooler> {
  const program = ensurePgbouncer();
  const server = new URL(serverUrl);
  const folder = mkdtempSync(join(tmpdir(), "prpm-test-pgbouncer-"));
  const account = postgresAccount(join(folder, "none"));
  const port = await freePort();
  const users = join(folder, "users.txt");
  writeFileSync(users, `"${server.username}" "${decodeURIComponent(server.password)}"\n`, { mode: 0o600 });
  const settings = join(folder, "pgbouncer.ini");
  writeFileSync(settings, configuration({ server, port, users }), { mode: 0o600 });
  for (const path of [users, settings, folder]) giveTo(account, path);
  chmodSync(folder, 0o700);
  const logFile = join(folder, "pgbouncer.log");
  const log = openSync(logFile, "a", 0o600);
  const child = spawn(program, [settings], {
    ...account,
    cwd: "/",
    env: plainEnvironment(),
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const endNow = (): void => void child.kill("SIGKILL");
  process.once("exit", endNow);
  const url = Object.assign(new URL(serverUrl), { port: String(port) }).href;
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()).once("error", () => resolve()));
  const stop = async (): Promise<void> => {
    process.off("exit", endNow);
    child.kill("SIGTERM");
    await Promise.race([ended, sleep(STOP_MS)]);
    endNow();
    rmSync(folder, { recursive: true, force: true });
  };
  if (await answers(url)) return { url, logFile, stop };
  const complaint = endOfLog(logFile);
  await stop();
  throw new CommandError(`PgBouncer did not start.${complaint}`);
}

function configuration({ server, port, users }: { server: URL; port: number; users: string }): string {
  return `[databases]
* = host=${server.hostname} port=${server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
default_pool_size = ${POOL_SIZE}
max_client_conn = 500
server_idle_timeout = 10
`;
}

async function answers(url: string): Promise<boolean> {
  for (const deadline = Date.now() + START_MS; Date.now() < deadline; await sleep(50)) {
    const client = new Client({ connectionString: url });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.query("SELECT 1");
      return true;
    } catch {
      // Not yet.
    } finally {
      await client.end().catch(() => {});
    }
  }
  return false;
}
