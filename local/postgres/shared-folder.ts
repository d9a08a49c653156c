import { createHash } from "node:crypto";
import { accessSync, constants, lstatSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError } from "../command";
import { type Account, canReach } from "./account";

/** /var/tmp outlives a reboot, the others may not. */
const CANDIDATES = ["/var/tmp", tmpdir(), "/tmp"];

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * A folder that the account can enter, for what it cannot reach in the project (a clone below a closed home, say).
 * Its name is a hash of `of`, so that each project has its own. Refused when somebody else made it before us, who
 * could then swap the programs inside.
 */
export function sharedFolder(account: Account | undefined, of: string): string {
  const parent = CANDIDATES.find((candidate) => isWritable(candidate) && canReach(account, candidate));
  if (!parent)
    throw new CommandError("Found no temporary folder for Postgres. Set TMPDIR to one that others can read.");
  const folder = join(parent, `prpm-${createHash("sha256").update(of).digest("hex").slice(0, 12)}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const made = lstatSync(folder);
  if (!made.isDirectory() || made.uid !== process.getuid?.() || (made.mode & 0o022) !== 0) {
    throw new CommandError(`${folder} is not a folder of this account alone. Remove it, then start again.`);
  }
  return folder;
}
