type Part = { stop(): Promise<void>; kill(): void };

/** The end of the stack, known to everything that runs in it. */
export type Shutdown = {
  /** Aborted when the stack is to stop. */
  signal: AbortSignal;
  /** The error that made it stop, if it was one. */
  readonly failure: unknown;
  /** Resolves when the signal is aborted. */
  ended: Promise<void>;
  /** Has a part stopped at the end. */
  add(part: Part): void;
  /** Stops the stack because of an error. */
  fail(error: unknown): void;
  /** Stops every part, the last first. */
  stopAll(): Promise<void>;
};

const SAME_KEYPRESS_MS = 1_000;
const DEADLINE_MS = 10_000;

/**
 * Listens for the signals that end the stack. Ctrl-C reaches us from the terminal and from npm at once: signals
 * within a second are one, a later one ends everything by force, and so does a stop that takes ten seconds.
 */
export function createShutdown(): Shutdown {
  const parts: Part[] = [];
  const controller = new AbortController();
  let askedAt: number | undefined;
  let failure: unknown;

  const force = (): never => {
    for (const part of parts) part.kill();
    process.exit(1);
  };
  const begin = (error?: unknown): void => {
    if (askedAt !== undefined) return;
    askedAt = Date.now();
    failure = error;
    setTimeout(force, DEADLINE_MS).unref();
    controller.abort();
  };
  const onSignal = (): void => {
    if (askedAt === undefined) begin();
    else if (Date.now() - askedAt > SAME_KEYPRESS_MS) force();
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, onSignal);
  // The reader of our output may be gone before us.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

  // The timer keeps Node running while it is only waiting, and while parts stop.
  const ended = new Promise<void>((resolve) => {
    const wait = setInterval(() => {}, 60_000);
    controller.signal.addEventListener("abort", () => {
      clearInterval(wait);
      resolve();
    });
  });

  return {
    signal: controller.signal,
    get failure() {
      return failure;
    },
    ended,
    add: (part) => parts.push(part),
    fail: begin,
    stopAll: async () => {
      begin(); // else a part that is stopped would be taken for one that failed, and started again
      for (const part of parts.toReversed()) await part.stop().catch(console.error);
    },
  };
}
