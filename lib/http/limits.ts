/** How many requests of a kind one user (or one address, for people without an account) may make in a minute. */
const LIMITS = {
  read: 300,
  estimate: 60,
  write: 60,
  purchase: 10,
  publish: 20,
  /** Whole accounts as a file: long, and nobody needs many. */
  export: 5,
  anonymous: 5,
  signIn: 120,
  /** Requests whose token is nobody's, by address: guessing is useless, and should be cheap for us too. */
  badCredentials: 120,
} as const satisfies Record<string, number>;

/** `run` is counted twice: starts with the hold (so that a refused or joined request uses up none), requests here. */
export type LimitClass = keyof typeof LIMITS | "run";

/** Requests for a run that one may send for each start that the limit allows, refused and joined ones included. */
const REQUESTS_A_START = 12;

export function limitOf(limit: LimitClass, startsPerMinute: number): number {
  return limit === "run" ? REQUESTS_A_START * startsPerMinute : LIMITS[limit];
}

/** Header fields that tell a client where it stands. */
export function rateLimitHeaders(limit: number, left: number, resetSeconds: number): Record<string, string> {
  return {
    "RateLimit-Limit": String(limit),
    "RateLimit-Remaining": String(Math.max(0, left)),
    "RateLimit-Reset": String(resetSeconds),
  };
}
