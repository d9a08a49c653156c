import type { Receipt } from "@/lib/runs/run";
import type { LaneTurn } from "./compared-turn";

/** A smaller difference than this is none that a reader would act on. */
const MARKED_SHARE = 0.95;

type Unit = "credits" | "tokens" | "time" | "words";

/** One measure of an answer. `share`: of the most that any lane of the turn has, 0 to 1. */
export type LaneFigure = { name: string; unit: Unit; value: number | null; share: number; isLeast: boolean };

const wordsIn = (text: string) => text.split(/\s+/).filter(Boolean).length;

const MEASURES: readonly { name: string; unit: Unit; of: (receipt: Receipt) => number | null }[] = [
  { name: "Cost", unit: "credits", of: ({ creditsSpent }) => creditsSpent },
  { name: "Tokens", unit: "tokens", of: ({ tokensUsed }) => tokensUsed },
  { name: "First text", unit: "time", of: ({ firstTokenMs }) => firstTokenMs },
  { name: "Took", unit: "time", of: ({ durationMs }) => durationMs },
  { name: "Words", unit: "words", of: ({ response }) => wordsIn(response) },
];

/** Every measure of each lane of a turn, lane by lane; null for a lane that has no receipt. */
export function laneFigures(lanes: readonly Pick<LaneTurn, "receipt">[]): (LaneFigure[] | null)[] {
  const columns: (LaneFigure[] | null)[] = lanes.map(({ receipt }) => (receipt === null ? null : []));
  for (const { name, unit, of } of MEASURES) {
    const values = lanes.map(({ receipt }) => (receipt === null ? null : of(receipt)));
    const known = values.filter((value) => value !== null);
    const most = Math.max(...known, 0);
    const least = Math.min(...known);
    for (const [at, value] of values.entries()) {
      const share = value === null || most === 0 ? 0 : value / most;
      const isLeast = value !== null && value === least && least <= most * MARKED_SHARE && most > 0;
      columns[at]?.push({ name, unit, value, share, isLeast });
    }
  }
  return columns;
}
