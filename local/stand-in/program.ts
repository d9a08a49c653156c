import { CommandError } from "../command";
import { endOfLog, type Running, startProgram } from "../processes";
import { waitUntilAnswers } from "../wait-until-answers";

const START_MS = 20_000;

/** One of the stand-ins: how it is called, its program under `local/`, and what that is told beside its port. */
export type StandIn = {
  name: string;
  program: string;
  args?: readonly string[];
  env?: Readonly<Record<string, string | undefined>>;
  port: number;
  logFile: string;
  signal?: AbortSignal;
};

/** Starts a stand-in on a port of this machine and resolves when it answers. */
export async function startStandIn(standIn: StandIn): Promise<Running & { url: string }> {
  const { name, program, args = [], env = process.env, port, logFile, signal } = standIn;
  const url = `http://127.0.0.1:${port}`;
  const started = startProgram({
    args: ["--conditions=react-server", "--import", "tsx", program, "--port", String(port), ...args],
    env,
    logFile,
  });
  try {
    if (await waitUntilAnswers(url, { timeoutMs: START_MS, hasEnded: started.hasEnded, signal }))
      return { ...started, url };
    throw new CommandError(`${name} did not start.${endOfLog(logFile)}`);
  } catch (error) {
    started.kill();
    throw error;
  }
}
