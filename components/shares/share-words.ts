import type { Share } from "@/lib/sessions/share";

const people = (count: number) => (count === 1 ? "1 person" : `${count.toLocaleString("en-GB")} people`);

/** "read by 3 people; 2 found it helpful, 1 did not". */
export function readWords({ views, helpful, notHelpful }: Pick<Share, "views" | "helpful" | "notHelpful">): string {
  const read = views === 0 ? "not read yet" : `read by ${people(views)}`;
  if (helpful === 0 && notHelpful === 0) return read;
  if (notHelpful === 0) return `${read}; ${helpful} found it helpful`;
  if (helpful === 0) return `${read}; ${notHelpful} did not find it helpful`;
  return `${read}; ${helpful} found it helpful, ${notHelpful} did not`;
}

/** Where a link can be found by those who were not given it; null where nowhere. */
export function listedWords({ listed, notListed }: Pick<Share, "listed" | "notListed">): string | null {
  if (!listed) return null;
  if (notListed === "unjudged") return "waiting to be checked before it is listed";
  if (notListed === "hidden") return "taken out of the list";
  return "listed on the package's page";
}
