import { createHash } from "node:crypto";

const KEPT = 5_000;

/**
 * Counts how often the very same request came, for `error_times`: a client that tries again sends the same bytes. Once
 * a request was answered the count begins anew, so that the same question asked later fails as often again.
 */
export function createAttempts() {
  const counts = new Map<string, number>();

  return {
    /** Is this one of the first `times` attempts of a body, which are to fail? */
    isToFail(body: unknown, times: number): boolean {
      const key = createHash("sha256").update(JSON.stringify(body)).digest("base64");
      const earlier = counts.get(key) ?? 0;
      counts.delete(key);
      if (earlier >= times) return false;
      counts.set(key, earlier + 1);
      const [oldest] = counts.keys();
      if (counts.size > KEPT && oldest !== undefined) counts.delete(oldest);
      return true;
    },
  };
}

export type Attempts = ReturnType<typeof createAttempts>;
