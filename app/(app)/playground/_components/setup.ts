import { DEFAULT_MODEL, type Effort, type ModelName } from "@/lib/models/models";
import type { PackageDetail } from "@/lib/packages/package";
import type { OwnPrompt } from "@/lib/prompts/prompt";
import type { SessionDetail } from "@/lib/sessions/session";
import { changesBetween, type Maker, promptOfOwn, promptOfPackage, type TurnPrompt } from "./maker";
import type { Choices } from "./run-body";
import { NO_RUNS, type RunsState } from "./run-reducer";
import { type Turn, turnOfRun } from "./turn";

/** Everything that is chosen beside the input. */
export type Setup = {
  item: PackageDetail | null;
  /** A prompt of the reader's own in place of a package. */
  own: OwnPrompt | null;
  model: ModelName;
  effort: Effort | null;
  budget: number | null;
  files: readonly string[] | null;
  /** Older turns are left out of the next run, so that it fits the chosen budget, else this one. */
  fit: { budget: number | null } | null;
};

/** What a new page begins with: the model that goes with it, else the usual one. */
export function initialSetup({ item, own, model }: Pick<Setup, "item" | "own"> & { model: ModelName | null }): Setup {
  return { item, own, model: model ?? DEFAULT_MODEL, effort: null, budget: null, files: null, fit: null };
}

/**
 * The turns of a thread as the server tells it, through the chosen run. Of a comparison it is the lane from which the
 * thread goes on.
 */
export function turnsOf(session: SessionDetail, chosen: string | null): readonly Turn[] {
  let wanted = chosen;
  const turns: Turn[] = [];
  for (const { userInput, runs } of session.turns.toReversed()) {
    const run = runs.find(({ runId }) => runId === wanted) ?? runs[0];
    if (run === undefined) continue;
    turns.push(turnOfRun(userInput, run));
    wanted = run.parentRunId;
  }
  return turns.reverse();
}

/** A session's thread as the page begins with it; `chosen` is the run through which its address asks for it. */
export function initialRuns(session: SessionDetail | null, chosen: string | null): RunsState {
  if (session === null) return NO_RUNS;
  const turns = turnsOf(session, chosen);
  const isThere = turns.some(({ runId }) => runId === chosen);
  return { ...NO_RUNS, sessionId: session.id, turns, chosen: isThere ? chosen : null };
}

/** The prompt that is chosen; null: none, so that a thread goes on with what it has. */
export function chosenPrompt({ item, own }: Pick<Setup, "item" | "own">): TurnPrompt | null {
  if (item !== null) return promptOfPackage(item);
  return own === null ? null : promptOfOwn(own);
}

/** What a run is asked with as things are chosen now. */
export function choicesOf(setup: Setup): Choices {
  const { item, model, effort, budget, files, fit } = setup;
  return {
    prompt: chosenPrompt(setup),
    model,
    effort,
    budget: budget ?? fit?.budget ?? null,
    files,
    fitHistory: fit !== null,
    suggestions: item?.suggestedInputs ?? [],
  };
}

/** The same for a run made with something else than is chosen now: a budget is a model's own, files are a package's. */
export function choicesFor(setup: Setup, { prompt, model }: Maker): Choices {
  const chosen = choicesOf(setup);
  const budget = model === setup.model ? chosen.budget : null;
  const isSame =
    chosen.prompt !== null && changesBetween({ prompt, model }, { prompt: chosen.prompt, model }).length === 0;
  const own = isSame ? {} : { files: null, suggestions: [] };
  return { ...chosen, prompt, model, budget, ...own };
}
