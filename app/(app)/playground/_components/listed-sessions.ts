import type { SessionDetail, SessionSummary } from "@/lib/sessions/session";

/** The newest sessions, and the open one also where it is older than those. */
export function withOpen(newest: readonly SessionSummary[], open: SessionDetail | null): readonly SessionSummary[] {
  const last = open?.turns.at(-1)?.runs[0];
  if (open === null || last === undefined || newest.some(({ id }) => id === open.id)) return newest;
  const { id, title, saved, expiresAt } = open;
  const { packageRef: used, createdAt: lastTurnAt } = last;
  const packageName = used === null ? null : `${used.scope}/${used.name}`;
  return [...newest, { id, title, saved, expiresAt, lastTurnAt, packageId: used?.id ?? null, packageName }];
}
