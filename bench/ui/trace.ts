import type { CDPSession, Page } from "@playwright/test";

type TraceEvent = {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds, as the next two: `dur` by the clock, `tdur` of the processor; left out where it was none. */
  ts: number;
  dur?: number;
  tdur?: number;
  args?: { data?: { url?: string; isMainFrame?: boolean } };
};

/**
 * One task of a page's main thread, in milliseconds: by the clock, as its user waits for it, and of the processor, which
 * leaves out what other processes took of a shared machine meanwhile.
 */
export type Task = { clockMs: number; workMs: number };

const CATEGORIES = ["disabled-by-default-devtools.timeline", "devtools.timeline", "blink.user_timing"];
const BEGIN = "bench-begin";

/**
 * The tasks of the main thread of `page` while `act` runs: from the document on that it opens, else from the beginning of
 * what it does in the one that is open.
 */
export async function traceTasks(page: Page, act: () => Promise<void>): Promise<Task[]> {
  const browser = page.context().browser();
  if (browser === null) throw new Error("The page has no browser to be traced.");
  const session = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => void events.push(...(value as unknown as TraceEvent[])));
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { recordMode: "recordAsMuchAsPossible", includedCategories: CATEGORIES },
  });
  try {
    await page.evaluate((name) => void performance.mark(name), BEGIN);
    await act();
  } finally {
    await endTrace(session);
  }
  return tasksOf(events);
}

async function endTrace(session: CDPSession): Promise<void> {
  const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await complete;
  await session.detach();
}

function tasksOf(events: readonly TraceEvent[]): Task[] {
  const opened = events.find(
    ({ name, args }) => name === "CommitLoad" && args?.data?.isMainFrame && args.data.url?.includes("/playground"),
  );
  const start = opened ?? events.find(({ name }) => name === BEGIN);
  if (start === undefined) throw new Error("The trace does not say where it begins.");
  return events
    .filter(({ name, ph, pid, tid }) => name === "RunTask" && ph === "X" && pid === start.pid && tid === start.tid)
    .filter(({ ts, dur = 0 }) => ts + dur >= start.ts)
    .map(({ dur = 0, tdur = 0 }) => ({ clockMs: dur / 1_000, workMs: tdur / 1_000 }));
}
