import { CommandError } from "./command";
import { packageProgram } from "./package-program";
import { endOfLog, type Running, startProgram } from "./processes";
import { waitUntilAnswers } from "./wait-until-answers";

const START_MS = 60_000;
const DEV_START_MS = 180_000;

/** Serves the built app (or, with `dev`, the sources) on 127.0.0.1 and resolves when it says that it is ready. */
export async function startNextServer(options: {
  port: number;
  env: Readonly<Record<string, string | undefined>>;
  logFile: string | undefined;
  dev?: boolean;
  signal?: AbortSignal;
}): Promise<Running & { url: string }> {
  const { port, env, logFile, dev = false, signal } = options;
  const url = `http://127.0.0.1:${port}`;
  const args = [packageProgram("next"), dev ? "dev" : "start", "-H", "127.0.0.1", "-p", String(port)];
  // A built server goes in order by itself; the development one is ended by Next.
  const signals = dev ? {} : { NEXT_MANUAL_SIG_HANDLE: "1" };
  const environment = { ...env, ...signals, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: undefined };
  const server = startProgram({ args, env: environment, logFile });
  const timeoutMs = dev ? DEV_START_MS : START_MS;
  try {
    const ready = `${url}/api/health/ready`;
    if (await waitUntilAnswers(ready, { timeoutMs, hasEnded: server.hasEnded, signal })) return { ...server, url };
    throw new CommandError(`The app did not become ready.${endOfLog(logFile)}`);
  } catch (error) {
    server.kill();
    throw error;
  }
}
