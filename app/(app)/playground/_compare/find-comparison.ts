import { DEFAULT_MODEL } from "@/lib/models/models";
import { findPackage } from "@/lib/packages/get-package.server";
import { FORMATS } from "@/lib/packages/package";
import { findDraft } from "@/lib/prompts/drafts.server";
import { fillPrompt } from "@/lib/prompts/template";
import type { ForkLane } from "@/lib/sessions/fork-start";
import { findForkStart } from "@/lib/sessions/fork-start.server";
import { findShared } from "@/lib/sessions/get-shared.server";
import type { SessionDetail, TurnRun } from "@/lib/sessions/session";
import type { SharedPrompt } from "@/lib/sessions/shared-session";
import { promptOfRun } from "../_components/maker";
import { type AskedLane, readCompare } from "./compare-address";
import type { LanePrompt } from "./lane";
import type { PreparedLane } from "./use-compare";

/** What an address asks for. */
type Asked = Record<"compare" | "package" | "suggestion" | "shared" | "turn", string | undefined>;

/** A comparison to begin or to go on with; `missing`: a package of it is not here, and no prompt stands in its place. */
export type FoundComparison = { lanes: PreparedLane[]; input: string | null; missing: boolean };

const BASELINE: LanePrompt = { kind: "baseline" };

async function packagePrompt(
  viewerId: string | null,
  of: Parameters<typeof findPackage>[1],
  version: string | null,
): Promise<LanePrompt | null> {
  const item = await findPackage(viewerId, of, version ?? undefined);
  return item === null ? null : { kind: "package", item };
}

/** A draft of the viewer's own, filled with what its variables had the last time; null while one has nothing. */
async function draftPrompt(viewerId: string, draftId: string): Promise<LanePrompt | null> {
  const draft = await findDraft(viewerId, draftId);
  if (draft === null) return null;
  const { text, missing } = fillPrompt(draft.text, draft.values);
  return text === null || missing.length > 0 ? null : { kind: "custom", title: draft.title, text, draftId };
}

async function askedPrompt(viewerId: string | null, { of }: AskedLane): Promise<LanePrompt | null> {
  if (of === "none") return BASELINE;
  if ("draftId" in of) return viewerId === null ? null : draftPrompt(viewerId, of.draftId);
  const [scope, name, ...more] = of.named.split("/");
  const isName = scope !== undefined && name !== undefined && more.length === 0;
  return packagePrompt(viewerId, isName ? { scope, name } : { id: of.named }, of.version);
}

async function runPrompt(viewerId: string, run: TurnRun): Promise<LanePrompt> {
  const prompt = promptOfRun(run);
  if (prompt.kind === "baseline") return BASELINE;
  const found =
    prompt.kind === "package" ? await packagePrompt(viewerId, { id: prompt.ref.id }, prompt.ref.version) : null;
  return found ?? { kind: "kept", prompt };
}

async function sharedPrompt(viewerId: string | null, prompt: SharedPrompt): Promise<LanePrompt | null> {
  if (prompt.kind === "none") return BASELINE;
  if (prompt.kind !== "package") return null;
  const format = FORMATS.find((name) => name === prompt.format);
  return packagePrompt(viewerId, { scope: prompt.scope, name: prompt.name, format }, prompt.version);
}

/** The suggested input of any of the packages that the address names. */
function suggestedInput(prompts: readonly (LanePrompt | null)[], id: string | undefined): string | null {
  const items = prompts.flatMap((prompt) => (prompt?.kind === "package" ? prompt.item.suggestedInputs : []));
  return items.find((suggestion) => suggestion.id === id)?.input ?? null;
}

/** The lanes with no prompt where there is none to be had. */
function found(
  prompts: readonly (LanePrompt | null)[],
  models: readonly (PreparedLane["model"] | null)[],
  input: string | null,
): FoundComparison {
  const lanes = prompts.map((prompt, at) => ({ prompt: prompt ?? BASELINE, model: models[at] ?? DEFAULT_MODEL }));
  return { lanes, input, missing: prompts.includes(null) };
}

async function forkPrompt(viewerId: string, lane: ForkLane): Promise<LanePrompt | null> {
  if (lane.packageId !== null) return packagePrompt(viewerId, { id: lane.packageId }, lane.packageVersion);
  // Its author's words stay with the server, as one's own do.
  if (lane.prompt === "custom") return { kind: "kept", prompt: { kind: "custom", hash: null } };
  return lane.prompt === "none" || lane.prompt === "hidden_prompt" ? BASELINE : null;
}

/** The comparison that a fork begins with; null where what was shared last is none. */
async function comparisonOfFork(viewerId: string, sessionId: string, at: Date): Promise<FoundComparison | null> {
  const lanes = (await findForkStart(viewerId, sessionId, at))?.lanes ?? null;
  if (lanes === null) return null;
  const prompts = await Promise.all(lanes.map((lane) => forkPrompt(viewerId, lane)));
  return found(
    prompts,
    lanes.map(({ model }) => model),
    null,
  );
}

/** The comparison that a session's newest turn is; null where that is none. */
export async function comparisonOfSession(
  viewerId: string,
  session: SessionDetail,
  at: Date,
): Promise<FoundComparison | null> {
  if (session.turns.length === 0 && session.fork !== null) return comparisonOfFork(viewerId, session.id, at);
  const runs = session.turns.at(-1)?.runs ?? [];
  if (runs.length < 2) return null;
  const prompts = await Promise.all(runs.map((run) => runPrompt(viewerId, run)));
  return found(
    prompts,
    runs.map(({ model }) => model),
    null,
  );
}

/** The comparison that an address prepares: by its lanes, or by a turn of a link that has several. Null where none. */
export async function preparedComparison(
  viewerId: string | null,
  asked: Asked,
  at: Date,
): Promise<FoundComparison | null> {
  if (asked.compare !== undefined) {
    const lanes = readCompare(asked.compare, asked.package);
    const prompts = await Promise.all(lanes.map((lane) => askedPrompt(viewerId, lane)));
    const models = lanes.map(({ model }) => model);
    return found(prompts, models, suggestedInput(prompts, asked.suggestion));
  }
  if (asked.shared === undefined) return null;
  const link = await findShared(asked.shared, { userId: viewerId, viewer: null }, at);
  const turns = link?.shared.turns ?? [];
  const tried = turns[Number(asked.turn ?? 0)] ?? turns[0];
  if (tried === undefined || tried.runs.length < 2) return null;
  const prompts = await Promise.all(tried.runs.map(({ prompt }) => sharedPrompt(viewerId, prompt)));
  return found(
    prompts,
    tried.runs.map(({ model }) => model),
    tried.userInput,
  );
}
