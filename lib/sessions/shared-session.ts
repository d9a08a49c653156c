import type { ModelName } from "@/lib/models/models";
import type { ComparisonPick } from "@/lib/runs/comparison-pick";
import type { RunUsage, StopReason } from "@/lib/runs/run";

/** What a shared answer was asked with. Of a package that is not public nothing is told but that there was one. */
export type SharedPrompt =
  | { kind: "package"; scope: string; name: string; format: string; version: string }
  | { kind: "private_package" }
  /** Its text, where its author wanted it to be public. */
  | { kind: "custom"; text: string | null }
  | { kind: "none" };

/** A run as strangers see it: what it was, said and cost, and no id of ours. */
export type SharedRun = {
  lane: number;
  response: string;
  stopReason: StopReason | null;
  model: ModelName;
  prompt: SharedPrompt;
  creditsSpent: number;
  tokensUsed: number;
  usage: RunUsage;
  usageEstimated: boolean;
  omittedTurns: number;
  firstTokenMs: number | null;
  durationMs: number | null;
  createdAt: string;
};

export type SharedTurn = {
  userInput: string;
  /** Turns of the thread just before this one that are not part of what is shared. */
  leftOut: number;
  runs: SharedRun[];
  /** Of a comparison: the lane that its author found best, if they said so and it is among those that are shared. */
  pick?: ComparisonPick | null;
};

/** What a snapshot keeps, as it is sent to anyone. */
export type SharedContent = { turns: SharedTurn[] };

/** Answer of `GET shared/{token}`. */
export type SharedSession = SharedContent & {
  title: string;
  sharedAt: string;
  expiresAt: string | null;
  views: number;
  helpful: number;
  notHelpful: number;
  /** Does the reader find it helpful? Null before they said so. */
  yourVote: boolean | null;
  /** Is the reader the one who shared it? */
  isYours: boolean;
};

/** With what a shared turn was run, for those who go on from it. Never sent. */
export type SnapshotSource = {
  packageId: string | null;
  packageVersionId: string | null;
  customPrompt: string | null;
  model: ModelName;
  files: string[] | null;
};

/** With what a shared turn was run: its first answer, and of a comparison each in the order of what is shown. */
export type TurnSource = SnapshotSource & { lanes?: SnapshotSource[] };
