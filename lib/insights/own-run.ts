import type { ErrorBody } from "@/lib/errors";
import { MODEL_NAMES, type ModelName } from "@/lib/models/models";
import type { RunStatus, StopReason } from "@/lib/runs/run";

/** A package's id, `none` for runs without one, or `gone` for those of packages that are no more. */
export type RunPackage = string;

export type RunFilter = { model?: ModelName | undefined; package?: RunPackage | undefined };

/** The model that a word names; undefined when it names none. */
export function modelOf(word: string | undefined): ModelName | undefined {
  return MODEL_NAMES.find((name) => name === word);
}

/** A run as its owner finds it again behind a figure. */
export type OwnRun = {
  id: string;
  createdAt: string;
  /** What was run: "code-review with Sonnet 5.5". */
  description: string;
  /** How its question begins; null when the texts are erased. */
  question: string | null;
  model: ModelName;
  status: RunStatus;
  stopReason: StopReason | null;
  creditsQuoted: number;
  creditsSpent: number;
  tokensUsed: number;
  error: ErrorBody | null;
  /** Null when the session is gone. */
  sessionId: string | null;
};
