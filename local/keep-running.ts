import { CommandError } from "./command";
import type { Shutdown } from "./shutdown";

/** A part of the stack as it is stopped. */
export type Part = { ended: Promise<void>; stop(): Promise<void>; kill(): void };

const RESTARTS = 3;
const WITHIN_MS = 60_000;

/**
 * Starts a part and starts it again whenever it ends unasked, three times a minute at most; then `fail` is told.
 * Resolves with a handle on whichever is current.
 */
export async function keepRunning<P extends Part>(
  name: string,
  start: () => Promise<P>,
  { signal, fail }: Pick<Shutdown, "signal" | "fail">,
): Promise<Pick<Part, "stop" | "kill"> & { first: P }> {
  const first = await start();
  let current = first;
  let restarts: number[] = [];
  const watch = async (): Promise<void> => {
    for (;;) {
      await current.ended;
      if (signal.aborted) return;
      restarts = restarts.filter((at) => Date.now() - at < WITHIN_MS);
      if (restarts.length >= RESTARTS) throw new CommandError(`${name} keeps ending by itself; see its log.`);
      restarts.push(Date.now());
      console.error(`${name} ended by itself and is started again.`);
      current = await start();
    }
  };
  watch().catch((error: unknown) => {
    if (!signal.aborted) fail(error);
  });
  return { first, stop: () => current.stop(), kill: () => current.kill() };
}
