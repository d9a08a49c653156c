import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { inProject, root } from "./paths";

/** A Node program to run beside this one. */
export type Program = {
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  /** Where its output goes; without one it is shown as ours. */
  logFile: string | undefined;
};

/** A process we started; it ends when we do, even when we are killed. */
export type Running = {
  pid: number;
  hasEnded(): boolean;
  ended: Promise<void>;
  /** Asks the process and those it started to end, and ends them after `graceMs`. */
  stop(graceMs: number): Promise<void>;
  kill(): void;
};

/**
 * Starts a Node program in the project's folder with its output in a log. It gets a process group of its own, so that
 * a Ctrl-C reaches us alone and we stop things in order.
 */
export function startProgram({ args, env, logFile }: Program): Running {
  const log = logFile === undefined ? "inherit" : openSync(logFile, "a", 0o600);
  const preload = pathToFileURL(inProject("local", "end-with-parent.mjs")).href;
  const child = spawn(process.execPath, ["--import", preload, ...args], {
    cwd: root,
    env: { ...env, END_WITH_PARENT: "1" } as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", log, log, "ipc"],
    detached: process.platform !== "win32",
  });
  if (log !== "inherit") closeSync(log);
  return running(child);
}

function running(child: ChildProcess): Running {
  const hasEnded = (): boolean => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const send = (signal: NodeJS.Signals): void => {
    if (child.pid === undefined || (hasEnded() && signal !== "SIGKILL")) return;
    try {
      if (process.platform === "win32") child.kill(signal);
      else process.kill(-child.pid, signal);
    } catch {
      // The group is gone already.
    }
  };
  return {
    pid: child.pid ?? 0,
    hasEnded,
    ended,
    stop: async (graceMs) => {
      send("SIGTERM");
      const patience = new AbortController();
      await Promise.race([ended, delay(graceMs, undefined, { signal: patience.signal }).catch(() => {})]);
      patience.abort();
      send("SIGKILL"); // also what it started and left behind
    },
    kill: () => send("SIGKILL"),
  };
}

/** The last lines of a log, to show beside a failure. */
export function endOfLog(logFile: string | undefined, lines = 20): string {
  if (!logFile || !existsSync(logFile)) return "";
  const last = readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-lines);
  return `\nThe end of its log, ${logFile}:\n${last.join("\n")}`;
}
