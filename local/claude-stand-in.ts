import { CommandError } from "./command";
import { endOfLog, type Running, startProgram } from "./processes";
import { waitUntilAnswers } from "./wait-until-answers";

/** Starts the local stand-in for Claude on a port and resolves when it answers. */
export async function startClaudeStandIn(options: {
  port: number;
  logFile: string;
  signal?: AbortSignal;
}): Promise<Running & { url: string }> {
  const { port, logFile, signal } = options;
  const url = `http://127.0.0.1:${port}`;
  const args = ["--conditions=react-server", "--import", "tsx", "local/claude/main.ts", "--port", String(port)];
  const standIn = startProgram({ args, env: process.env, logFile });
  if (await waitUntilAnswers(url, { timeoutMs: 20_000, hasEnded: standIn.hasEnded, signal })) {
    return { ...standIn, url };
  }
  await standIn.stop(1_000);
  throw new CommandError(`The stand-in for Claude did not start.${endOfLog(logFile)}`);
}
