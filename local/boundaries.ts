import { CommandError, runCommand } from "./command";
import { packageProgram } from "./package-program";
import { runProgram } from "./run-program";

const FOLDERS = ["app", "components", "lib", "local", "tests"];

// Without a parser for this TypeScript, dependency-cruiser reads no module at all and reports success.
await runCommand(async () => {
  const { code, output } = await runProgram([packageProgram("dependency-cruiser", "depcruise"), ...FOLDERS]);
  console.log(output.trim());
  const [, modules] = /\((\d+) modules/.exec(output) ?? [];
  if (code === 0 && !Number(modules)) throw new CommandError("No module was looked at, so nothing is proved.");
  process.exitCode = code;
});
