import { runCommand } from "./command";
import { generateClient } from "./generate-client";
import { packageProgram } from "./package-program";
import { runProgram } from "./run-program";

// Route types and the database client are made, not kept: without them the sources do not type-check.
await runCommand(async () => {
  await generateClient();
  const routes = await runProgram([packageProgram("next"), "typegen"]);
  if (routes.code !== 0) console.error(routes.output);
  const types = await runProgram([packageProgram("typescript", "tsc"), "--noEmit"], { show: true });
  process.exitCode = routes.code || types.code;
});
