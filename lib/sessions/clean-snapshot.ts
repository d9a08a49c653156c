import { createHash } from "node:crypto";
import { findPrivate } from "@/lib/moderation/find-private";
import type { SharedText } from "@/lib/moderation/finding";
import { quotesOf } from "@/lib/moderation/quotes-text";
import { redactPrivate } from "@/lib/moderation/redact-private";
import type { RunToShare } from "@/lib/sessions/run-to-share";
import type { ListedFinding } from "@/lib/sessions/share";
import { mapTexts, type Snapshot, textsOf } from "@/lib/sessions/snapshot";

/** A stretch of a text that is taken out unless its author leaves it in. */
type Found = Omit<ListedFinding, "places" | "shown"> & { at: string; start: number; end: number };

/** Text that must not be quoted, or that its author may not want to be. */
type HiddenText = { text: string; label: string; mayShow: boolean };

function hiddenTexts(runs: readonly RunToShare[], includePrompt: boolean): HiddenText[] {
  const texts = runs.flatMap((run): HiddenText[] => {
    if (run.privateText !== null) {
      const mayShow = run.package?.isOwn === true;
      // A slash command's template stands in what was sent as well as in the package.
      return [{ text: run.privateText, label: "Text of a private package", mayShow }];
    }
    if (run.customPrompt !== null && !includePrompt) {
      return [{ text: run.customPrompt, label: "Text of your prompt", mayShow: true }];
    }
    return [];
  });
  return [...new Map(texts.map((hidden) => [hidden.text, hidden])).values()];
}

function quotesIn(texts: readonly SharedText[], hidden: readonly HiddenText[]): Found[] {
  return hidden.flatMap(({ text: source, label, mayShow }) =>
    texts.flatMap(({ at, text }) =>
      quotesOf(text, source).map(({ start, end }): Found => {
        const quote = text.slice(start, end);
        const id = createHash("sha256").update(`prompt\n${label}\n${quote}`).digest("hex").slice(0, 16);
        const sample = quote.length > 60 ? `${Array.from(quote).slice(0, 56).join("")}…` : quote;
        return { id, kind: "prompt", label, sample, mayShow, at, start, end };
      }),
    ),
  );
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
 * of it. `shown` are the findings that its author leaves in; someone else's private package is never among them.
 */
export async function cleanSnapshot(
  snapshot: Snapshot,
  runs: readonly RunToShare[],
  { includePrompt, shown }: { includePrompt: boolean; shown: readonly string[] },
): Promise<Cleaned> {
  const texts = textsOf(snapshot);
  const hidden = hiddenTexts(runs, includePrompt);
  const found: Found[] = [];
  for (const text of texts) {
    found.push(...(await findPrivate([text])).map((finding) => ({ ...finding, mayShow: true })));
    found.push(...quotesIn([text], hidden));
    await letOthersWork();
  }
  const left = new Set(shown);
  const taken = new Map<string, Found[]>();
  for (const hit of found) {
    if (!(hit.mayShow && left.has(hit.id))) taken.set(hit.at, [...(taken.get(hit.at) ?? []), hit]);
  }
  const cleaned = mapTexts(snapshot, ({ at, text }) => redactPrivate(text, taken.get(at) ?? []));
  return { snapshot: cleaned, findings: listed(found, left) };
}
