import { DEFAULT_MODEL, type Effort, type ModelName } from "@/lib/models/models";
import type { PackageDetail } from "@/lib/packages/package";
import type { SessionDetail } from "@/lib/sessions/session";
import type { Choices } from "./run-body";
import { NO_RUNS, type RunsState, turnOfRun } from "./run-reducer";

/** Everything that is chosen beside the input. */
export type Setup = {
  item: PackageDetail | null;
  model: ModelName;
  effort: Effort | null;
  budget: number | null;
  files: readonly string[] | null;
};

/** What a new page begins with: the session's model, else the usual one. */
export function initialSetup(item: PackageDetail | null, session: SessionDetail | null): Setup {
  const model = session?.turns.at(-1)?.runs[0]?.model ?? DEFAULT_MODEL;
  return { item, model, effort: null, budget: null, files: null };
}

/** A session's thread as the page begins with it. */
export function initialRuns(session: SessionDetail | null): RunsState {
  if (session === null) return NO_RUNS;
  const turns = session.turns.flatMap(({ userInput, runs }) => {
    const run = runs[0];
    return run === undefined ? [] : [turnOfRun(userInput, run)];
  });
  return { ...NO_RUNS, sessionId: session.id, turns };
}

export function choicesOf({ item, model, effort, budget, files }: Setup): Choices {
  return { packageId: item?.id ?? null, packageVersion: item?.version ?? null, model, effort, budget, files };
}
