import { setTimeout as delay } from "node:timers/promises";

type Sending = () => Promise<void>;

/** How long the next one waits for the answer to the one before. */
const PATIENCE_MS = 500;
/** How long events are gathered before they go out in random order. */
const WINDOW_MS = 250;

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/**
 * Sends one after the other in the order they came; an endpoint that is slow to answer holds the others up for a short
 * while only.
 */
export function createOutbox() {
  const queue: { send: Sending; notBefore: number }[] = [];
  let gathered: { send: Sending; notBefore: number }[] = [];
  let window: NodeJS.Timeout | undefined;
  let running = false;
  const closing = new AbortController();

  async function run(): Promise<void> {
    running = true;
    for (let next = queue[0]; next && !closing.signal.aborted; next = queue[0]) {
      // Not within the work that made the event: that is to be done first.
      await delay(Math.max(0, next.notBefore - Date.now()), undefined, { signal: closing.signal });
      queue.shift();
      await Promise.race([next.send(), delay(PATIENCE_MS)]);
    }
    running = false;
  }

  function start(): void {
    if (running) return;
    run().catch((error: unknown) => {
      running = false;
      if (!closing.signal.aborted) console.error("stripe stand-in: webhooks stopped:", error);
    });
  }

  return {
    send(send: Sending, delayMs: number): void {
      queue.push({ send, notBefore: Date.now() + delayMs });
      start();
    },
    /** Holds these for a moment, and sends them among whatever else came, in any order. */
    shuffle(sendings: readonly Sending[], delayMs: number): void {
      gathered.push(...sendings.map((send) => ({ send, notBefore: Date.now() + delayMs })));
      window ??= setTimeout(() => {
        window = undefined;
        queue.push(...shuffled(gathered));
        gathered = [];
        start();
      }, WINDOW_MS);
    },
    waiting: (): number => queue.length + gathered.length,
    close(): void {
      closing.abort();
      clearTimeout(window);
    },
  };
}
