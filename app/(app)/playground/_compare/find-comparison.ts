import { DEFAULT_MODEL } from "@/lib/models/models";
import { findPackage } from "@/lib/packages/get-package.server";
import type { PackageDetail } from "@/lib/packages/package";
import { findOwnPrompt } from "@/lib/prompts/find-own-prompt.server";
import type { ForkLane } from "@/lib/sessions/fork-start";
import type { SessionDetail, TurnRun } from "@/lib/sessions/session";
import type { SharedPrompt } from "@/lib/sessions/shared-session";
import { findAskedPackage, findForkBeginning, findSharedPackage, findSharedTurn } from "../_components/asked-package";
import { promptOfRun } from "../_components/maker";
import { type AskedLane, readCompare } from "./compare-address";
import type { LanePrompt } from "./lane";
import type { PreparedLane } from "./use-compare";

/** What an address asks for. */
type Asked = Record<"compare" | "package" | "suggestion" | "shared" | "turn", string | undefined>;

/** A comparison to begin or to go on with; `missing`: a package of it is not here, and no prompt stands in its place. */
export type FoundComparison = { lanes: PreparedLane[]; input: string | null; missing: boolean };

const BASELINE: LanePrompt = { kind: "baseline" };

async function packagePrompt(found: Promise<PackageDetail | null>): Promise<LanePrompt | null> {
  const item = await found;
  return item === null ? null : { kind: "package", item };
}

/** A draft of the viewer's own, filled with what its variables had the last time; null while it can't be run so. */
async function draftPrompt(viewerId: string, draftId: string): Promise<LanePrompt | null> {
  const own = (await findOwnPrompt(viewerId, draftId))?.prompt ?? null;
  return own === null ? null : { kind: "custom", title: own.title, text: own.text, draftId };
}

async function askedPrompt(viewerId: string | null, { of }: AskedLane): Promise<LanePrompt | null> {
  if (of === "none") return BASELINE;
  if ("draftId" in of) return viewerId === null ? null : draftPrompt(viewerId, of.draftId);
  return packagePrompt(findAskedPackage(viewerId, of.named, of.version ?? undefined));
}

async function runPrompt(viewerId: string, run: TurnRun): Promise<LanePrompt> {
  const prompt = promptOfRun(run);
  if (prompt.kind === "baseline") return BASELINE;
  if (prompt.kind === "custom") return { kind: "kept", prompt };
  const { id, version } = prompt.ref;
  return (await packagePrompt(findPackage(viewerId, { id }, version))) ?? { kind: "kept", prompt };
}

async function sharedPrompt(viewerId: string | null, prompt: SharedPrompt): Promise<LanePrompt | null> {
  return prompt.kind === "none" ? BASELINE : packagePrompt(findSharedPackage(viewerId, prompt));
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
  const { packageId: id, packageVersion } = lane;
  if (id !== null) return packagePrompt(findPackage(viewerId, { id }, packageVersion ?? undefined));
  // Its author's words stay with the server, as one's own do.
  if (lane.prompt === "custom") return { kind: "kept", prompt: { kind: "custom", hash: null } };
  return lane.prompt === "none" || lane.prompt === "hidden_prompt" ? BASELINE : null;
}

/** The comparison that a fork begins with; null where what was shared last is none. */
async function comparisonOfFork(viewerId: string, sessionId: string, at: Date): Promise<FoundComparison | null> {
  const lanes = (await findForkBeginning(viewerId, sessionId, at))?.lanes ?? null;
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
  const tried = await findSharedTurn(viewerId, asked.shared, asked.turn ?? "0", at);
  if (tried === null || tried.runs.length < 2) return null;
  const prompts = await Promise.all(tried.runs.map(({ prompt }) => sharedPrompt(viewerId, prompt)));
  return found(
    prompts,
    tried.runs.map(({ model }) => model),
    tried.userInput,
  );
}
