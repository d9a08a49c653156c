import type { SharedText } from "@/lib/moderation/finding";
import type { RunToShare } from "@/lib/sessions/run-to-share";
import type { SharedPrompt, SharedRun, SharedTurn, SnapshotSource, TurnSource } from "@/lib/sessions/shared-session";

/** A public copy that is being made: what is shown, and turn by turn what it was run with. */
export type Snapshot = { title: string; turns: SharedTurn[]; sources: TurnSource[] };

/** Does a run have anything to show? One that failed, was refused or is going has no answer. */
export function isShareable(run: Pick<RunToShare, "status" | "stopReason" | "response">): boolean {
  const ended = run.status === "succeeded" || run.status === "stopped";
  return ended && run.stopReason !== "refusal" && run.response.trim() !== "";
}

function promptOf(run: RunToShare, includePrompt: boolean): SharedPrompt {
  if (run.package !== null) {
    const { scope, name, format, version, isPublic } = run.package;
    return isPublic ? { kind: "package", scope, name, format, version } : { kind: "private_package" };
  }
  // Of a package that was deleted since, no more is known than that there was one.
  if (run.packageId !== null) return { kind: "private_package" };
  return run.customPrompt === null
    ? { kind: "none" }
    : { kind: "custom", text: includePrompt ? run.customPrompt : null };
}

function toSharedRun(run: RunToShare, includePrompt: boolean): SharedRun {
  const { inputTokens, outputTokens, thinkingTokens, cacheReadTokens, cacheWriteTokens } = run;
  return {
    lane: run.lane,
    response: run.response,
    stopReason: run.stopReason,
    model: run.model,
    prompt: promptOf(run, includePrompt),
    creditsSpent: run.creditsCharged,
    tokensUsed: inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens,
    usage: { inputTokens, outputTokens, thinkingTokens, cacheReadTokens, cacheWriteTokens },
    usageEstimated: run.usageEstimated,
    omittedTurns: run.omittedTurns,
    firstTokenMs: run.firstTokenMs,
    durationMs: run.durationMs,
    createdAt: run.createdAt.toISOString(),
  };
}

function sourceOf(run: RunToShare, includePrompt: boolean): SnapshotSource {
  const { packageId, packageVersionId, model, files } = run;
  return { packageId, packageVersionId, customPrompt: includePrompt ? run.customPrompt : null, model, files };
}

/** Goes on from each lane by itself, where several are shown. */
function turnSourceOf(lanes: readonly RunToShare[], first: RunToShare, includePrompt: boolean): TurnSource {
  const source = sourceOf(first, includePrompt);
  return lanes.length === 1 ? source : { ...source, lanes: lanes.map((run) => sourceOf(run, includePrompt)) };
}

/** Nothing is said of a winner that is not shown. */
function pickOf(lanes: readonly RunToShare[], { pick }: RunToShare): Pick<SharedTurn, "pick"> {
  if (pick === null) return {};
  return pick.winner === null || lanes.some(({ lane }) => lane === pick.winner) ? { pick } : {};
}

type ToSnapshot = {
  title: string;
  /** Oldest first; lanes of one comparison follow one another and make one turn. */
  runs: readonly RunToShare[];
  /** The whole thread, oldest first, to say where turns were left out. */
  thread: readonly string[];
  includePrompt: boolean;
};

/** The public copy of runs. What each was run with is kept apart, turn by turn. */
export function toSnapshot({ title, runs, thread, includePrompt }: ToSnapshot): Snapshot {
  const groups = new Map<string, RunToShare[]>();
  for (const run of runs) {
    const key = run.comparisonId ?? run.id;
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  let shownUntil = 0;
  const turns = [...groups.values()].flatMap((lanes): { turn: SharedTurn; source: TurnSource }[] => {
    const first = lanes[0];
    if (first === undefined) return [];
    const place = thread.indexOf(first.id);
    const leftOut = place < 0 ? 0 : Math.max(0, place - shownUntil);
    if (place >= 0) shownUntil = place + 1;
    const shared = lanes.map((run) => toSharedRun(run, includePrompt));
    const turn = { userInput: first.userInput, leftOut, runs: shared, ...pickOf(lanes, first) };
    return [{ turn, source: turnSourceOf(lanes, first, includePrompt) }];
  });
  return { title, turns: turns.map(({ turn }) => turn), sources: turns.map(({ source }) => source) };
}

/** Every text of a snapshot, changed by one function: to read them all, or to take something out everywhere. */
export function mapTexts(snapshot: Snapshot, change: (place: SharedText) => string): Snapshot {
  const at = (place: string, text: string) => change({ at: place, text });
  const turns = snapshot.turns.map((turn, index) => ({
    ...turn,
    userInput: at(`turns.${index}.userInput`, turn.userInput),
    runs: turn.runs.map((run) => {
      const where = `turns.${index}.runs.${run.lane}`;
      const { prompt } = run;
      return {
        ...run,
        response: at(`${where}.response`, run.response),
        prompt:
          prompt.kind === "custom" && prompt.text !== null
            ? { ...prompt, text: at(`${where}.prompt`, prompt.text) }
            : prompt,
      };
    }),
  }));
  // Who goes on from it gets the prompt as it is public.
  const asPublic = <Source extends SnapshotSource>(source: Source, run: SharedRun | undefined): Source =>
    run?.prompt.kind === "custom" ? { ...source, customPrompt: run.prompt.text } : source;
  const sources = snapshot.sources.map((source, index) => {
    const runs = turns[index]?.runs ?? [];
    const lanes = source.lanes?.map((lane, place) => asPublic(lane, runs[place]));
    return { ...asPublic(source, runs[0]), ...(lanes && { lanes }) };
  });
  return { title: at("title", snapshot.title), turns, sources };
}

/** Every text of a snapshot with its place. */
export function textsOf(snapshot: Snapshot): SharedText[] {
  const texts: SharedText[] = [];
  mapTexts(snapshot, (place) => {
    texts.push(place);
    return place.text;
  });
  return texts;
}
