/** A text that is to be shared, and where it stands ("title", "turns.2.runs.0.response"), so that a finding can say so. */
export type SharedText = { at: string; text: string };

/** What a rule found in one text: `label` is what people call it. Offsets are UTF-16, `end` excluded. */
export type Hit = { kind: "secret" | "personal"; rule: string; label: string; start: number; end: number };

/** A hit in one of several texts, fit to be shown: the value itself is never in it. */
export type Finding = Hit & {
  /** The same for the same value wherever it stands, so that one click redacts all of its occurrences. */
  id: string;
  at: string;
  /** The first characters of the value and its length. */
  sample: string;
};
