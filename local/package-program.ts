import { readJson } from "./json-file";
import { inProject } from "./paths";

/**
 * The JavaScript file behind a package's command, to be run by Node itself: a shim or `npx` between us and it would
 * swallow signals. `command` where it is named otherwise than the package.
 */
export function packageProgram(name: string, command = name): string {
  const { bin } = readJson(inProject("node_modules", name, "package.json")) as { bin: string | Record<string, string> };
  const file = typeof bin === "string" ? bin : bin[command];
  if (!file) throw new Error(`The package ${name} has no command ${command}`);
  return inProject("node_modules", name, file);
}
