import type { ModelName } from "@/lib/models/models";
import type { ComparisonPick } from "@/lib/runs/comparison-pick";
import type { RunStatus, RunUsage, StopReason } from "@/lib/runs/run";

/** A run that may be shared, with what it was asked and with what. */
export type RunToShare = RunUsage & {
  id: string;
  status: RunStatus;
  stopReason: StopReason | null;
  lane: number;
  comparisonId: string | null;
  /** What was picked of its comparison. */
  pick: ComparisonPick | null;
  model: ModelName;
  userInput: string;
  response: string;
  customPrompt: string | null;
  packageId: string | null;
  packageVersionId: string | null;
  files: string[] | null;
  package: { scope: string; name: string; format: string; version: string; isPublic: boolean; isOwn: boolean } | null;
  creditsCharged: number;
  usageEstimated: boolean;
  omittedTurns: number;
  firstTokenMs: number | null;
  durationMs: number | null;
  createdAt: Date;
};
