import { createHash } from "node:crypto";
import { findPrivate } from "@/lib/moderation/find-private";
import type { SharedText } from "@/lib/moderation/finding";
import { quoteFinder } from "@/lib/moderation/quotes-text";
import { redactPrivate } from "@/lib/moderation/redact-private";
import type { HiddenText } from "@/lib/sessions/hidden-text";
import type { ListedFinding } from "@/lib/sessions/share";
import { mapTexts, type Snapshot, textsOf } from "@/lib/sessions/snapshot";
import { tracesOf } from "@/lib/sessions/traces-of";

/** A stretch of a text that is taken out unless its author leaves it in. */
type Found = Omit<ListedFinding, "places" | "shown"> & { at: string; start: number; end: number };

const LABELS = { package: "Text of a private package", own_prompt: "Text of your prompt" } as const;

/** Prompts that the snapshot itself shows may be quoted in it. */
function notShown(hidden: readonly HiddenText[], { turns }: Snapshot): HiddenText[] {
  const prompts = turns.flatMap(({ runs }) =>
    runs.map(({ prompt }) => (prompt.kind === "custom" ? prompt.text : null)),
  );
  const shown = new Set(prompts);
  return hidden.filter(({ kind, text }) => kind !== "own_prompt" || !shown.has(text));
}

function quotesWith(hidden: readonly HiddenText[]): (text: SharedText) => Found[] {
  const quotesOf = quoteFinder(hidden.map(({ text }) => text));
  return ({ at, text }) =>
    quotesOf(text).flatMap(({ start, end, source }): Found[] => {
      const from = hidden[source];
      if (from === undefined) return [];
      const label = LABELS[from.kind];
      const quote = text.slice(start, end);
      const id = createHash("sha256").update(`prompt\n${label}\n${quote}`).digest("hex").slice(0, 16);
      const sample = quote.length > 60 ? `${Array.from(quote).slice(0, 56).join("")}…` : quote;
      return [{ id, kind: "prompt", label, sample, mayShow: from.mayShow, at, start, end }];
    });
}

/** What was found in a text stands in the title too, perhaps cut so that no rule knows it any more. */
function tracesInTitle(title: string, found: readonly Found[], texts: ReadonlyMap<string, string>): Found[] {
  return found.flatMap((hit) => {
    if (hit.at === "title" || hit.kind === "prompt") return [];
    const value = texts.get(hit.at)?.slice(hit.start, hit.end) ?? "";
    return tracesOf(value, title).map((span): Found => ({ ...hit, ...span, at: "title" }));
  });
}

function listed(found: readonly Found[], shown: ReadonlySet<string>): ListedFinding[] {
  const byId = new Map<string, ListedFinding>();
  for (const { id, kind, label, sample, mayShow } of found) {
    const places = (byId.get(id)?.places ?? 0) + 1;
    byId.set(id, { id, kind, label, sample, places, mayShow, shown: mayShow && shown.has(id) });
  }
  return [...byId.values()];
}

/** Scanning a long thread takes a second, in which other requests are not to wait. */
const letOthersWork = () => new Promise((resolve) => setTimeout(resolve, 0));

type Cleaned = { snapshot: Snapshot; findings: ListedFinding[] };

/**
 * Takes out of a snapshot what should not be public: secrets, personal data, and the text of prompts that are not part
 * of it. `hidden` are those of the whole session, `shown` the findings that its author leaves in; someone else's private
 * package is never among them.
 */
export async function cleanSnapshot(
  snapshot: Snapshot,
  hidden: readonly HiddenText[],
  shown: readonly string[],
): Promise<Cleaned> {
  const texts = textsOf(snapshot);
  const quotesIn = quotesWith(notShown(hidden, snapshot));
  const found: Found[] = [];
  for (const text of texts) {
    for (const finding of await findPrivate([text])) found.push({ ...finding, mayShow: true });
    for (const quote of quotesIn(text)) found.push(quote);
    await letOthersWork();
  }
  const byPlace = new Map(texts.map(({ at, text }) => [at, text]));
  const inTitle = new Set(found.filter(({ at }) => at === "title").map(({ id }) => id));
  const traces = tracesInTitle(snapshot.title, found, byPlace).filter(({ id }) => !inTitle.has(id));
  const all = [...found, ...traces];
  const left = new Set(shown);
  const taken = new Map<string, Found[]>();
  for (const hit of all) {
    if (hit.mayShow && left.has(hit.id)) continue;
    const hits = taken.get(hit.at) ?? [];
    hits.push(hit);
    taken.set(hit.at, hits);
  }
  const cleaned = mapTexts(snapshot, ({ at, text }) => redactPrivate(text, taken.get(at) ?? []));
  return { snapshot: cleaned, findings: listed(all, left) };
}
