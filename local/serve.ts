import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { parseEnv } from "@/lib/env.server";
import { CommandError, runCommand } from "./command";
import { packageProgram } from "./package-program";
import { inProject, root } from "./paths";
import { problemsForServing } from "./serving-environment";

await runCommand(async () => {
  const problems = problemsForServing(process.env, parseEnv);
  if (!existsSync(inProject(".next", "BUILD_ID"))) problems.push("There is no build yet: run npm run build first.");
  if (problems.length > 0) throw new CommandError(["The server was not started.", ...problems].join("\n"));

  const server = spawn(process.execPath, [packageProgram("next"), "start"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", NEXT_MANUAL_SIG_HANDLE: "1" },
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    // A closed terminal is a wish to go in order, too.
    process.on(signal, () => server.kill(signal === "SIGHUP" ? "SIGTERM" : signal));
  }
  process.exitCode = await new Promise<number>((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
});
