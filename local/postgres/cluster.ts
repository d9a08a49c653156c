import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError } from "../command";
import { type Account, giveTo, runAs } from "./account";
import type { Binaries } from "./binaries";

/** Kept inside the data directory, so that neither is ever found without the other. */
const passwordFile = (dataDir: string): string => join(dataDir, "prpm-password");

/**
 * Makes the data directory when it is missing and returns the password of its user `postgres`. Whoever else has an
 * account on this machine can reach 127.0.0.1 too, and a Postgres superuser may run programs: hence a password.
 */
export function ensureCluster(dataDir: string, account: Account | undefined, binaries: Binaries): string {
  if (!existsSync(join(dataDir, "PG_VERSION"))) makeCluster(dataDir, account, binaries);
  return readFileSync(passwordFile(dataDir), "utf8").trim();
}

/** initdb works in a folder beside and is renamed at its end, so that a start cut short leaves nothing half-made. */
function makeCluster(dataDir: string, account: Account | undefined, binaries: Binaries): void {
  const draft = `${dataDir}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  giveTo(account, draft);
  const password = randomBytes(24).toString("base64url");
  withSecretFile(password, account, (pwfile) => {
    const made = runAs(account, binaries.initdb, [
      ...["-D", draft, "-U", "postgres", "-A", "scram-sha-256", "--pwfile", pwfile, "-E", "UTF8"],
      // The builtin provider sorts alike on every system.
      ...["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync", "--no-instructions"],
    ]);
    if (made.status !== 0) {
      throw new CommandError(`The database could not be made in ${dataDir}:\n${made.error ?? made.stderr}`);
    }
  });
  writeFileSync(passwordFile(draft), password, { mode: 0o600 });
  giveTo(account, passwordFile(draft));
  rmSync(dataDir, { recursive: true, force: true }); // holds no PG_VERSION, so no data
  renameSync(draft, dataDir);
}

function withSecretFile(secret: string, account: Account | undefined, use: (path: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "prpm-initdb-"));
  const file = join(folder, "password");
  try {
    writeFileSync(file, secret, { mode: 0o600 });
    giveTo(account, file);
    giveTo(account, folder);
    use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
