import type { SessionSummary } from "@/lib/sessions/session";

type Named = Pick<SessionSummary, "title" | "saved" | "expiresAt">;

/** What was done in this tab to sessions since the lists on it were read. */
export type SessionChanges = {
  /** Deleted, or about to be. */
  gone: ReadonlySet<string>;
  /** Named anew, kept or given up; `before` is what the change was made to. */
  changed: ReadonlyMap<string, { before: Named; after: Named }>;
};

export const NO_CHANGES: SessionChanges = { gone: new Set(), changed: new Map() };

const isSame = (a: Named, b: Named) => a.title === b.title && a.saved === b.saved;

/** A list as it is after the changes. A session that was read as something newer than its change stays as it was read. */
export function applyChanges<Session extends Named & { id: string }>(
  sessions: readonly Session[],
  { gone, changed }: SessionChanges,
): Session[] {
  return sessions
    .filter(({ id }) => !gone.has(id))
    .map((session) => {
      const change = changed.get(session.id);
      return change !== undefined && isSame(session, change.before) ? { ...session, ...change.after } : session;
    });
}

/** The changes with one more made to a session, as it stands after the earlier ones. */
export function withChange(changes: SessionChanges, session: Named & { id: string }, after: Named): SessionChanges {
  const { id, title, saved, expiresAt } = session;
  const known = changes.changed.get(id);
  // A list that was read before the earlier change still is what that one was made to.
  const before = known !== undefined && isSame(session, known.after) ? known.before : { title, saved, expiresAt };
  return { ...changes, changed: new Map(changes.changed).set(id, { before, after }) };
}
