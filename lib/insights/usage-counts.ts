/** What was run, by how it ended, with what it took. */
export type UsageCounts = {
  runs: number;
  succeeded: number;
  failed: number;
  stopped: number;
  tokens: number;
  creditsSpent: number;
};

export const NO_USAGE: UsageCounts = { runs: 0, succeeded: 0, failed: 0, stopped: 0, tokens: 0, creditsSpent: 0 };

/** Both together. */
export function addUsage(a: UsageCounts, b: UsageCounts): UsageCounts {
  return {
    runs: a.runs + b.runs,
    succeeded: a.succeeded + b.succeeded,
    failed: a.failed + b.failed,
    stopped: a.stopped + b.stopped,
    tokens: a.tokens + b.tokens,
    creditsSpent: a.creditsSpent + b.creditsSpent,
  };
}
