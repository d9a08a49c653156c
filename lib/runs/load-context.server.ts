import "server-only";
import { query } from "@/lib/db/pool.server";
import { DEFAULT_MODEL, type ModelName } from "@/lib/models/models";
import { PROMPT_TOKENS_MAX } from "@/lib/packages/compose-prompt";
import type { FailureReason } from "@/lib/runs/failure-reason";

/** An earlier turn of the thread. */
type Turn = {
  /** Null for a turn of what was shared, where a fork began. */
  runId: string | null;
  status: string;
  packageVersionId: string | null;
  promptHash: string | null;
  model: ModelName;
  userInput: string;
  sentInput: string | null;
  response: string;
  /** Prompt and visible answer as the provider counted them; null when it never said. */
  countedTokens: number | null;
  /** Older turns that were not sent with it. */
  omittedTurns: number;
};

type PackageSource = {
  packageId: string;
  versionId: string;
  version: string;
  scope: string;
  name: string;
  format: string;
  subtype: string;
  promptTokens: number;
  tokensCounted: boolean;
  /** Content is null for a file too heavy for any prompt that was not ticked either. */
  files: { path: string; content: string | null }[];
};

/** What a session's next turn defaults to: what its last run used, or the one that a lane goes on from. */
type SessionDefaults = {
  packageId: string | null;
  packageVersionId: string | null;
  customPrompt: string | null;
  model: ModelName;
  files: string[] | null;
};

export type RunContext = {
  /** The run that this Idempotency-Key made before. */
  earlier: { id: string; requestHash: string } | null;
  session: { id: string; saved: boolean; last: SessionDefaults | null } | null;
  /** False when the named parent is not a run of this session. */
  parentFound: boolean;
  package: PackageSource | null;
  /** The path to the parent, oldest first. */
  history: Turn[];
  /** The package that the named suggested input belongs to; null when there is none such. */
  suggestedPackageId: string | null;
  available: number;
  /** Provider cost of the last 24 hours that this user caused without an answer, in micro-dollars. */
  goodwillMicroUsd: number;
  /** The provider's count of this very prompt, when an estimate asked for it, and under which key it is kept. */
  countedTokens: number | null;
  countKey: string;
  /** Runs of this model are paused until then. Its time may have passed: then the next run is let through to see. */
  outage: { reason: FailureReason; retryAt: string } | null;
};

export type ContextQuestion = {
  userId: string;
  sessionId: string | null;
  /** Which lane of a comparison it is, whose defaults are its own parent's; null for a plain run. */
  lane: number | null;
  /** Undefined: the session's last run; null: begin again. */
  parentRunId: string | null | undefined;
  packageId: string | null;
  packageVersion: string | null;
  /** Does the request name a baseline or a prompt of its own, so that no package follows from the session? */
  namesPrompt: boolean;
  /** Undefined: those of the run it goes on from; null: the default choice. */
  files: readonly string[] | null | undefined;
  suggestedInputId: string | null;
  /** SHA-256 of the request's own prompt, when it has one. */
  customPromptHash: string | null;
  model: ModelName | null;
  /** What a remembered count stands for besides its parts. */
  countedAs: string;
  inputHash: string;
  idempotencyKey: string | null;
  now: Date;
};

/** Everything a run is composed of, in one round trip. What the user may not see is not there. */
export async function loadRunContext(question: ContextQuestion): Promise<RunContext> {
  const { parentRunId, packageVersion: version, files, ...asked } = question;
  const parameter = {
    ...asked,
    version,
    files: files ?? null,
    namesFiles: files !== undefined,
    parentRunId: parentRunId ?? null,
    namesParent: parentRunId !== undefined,
    defaultModel: DEFAULT_MODEL,
    heaviestFile: PROMPT_TOKENS_MAX,
  };
  const [row] = await query<{ context: RunContext }>("SELECT run_context($1) AS context", [parameter]);
  if (row === undefined) throw new Error("the context statement gave no row");
  return row.context;
}
