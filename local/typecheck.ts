import { createRequire } from "node:module";
import { runCommand } from "./command";
import { generateClient } from "./generate-client";
import { nextCli } from "./next-server";
import { inProject } from "./paths";
import { runProgram } from "./run-program";

// Route types and the database client are made, not kept: without them the sources do not type-check.
await runCommand(async () => {
  await generateClient();
  const { code, output } = await runProgram([nextCli, "typegen"]);
  if (code !== 0) console.error(output);
  const tsc = createRequire(import.meta.url)
    .resolve("typescript/package.json")
    .replace("package.json", "bin/tsc");
  const checked = await runProgram([tsc, "--noEmit", "-p", inProject("tsconfig.json")], { show: true });
  process.exitCode = code || checked.code;
});
