import "server-only";
import type { Credits, LotKind } from "@/lib/credits/credits";
import { query } from "@/lib/db/pool.server";

/** Credits that came together, as an operator sees them. */
export type LotRecord = {
  id: string;
  kind: LotKind;
  granted: Credits;
  remaining: Credits;
  held: Credits;
  /** The key of the movement that granted them. */
  sourceRef: string;
  createdAt: string;
  expiresAt: string | null;
};

type Row = Omit<LotRecord, "createdAt" | "expiresAt"> & { createdAt: Date; expiresAt: Date | null };

const MOST = 50;

/** The lots of a wallet that still have something, in the order in which they are spent. */
export async function listLots(userId: string): Promise<LotRecord[]> {
  const rows = await query<Row>(
    `SELECT id, kind, granted, remaining, held, source_ref AS "sourceRef", created_at AS "createdAt",
      expires_at AS "expiresAt"
    FROM playground_credit_lots WHERE user_id = $1 AND remaining > 0
    ORDER BY priority, expires_at NULLS LAST, id LIMIT ${MOST}`,
    [userId],
  );
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
  }));
}
