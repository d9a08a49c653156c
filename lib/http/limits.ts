/** How many requests of a kind one user (or one address, for people without an account) may make in a minute. */
export const LIMITS = {
  read: 300,
  estimate: 60,
  write: 60,
  purchase: 10,
  publish: 20,
  anonymous: 5,
  /** Runs are counted with the hold, so that a refused or joined request uses up none. */
  run: 0,
} as const satisfies Record<string, number>;

export type LimitClass = keyof typeof LIMITS;

/** Header fields that tell a client where it stands. */
export function rateLimitHeaders(limit: number, left: number, resetSeconds: number): Record<string, string> {
  return {
    "RateLimit-Limit": String(limit),
    "RateLimit-Remaining": String(Math.max(0, left)),
    "RateLimit-Reset": String(resetSeconds),
  };
}
