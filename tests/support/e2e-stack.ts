import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { readJson, writeJson } from "@/local/json-file";
import { inProject } from "@/local/paths";
import type { App } from "./app-server";

/** Where the browser tests find the app; another port by E2E_PORT. */
export const E2E_PORT = Number(process.env["E2E_PORT"] ?? 4790);

export type E2eStack = Pick<App, "url" | "databaseUrl" | "claudeUrl">;

const FILE = inProject("test-results", "stack.json");

/** Written by the web server of the browser tests once it is ready. */
export function writeE2eStack(stack: E2eStack): void {
  mkdirSync(dirname(FILE), { recursive: true });
  writeJson(FILE, stack);
}

/** The stack under test, for a browser test that also looks into the database or asks the stand-in what it received. */
export function readE2eStack(): E2eStack {
  const stack = readJson(FILE);
  if (stack === undefined) throw new Error("The stack of the browser tests does not run.");
  return stack as E2eStack;
}
