import { accessSync, constants, mkdirSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "./command";

/** Makes the state folder, or refuses with a sentence when it, or a file in it, belongs to somebody else. */
export function openStateFolder(folder: string): void {
  try {
    mkdirSync(join(folder, "logs"), { recursive: true, mode: 0o755 });
    const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
    for (const name of [".", "logs", ...files]) accessSync(join(folder, name), constants.R_OK | constants.W_OK);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "";
    if (!["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST"].includes(code)) throw cause;
    const way = "Start as that user, delete it, or name another: PRPM_HOME=.local-2 npm start";
    throw new CommandError(
      `The state folder ${folder} cannot be written (${code}); perhaps another user made it. ${way}`,
    );
  }
}

/** The path of a log that starts empty; the one before is kept beside it as `name.1.log`. */
export function freshLog(folder: string, name: string): string {
  const log = join(folder, "logs", `${name}.log`);
  try {
    renameSync(log, join(folder, "logs", `${name}.1.log`));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  return log;
}
