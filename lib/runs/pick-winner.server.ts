import "server-only";
import { query } from "@/lib/db/pool.server";
import { AppError } from "@/lib/errors";
import type { ComparisonPick, PickBody } from "@/lib/runs/comparison-pick";

/** A row `k` of `comparison_picks` as it is sent; null where it was joined in vain. */
export const PICK = `CASE WHEN k.comparison_id IS NOT NULL THEN json_build_object('winner', k.winner, 'blind', k.blind,
  'pickedAt', to_char(k.picked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) END`;

const FIND = `SELECT ${PICK} AS pick FROM comparison_picks k WHERE k.comparison_id = $1`;

/** What was picked of a comparison, whose it is has to be known already; null where nothing was. */
export async function findPick(comparisonId: string): Promise<ComparisonPick | null> {
  const [row] = await query<{ pick: ComparisonPick }>(FIND, [comparisonId]);
  return row?.pick ?? null;
}

function refusal(outcome: string): AppError {
  switch (outcome) {
    case "going":
      return new AppError("conflict", { message: "Not every lane has ended yet." });
    case "final":
      return new AppError("conflict", { message: "What was picked blind stays, and blind comes before the names." });
    case "no_answer": {
      const message = "must be a lane with an answer";
      return new AppError("invalid_input", {
        message: `winner: ${message}`,
        details: { issues: [{ path: "winner", message }] },
      });
    }
    default:
      return new AppError("not_found");
  }
}

type PickWinner = { userId: string; comparisonId: string; body: PickBody; now: Date };

/**
 * Says which lane of one's own comparison was best. What was picked blind is final; else it can be changed, never to
 * blind. Refuses with `not_found`, `conflict` (also while a lane is going) and `invalid_input` (a lane without an answer).
 */
export async function pickWinner({ userId, comparisonId, body, now }: PickWinner): Promise<ComparisonPick> {
  const { winner, blind = null } = body;
  const [row] = await query<{ outcome: string }>("SELECT pick_winner($1, $2, $3, $4, $5) AS outcome", [
    now,
    userId,
    comparisonId,
    winner,
    blind,
  ]);
  const pick = row?.outcome === "picked" ? await findPick(comparisonId) : null;
  if (pick === null) throw refusal(row?.outcome ?? "not_found");
  return pick;
}
