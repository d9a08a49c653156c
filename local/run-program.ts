import { spawn } from "node:child_process";
import { root } from "./paths";

/**
 * Runs a Node program in the project's folder to its end. `show` passes its output through as it comes; else it is
 * returned, both streams in one. An aborted signal ends it and rejects.
 */
export function runProgram(
  args: readonly string[],
  {
    env = process.env,
    show = false,
    signal,
  }: { env?: Readonly<Record<string, string | undefined>>; show?: boolean; signal?: AbortSignal | undefined } = {},
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args], {
      cwd: root,
      env: env as NodeJS.ProcessEnv,
      stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
      ...(signal && { signal }),
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
