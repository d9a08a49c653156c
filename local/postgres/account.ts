import { spawnSync } from "node:child_process";
import { chownSync, existsSync, statSync } from "node:fs";
import { CommandError } from "../command";

/** An operating system account. */
export type Account = { uid: number; gid: number };

const isRoot = (): boolean => process.getuid?.() === 0;

function nobody(): Account {
  const [uid, gid] = ["-u", "-g"].map((flag) => Number(spawnSync("id", [flag, "nobody"], { encoding: "utf8" }).stdout));
  if (!uid || !gid) throw new CommandError("Postgres refuses to run as root, and there is no account `nobody` for it.");
  return { uid, gid };
}

/**
 * Which account runs Postgres over this data directory: undefined for our own. Postgres refuses root, so root lends
 * it to the owner of data that is there already, else to `nobody`. A normal user may only use data of their own.
 */
export function postgresAccount(dataDir: string): Account | undefined {
  const owner = existsSync(dataDir) ? statSync(dataDir) : undefined;
  if (isRoot()) return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobody();
  if (owner && process.getuid && owner.uid !== process.getuid()) {
    throw new CommandError(
      `The database in ${dataDir} belongs to another user. Start as that user, or name another state folder: PRPM_HOME=.local-2 npm start`,
    );
  }
  return undefined;
}

/** Hands a file or directory to the account; nothing to do for our own. */
export function giveTo(account: Account | undefined, path: string): void {
  if (account) chownSync(path, account.uid, account.gid);
}

/** Asks as the account itself: only then do all the folders above, access lists and mount options count. */
export function canReach(account: Account | undefined, path: string): boolean {
  const flag = existsSync(path) && statSync(path).isDirectory() ? "-x" : "-r";
  return runAs(account, "/bin/sh", ["-c", `test ${flag} "$1"`, "sh", path]).status === 0;
}

/** Runs a program to its end as the account, from the root folder since ours may be closed to it. */
export function runAs(account: Account | undefined, command: string, args: readonly string[]) {
  return spawnSync(command, [...args], { ...account, cwd: "/", env: plainEnvironment(), encoding: "utf8" });
}

/** For Postgres's programs: a LANG that this machine has not installed would stop them. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"] ?? "/usr/bin:/bin", LC_ALL: "C" } as unknown as NodeJS.ProcessEnv;
}
