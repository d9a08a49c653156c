import { CommandError } from "./command";
import { endOfLog, type Running, startProgram } from "./processes";
import { waitUntilAnswers } from "./wait-until-answers";

const START_MS = 20_000;

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
  try {
    if (await waitUntilAnswers(url, { timeoutMs: START_MS, hasEnded: standIn.hasEnded, signal }))
      return { ...standIn, url };
    throw new CommandError(`The stand-in for Claude did not start.${endOfLog(logFile)}`);
  } catch (error) {
    standIn.kill();
    throw error;
  }
}
