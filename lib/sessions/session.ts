import { z } from "zod";
import { Id } from "@/lib/id-schema";
import type { ComparisonPick } from "@/lib/runs/comparison-pick";
import type { RunState } from "@/lib/runs/run";
import type { RunFeedback } from "@/lib/runs/run-feedback";
import { DELETED_AT_ONCE } from "@/lib/sessions/session-limits";
import type { SharedTurn } from "@/lib/sessions/shared-session";
import { writtenText } from "@/lib/text";

export type PackageRef = { id: string; scope: string; name: string; format: string; version: string };

/** A run in a thread: its receipt and what it was made of. */
export type TurnRun = RunState & {
  packageRef: PackageRef | null;
  hasCustomPrompt: boolean;
  /** Tells one system prompt from another; null when none was sent. */
  promptHash: string | null;
  createdAt: string;
  /** The runs that stand in this turn's place, oldest first, itself among them: it was edited or run again. */
  versions: string[];
  /** What its owner said of it. */
  feedback: RunFeedback | null;
};

/** A question and its answer, or the answers of a comparison's lanes. */
export type SessionTurn = {
  userInput: string;
  comparisonId: string | null;
  runs: TurnRun[];
  /** Which of a comparison's lanes its owner found best; null for a plain turn. */
  pick: ComparisonPick | null;
};

export type SessionDetail = {
  id: string;
  title: string;
  saved: boolean;
  /** When a session that is not saved goes; ISO instant. */
  expiresAt: string | null;
  /** The turns of what was shared, with which a fork begins; null for a session that is none. */
  fork: { turns: SharedTurn[]; isTakenDown: boolean } | null;
  turns: SessionTurn[];
};

export type SessionSummary = {
  id: string;
  title: string;
  saved: boolean;
  expiresAt: string | null;
  lastTurnAt: string;
  /** The package of its last turn. */
  packageId: string | null;
  packageName: string | null;
};

/** Body of `PATCH sessions/{id}`; what is missing stays. */
export const SessionPatch = z.object({
  title: writtenText({ max: 200 })
    .transform((title) => title.replace(/\s+/g, " ").trim())
    .optional(),
  saved: z.boolean().optional(),
});
export type SessionPatch = z.infer<typeof SessionPatch>;

/** Body of `POST sessions/delete`. */
export const SessionIds = z.object({ ids: z.array(Id).min(1).max(DELETED_AT_ONCE) });
