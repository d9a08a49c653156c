import { createHash } from "node:crypto";
import type { Finding, Hit, SharedText } from "@/lib/moderation/finding";
import { personalHits } from "@/lib/moderation/personal-hits";
import { secretHits } from "@/lib/moderation/secret-hits";

const ID_LENGTH = 16;
const SHOWN = 4;

/** At most the first four characters and never more than a third of the value. */
function mask(value: string): string {
  const shown = Array.from(value).slice(0, Math.min(SHOWN, Math.floor(value.length / 3)));
  return `${shown.join("")}… (${value.length} characters)`;
}

/** Without the hits that lie wholly within another: of a password in an address only the larger one is told. */
function outermost(hits: readonly Hit[]): Hit[] {
  const sorted = [...hits].sort((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return sorted.filter((hit) => {
    if (hit.end <= end) return false;
    end = hit.end;
    return true;
  });
}

/** Finds secrets and personal data in texts that are about to be shared, in the order in which they stand. */
export async function findPrivate(texts: readonly SharedText[]): Promise<Finding[]> {
  const found = await Promise.all(
    texts.map(async ({ at, text }) => {
      const hits = outermost([...(await secretHits(text)), ...personalHits(text)]);
      return hits.map((hit): Finding => {
        const value = text.slice(hit.start, hit.end);
        const id = createHash("sha256").update(`${hit.kind}\n${hit.rule}\n${value}`).digest("hex").slice(0, ID_LENGTH);
        return { ...hit, id, at, sample: mask(value) };
      });
    }),
  );
  return found.flat();
}
