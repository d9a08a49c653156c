import { readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { processMark } from "../process-mark";
import { type Account, runAs } from "./account";

/** A Postgres server process over some data directory. */
export type Postmaster = { pid: number; port: number };

/** The file's first line is the process, the second the data directory, the fourth the port. */
export function parsePostmasterPid(text: string): (Postmaster & { dataDir: string }) | undefined {
  const [pid, dataDir, , port] = text.split("\n");
  if (!pid || !dataDir || !port || !Number(pid) || !Number(port)) return undefined;
  return { pid: Number(pid), dataDir, port: Number(port) };
}

/**
 * A server that runs over this directory now, left by an earlier start. Undefined when postmaster.pid is absent or
 * speaks of a process that is gone, of another program under a recycled id, or of the directory this one was copied
 * from.
 */
export function runningPostmaster(dataDir: string, account: Account | undefined): Postmaster | undefined {
  let text: string;
  try {
    text = readFileSync(join(dataDir, "postmaster.pid"), "utf8");
  } catch {
    return undefined;
  }
  const found = parsePostmasterPid(text);
  if (!found || processMark(found.pid) === undefined || !worksIn(found, dataDir, account)) return undefined;
  return { pid: found.pid, port: found.port };
}

/** A postmaster's working directory is its data directory; asked as its own account, which alone may see it. */
function worksIn(found: { pid: number; dataDir: string }, dataDir: string, account: Account | undefined): boolean {
  if (process.platform === "linux") {
    const { status, stdout } = runAs(account, "readlink", ["-f", `/proc/${found.pid}/cwd`]);
    if (status === 0) return stdout.trim() === realpathSync(dataDir);
  }
  return /postgres/.test(commandLine(found.pid)) && found.dataDir === dataDir;
}

function commandLine(pid: number): string {
  if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  return runAs(undefined, "ps", ["-o", "command=", "-p", String(pid)]).stdout;
}
