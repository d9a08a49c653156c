import { startNextServer } from "@/local/next-server";
import { freePort } from "@/local/ports";
import type { Running } from "@/local/processes";

/** One production server, which can die and come back on its port. */
export type AppServer = {
  readonly url: string;
  readonly port: number;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves when the process has ended by itself, or after `graceMs` was ended. */
  terminate(graceMs: number): Promise<void>;
  /** Starts it again, on the same port, and resolves when it is ready. */
  start(): Promise<void>;
  /** True when the process ended though nobody ended it. */
  hasCrashed(): boolean;
};

type AppServerOptions = {
  env: Readonly<Record<string, string>>;
  logFile: string;
  port?: number;
  /** Where people reach it, when that is not the server itself. */
  publicUrl?: string | undefined;
};

/** Serves the build and resolves when it is ready. Its log is appended to over restarts. */
export async function startAppServer({ env, logFile, port: wanted, publicUrl }: AppServerOptions): Promise<AppServer> {
  const port = wanted ?? (await freePort());
  const url = `http://localhost:${port}`;
  const environment = { ...env, NEXTAUTH_URL: publicUrl ?? url, PORT: String(port) };
  let running: Running | null = null;
  const end = async (how: (process: Running) => Promise<void> | void): Promise<void> => {
    const ending = running;
    running = null;
    if (ending === null) return;
    await how(ending);
    await ending.ended;
  };
  const start = async (): Promise<void> => {
    running = await startNextServer({ port, env: environment, logFile });
  };
  await start();
  return {
    url,
    port,
    kill: () => end((process) => process.kill()),
    terminate: (graceMs) => end((process) => process.stop(graceMs)),
    start,
    hasCrashed: () => running?.hasEnded() === true,
  };
}
