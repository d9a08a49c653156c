import { rmSync } from "node:fs";
import { CommandError } from "./command";
import { contentHash } from "./content-hash";
import { packageProgram } from "./package-program";
import { inProject, root } from "./paths";
import { runProgram } from "./run-program";
import { readStamp, writeStamp } from "./stamp";

const STAMP = inProject("lib", "db", "generated", ".made-from");
const SOURCES = ["prisma/schema.prisma", "node_modules/@prisma/client/package.json"];

/** Writes Prisma's client to lib/db/generated unless it was made from this very schema. True when it did. */
export async function generateClient(signal?: AbortSignal): Promise<boolean> {
  const sources = contentHash(root, SOURCES, () => false);
  if (readStamp(STAMP) === sources) return false;
  rmSync(STAMP, { force: true });
  const { code, output } = await runProgram([packageProgram("prisma"), "generate", "--no-hints"], { signal });
  if (code !== 0) throw new CommandError(`The database client could not be generated:\n${output}`);
  writeStamp(STAMP, sources);
  return true;
}
