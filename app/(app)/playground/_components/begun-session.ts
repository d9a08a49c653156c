import type { PackageDetail } from "@/lib/packages/package";
import { titleOf } from "@/lib/runs/title";
import type { SessionSummary } from "@/lib/sessions/session";

/** A thread that this page has begun, as it stands in the list until the server lists it itself. */
export function begunSession(id: string, userInput: string, item: PackageDetail | null): SessionSummary {
  const title = titleOf(userInput);
  const packageName = item === null ? null : `${item.scope}/${item.name}`;
  const lastTurnAt = new Date().toISOString();
  return { id, title, saved: false, expiresAt: null, lastTurnAt, packageId: item?.id ?? null, packageName };
}
