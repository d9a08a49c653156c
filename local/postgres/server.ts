import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { CommandError } from "../command";
import { freePort } from "../ports";
import { processMark } from "../process-mark";
import { endOfLog } from "../processes";
import { type Account, plainEnvironment, postgresAccount } from "./account";
import { type Binaries, postgresBinaries } from "./binaries";
import { ensureCluster } from "./cluster";
import { runningPostmaster } from "./postmaster";

const RECOVERY_MS = 60_000; // after a crash the log is replayed before anybody may connect
const FAST_STOP_MS = 3_000;
const IMMEDIATE_STOP_MS = 1_000;
// A crashed server's last processes hold its memory for a moment; a port may be taken between choice and use.
const ATTEMPTS = 4;
const BETWEEN_ATTEMPTS_MS = 400;
const WATCH_MS = 500;

/** A Postgres server that runs on 127.0.0.1. */
export type PostgresServer = {
  pid: number;
  port: number;
  /** True when an earlier start left it running. */
  adopted: boolean;
  /** Resolves when the process is gone, asked or not. */
  ended: Promise<void>;
  /** The address of a database in it, password included. */
  url(database: string): string;
  /** Ends all connections and stops; after some seconds at once, which the next start recovers from. */
  stop(): Promise<void>;
  /** Stops at once. */
  kill(): void;
};

export type PostgresOptions = {
  dataDir: string;
  logFile: string;
  port?: number | undefined;
  /** Server settings, as in postgresql.conf. */
  settings?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
};

type Started = { options: PostgresOptions; account: Account | undefined; binaries: Binaries; password: string };

/**
 * Starts Postgres over a data directory, which is made when missing, or adopts the one an earlier start left running
 * there. Resolves when it takes connections; throws CommandError with the end of its log when it does not.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { dataDir } = options;
  const account = postgresAccount(dataDir);
  const binaries = postgresBinaries(account);
  mkdirSync(dirname(dataDir), { recursive: true });
  const password = ensureCluster(dataDir, account, binaries);
  const started = { options, account, binaries, password };
  const found = await adopt(started);
  for (let attempt = 1; !found && attempt < ATTEMPTS; attempt++) {
    const launched = await launch(started);
    if (launched) return launched;
    await delay(BETWEEN_ATTEMPTS_MS, undefined, options.signal ? { signal: options.signal } : {});
  }
  const server = found ?? (await launch(started));
  if (server) return server;
  throw new CommandError(`Postgres did not start.${endOfLog(options.logFile)}`);
}

async function adopt({ options, account, password }: Started): Promise<PostgresServer | undefined> {
  const found = runningPostmaster(options.dataDir, account);
  if (!found) {
    rmSync(join(options.dataDir, "postmaster.pid"), { force: true });
    return undefined;
  }
  const server = serverOf({ ...found, adopted: true, password });
  const isGone = (): boolean => processMark(found.pid) === undefined;
  if (await takesConnections(server.url("postgres"), isGone, options.signal)) return server;
  await server.stop(); // it was on its way down, or hangs
  return undefined;
}

/** Undefined when the server ended before it took a connection. */
async function launch({ options, account, binaries, password }: Started): Promise<PostgresServer | undefined> {
  const port = await freePort(options.port);
  const child = spawnPostmaster({ options, account, binaries, port });
  const isGone = (): boolean => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  const server = serverOf({ pid: child.pid ?? 0, port, adopted: false, password });
  let ready = false;
  try {
    ready = await takesConnections(server.url("postgres"), isGone, options.signal);
  } finally {
    if (!ready) await server.stop();
  }
  return ready ? server : undefined;
}

function spawnPostmaster(start: Omit<Started, "password"> & { port: number }): ChildProcess {
  const { options, account, binaries, port } = start;
  // No socket: below a long path its name would be too long. Times are UTC whatever the machine's zone.
  const settings = { timezone: "UTC", log_timezone: "UTC", ...options.settings };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const log = openSync(options.logFile, "a", 0o600);
  const child = spawn(
    binaries.postgres,
    ["-D", options.dataDir, "-h", "127.0.0.1", "-p", String(port), "-k", "", ...flags],
    {
      ...account,
      cwd: "/",
      env: plainEnvironment(),
      stdio: ["ignore", log, log],
      detached: true, // its own process group: a Ctrl-C meant for us does not stop it before those that use it
    },
  );
  child.on("error", () => {}); // seen as a missing pid
  child.unref();
  closeSync(log);
  return child;
}

/** False when the server is gone, or when it takes no connection for longer than a recovery may last. */
async function takesConnections(url: string, isGone: () => boolean, signal?: AbortSignal): Promise<boolean> {
  const deadline = Date.now() + RECOVERY_MS;
  while (Date.now() < deadline && !isGone()) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.query("SELECT 1");
      return true;
    } catch {
      await delay(25, undefined, signal ? { signal } : {});
    } finally {
      await client.end().catch(() => {});
    }
  }
  return false;
}

function serverOf(of: { pid: number; port: number; adopted: boolean; password: string }): PostgresServer {
  const { pid, port, adopted, password } = of;
  const mark = processMark(pid);
  const isThere = (): boolean => mark !== undefined && processMark(pid) === mark;
  const send = (signal: NodeJS.Signals): void => {
    if (isThere()) process.kill(pid, signal);
  };
  const gone = async (withinMs: number): Promise<boolean> => {
    for (const deadline = Date.now() + withinMs; isThere() && Date.now() < deadline; ) await delay(20);
    return !isThere();
  };
  // Watched by its process id: an adopted server is not our child.
  const ended = new Promise<void>((resolve) => {
    const watch = setInterval(() => {
      if (isThere()) return;
      clearInterval(watch);
      resolve();
    }, WATCH_MS);
    watch.unref();
  });
  return {
    pid,
    port,
    adopted,
    ended,
    url: (database) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`,
    stop: async () => {
      send("SIGINT"); // fast shutdown
      if (await gone(FAST_STOP_MS)) return;
      send("SIGQUIT"); // immediate shutdown
      await gone(IMMEDIATE_STOP_MS);
    },
    kill: () => send("SIGQUIT"),
  };
}
