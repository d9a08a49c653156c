import { diffWordsWithSpace } from "diff";

export type DiffPiece = { key: string; text: string; how: "same" | "only" };

/** Texts that differ so much that comparing them takes longer are shown without marks. */
const PATIENCE_MS = 400;

/** Two texts as pieces that both have and pieces that one alone has; null where comparing them takes too long. */
export function wordDiff(before: string, after: string): { before: DiffPiece[]; after: DiffPiece[] } | null {
  const changes = diffWordsWithSpace(before, after, { timeout: PATIENCE_MS });
  if (changes === undefined) return null;
  const pieces = changes.map(({ value, added, removed }, index) => ({ key: `piece-${index}`, value, added, removed }));
  const toPiece = ({ key, value, added, removed }: (typeof pieces)[number]): DiffPiece => ({
    key,
    text: value,
    how: added || removed ? "only" : "same",
  });
  return {
    before: pieces.filter(({ added }) => !added).map(toPiece),
    after: pieces.filter(({ removed }) => !removed).map(toPiece),
  };
}
