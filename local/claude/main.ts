import { parseArgs } from "node:util";
import { startClaudeStandIn } from "./server";

try {
  const { values } = parseArgs({
    options: { port: { type: "string", default: "4010" }, host: { type: "string", default: "127.0.0.1" } },
  });
  const standIn = await startClaudeStandIn({ port: Number(values.port), host: values.host });
  console.log(`claude stand-in ${standIn.url}`);
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => standIn.close());
} catch (error) {
  console.error(`claude stand-in did not start: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
