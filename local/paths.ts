import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder, absolute. */
export const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");

/** Where the local stack keeps its state: PRPM_HOME (relative to the project) or `.local`. */
export const home = resolve(root, process.env["PRPM_HOME"] || ".local");

/** An absolute path inside the project. */
export const inProject = (...parts: string[]): string => join(root, ...parts);
