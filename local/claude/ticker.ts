type Task = (nowMs: number) => void;

const PERIOD_MS = 20;

/**
 * One timer for all open streams: every task is called about 50 times a second with `performance.now()`.
 * A timer for each token of each stream would cost more than the streams themselves.
 */
export function createTicker() {
  const tasks = new Set<Task>();
  let timer: NodeJS.Timeout | undefined;

  function tick(): void {
    const now = performance.now();
    for (const task of tasks) task(now);
  }

  return {
    add(task: Task): void {
      tasks.add(task);
      timer ??= setInterval(tick, PERIOD_MS);
    },
    remove(task: Task): void {
      tasks.delete(task);
      if (tasks.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
  };
}

export type Ticker = ReturnType<typeof createTicker>;
