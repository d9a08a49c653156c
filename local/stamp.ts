import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** What a folder was made from, as written down in it when it was complete; undefined when it is not. */
export function readStamp(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

/** Called when everything else is there, so that a build cut short carries no stamp. */
export function writeStamp(path: string, sources: string): void {
  writeFileSync(path, sources);
}
