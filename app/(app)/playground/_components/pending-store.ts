/** Something that was sent to begin with, and whose session does not stand in the address yet. */
export type Pending = {
  idempotencyKey: string;
  sentAt: number;
  /** When it began. Its session then comes to stand in the address, and a page asked for later is for something else. */
  begunAt?: number;
};

/** Older than this it is what somebody did some time ago, and not what a reload interrupted. */
const LASTS_MS = 5 * 60_000;
/** So soon after it began does its session stand in the address. */
const ADDRESSED_MS = 300;

/**
 * Keeps what was sent in this tab only, so that a reload before it is known joins it and does not pay for another. `parse`
 * reads what was stored; anything else is nothing.
 */
export function createPendingStore<Kept extends Pending>(name: string, parse: (value: unknown) => Kept | null) {
  const read = (): Kept | null => {
    try {
      return parse(JSON.parse(sessionStorage.getItem(name) ?? "null"));
    } catch {
      return null;
    }
  };
  const remove = () => sessionStorage.removeItem(name);
  const save = (kept: Kept): void => {
    try {
      sessionStorage.setItem(name, JSON.stringify(kept));
    } catch {
      // Storage may be full or forbidden; then a reload finds it in the list of threads.
    }
  };
  return {
    save,
    /** Says that what has this key has begun. */
    noteBegun: (idempotencyKey: string, begunAt: number): void => {
      const kept = read();
      if (kept?.idempotencyKey === idempotencyKey) save({ ...kept, begunAt });
    },
    /** Forgets what has this key, if it is still what is kept. */
    forget: (idempotencyKey: string | undefined): void => {
      if (read()?.idempotencyKey === idempotencyKey) remove();
    },
    /** What the page before this one had sent, once: null when there is none, or it belongs elsewhere. */
    take: (belongs: (kept: Kept) => boolean, askedAt: number, now: number): Kept | null => {
      const kept = read();
      if (kept === null) return null;
      remove();
      const isOfPage = belongs(kept) && askedAt <= (kept.begunAt ?? askedAt) + ADDRESSED_MS;
      return isOfPage && now - kept.sentAt < LASTS_MS ? kept : null;
    },
  };
}

/** The part of what was stored that all have; null where it is none. */
export function parsePendingFields(value: unknown): (Pending & { body: object }) | null {
  if (typeof value !== "object" || value === null) return null;
  const { body, idempotencyKey, sentAt, begunAt } = value as Record<"body" | keyof Pending, unknown>;
  if (typeof idempotencyKey !== "string" || typeof sentAt !== "number") return null;
  if (typeof body !== "object" || body === null) return null;
  return { body, idempotencyKey, sentAt, ...(typeof begunAt === "number" && { begunAt }) };
}
