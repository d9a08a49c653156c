import { z } from "zod";
import { type ApiError, errorFromWish } from "./errors";

const HOUR_SECONDS = 3_600;

/** The body of POST /_local/outage: how requests fail, for how long, and of which model (null: all). */
export const OutageRequest = z.strictObject({
  status: z.int().min(400).max(599).default(529),
  seconds: z.number().min(0).max(HOUR_SECONDS),
  model: z.string().nullable().default(null),
  /** Requests are taken and never answered, instead. */
  hang: z.boolean().default(false),
  retryAfter: z.int().min(0).optional(),
});

export type OutageRequest = z.infer<typeof OutageRequest>;

/** A time in which the stand-in answers no request, as a provider that is down; `now` is in milliseconds. */
export function createOutage(now: () => number) {
  let current: OutageRequest | null = null;
  let endsAt = 0;

  return {
    /** Begins one in place of any other; 0 seconds ends it. */
    begin(wanted: OutageRequest): void {
      current = wanted;
      endsAt = now() + wanted.seconds * 1_000;
    },
    /** What a request for this model meets: nothing, silence, or an error. */
    meets(model: string): null | "hang" | ApiError {
      if (current === null || now() >= endsAt) return null;
      if (current.model !== null && current.model !== model) return null;
      if (current.hang) return "hang";
      const { status, retryAfter } = current;
      return errorFromWish({ error: status, ...(retryAfter === undefined ? {} : { retry_after: retryAfter }) });
    },
  };
}

export type Outage = ReturnType<typeof createOutage>;
