import type { PackageDetail } from "@/lib/packages/package";
import { titleOf } from "@/lib/runs/title";
import type { SessionDetail, SessionSummary } from "@/lib/sessions/session";

/** A thread that this page has begun, as it stands in the list until the server lists it itself. */
export function begunSession(id: string, userInput: string, item: PackageDetail | null): SessionSummary {
  const title = titleOf(userInput);
  const packageName = item === null ? null : `${item.scope}/${item.name}`;
  const lastTurnAt = new Date().toISOString();
  return { id, title, saved: false, expiresAt: null, lastTurnAt, packageId: item?.id ?? null, packageName };
}

/** The newest sessions, and the open one also where it is older than those. */
export function withOpen(newest: readonly SessionSummary[], open: SessionDetail | null): readonly SessionSummary[] {
  const last = open?.turns.at(-1)?.runs[0];
  if (open === null || last === undefined || newest.some(({ id }) => id === open.id)) return newest;
  const { id, title, saved, expiresAt } = open;
  const { packageRef: used, createdAt: lastTurnAt } = last;
  const packageName = used === null ? null : `${used.scope}/${used.name}`;
  return [...newest, { id, title, saved, expiresAt, lastTurnAt, packageId: used?.id ?? null, packageName }];
}
