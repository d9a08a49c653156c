import { linkSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { CommandError } from "./command";
import { readJson, writeJson } from "./json-file";
import { processMark } from "./process-mark";

const Service = z.object({ url: z.string(), standIn: z.boolean() });

const Ready = z.object({
  url: z.string(),
  databaseUrl: z.string(),
  claude: Service,
  stripe: Service.nullable(),
});

const Stack = Ready.partial().extend({ pid: z.number().int(), mark: z.string(), startedAt: z.string() });

/** What a running stack offers: the app's address, its database, and the outside services or their stand-ins. */
export type ReadyStack = z.infer<typeof Ready>;

/** stack.json: the process that runs the stack and, once it is ready, what it offers. */
export type Stack = z.infer<typeof Stack>;

const fileIn = (home: string): string => join(home, "stack.json");

/** The stack that runs now; a file left by one that is gone, or by another process under its id, is nothing. */
export function runningStack(home: string): Stack | undefined {
  const stack = Stack.safeParse(readJson(fileIn(home)));
  return stack.success && processMark(stack.data.pid) === stack.data.mark ? stack.data : undefined;
}

/** The part that a ready stack has, or undefined while it is still starting. */
export function readyPart(stack: Stack): ReadyStack | undefined {
  const ready = Ready.safeParse(stack);
  return ready.success ? ready.data : undefined;
}

/**
 * Makes this process the one that runs the stack: of several that try, one succeeds and the others are refused.
 * `afterCrash` says that an earlier one ended without clearing up.
 */
export function claimStack(home: string): { afterCrash: boolean; ready(offers: ReadyStack): void; release(): void } {
  const own: Stack = {
    pid: process.pid,
    mark: processMark(process.pid) ?? "",
    startedAt: new Date().toISOString(),
  };
  const afterCrash = claim(home, own);
  return {
    afterCrash,
    ready: (offers) => writeJson(fileIn(home), { ...own, ...offers }),
    release: () => {
      if (runningStack(home)?.pid === process.pid) rmSync(fileIn(home), { force: true });
    },
  };
}

function claim(home: string, own: Stack): boolean {
  for (const afterCrash of [false, true]) {
    if (created(fileIn(home), own)) return afterCrash;
    refuseBeside(runningStack(home));
    removeStale(home);
  }
  throw new CommandError("Another start is under way in this folder. Wait for it, then try again.");
}

/** A link appears whole or is refused; a file made in place could be read half-written. */
function created(path: string, own: Stack): boolean {
  const draft = `${path}.${process.pid}.own`;
  writeJson(draft, own);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft);
  }
}

function refuseBeside(other: Stack | undefined): void {
  if (!other) return;
  const where = other.url ? ` at ${other.url}` : ", and is still starting";
  throw new CommandError(
    `PRPM Playground already runs from this folder${where} (process ${other.pid}). Stop that one first with Ctrl-C in its window, or: kill ${other.pid}`,
  );
}

/** Between reading and removing, another start may have put its own file there: that one is put back. */
function removeStale(home: string): void {
  const aside = `${fileIn(home)}.${process.pid}.old`;
  try {
    renameSync(fileIn(home), aside);
  } catch {
    return;
  }
  const moved = Stack.safeParse(readJson(aside));
  const isLive = moved.success && processMark(moved.data.pid) === moved.data.mark;
  if (isLive) linkSync(aside, fileIn(home));
  rmSync(aside);
}
