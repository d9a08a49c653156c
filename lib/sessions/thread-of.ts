/** A run as a place in its session's tree. */
export type TreeRun = {
  id: string;
  parentRunId: string | null;
  failed: boolean;
  comparisonId: string | null;
  lane: number;
};

/** The run that stands for each that is an older try of its lane, by that one's id; `runs` come oldest first. */
export function newerTries(runs: readonly TreeRun[]): Map<string, string> {
  const newest = new Map<string, string>();
  const placeOf = ({ comparisonId, lane }: TreeRun) => `${comparisonId} ${lane}`;
  const lanes = runs.filter(({ comparisonId }) => comparisonId !== null);
  for (const run of lanes) newest.set(placeOf(run), run.id);
  return new Map(
    lanes.flatMap((run) => {
      const id = newest.get(placeOf(run));
      return id === undefined || id === run.id ? [] : [[run.id, id]];
    }),
  );
}

/** A tree as it is shown: each lane's newest try stands where its first stood, with all that followed any of them. */
export function withNewestTries(runs: readonly TreeRun[]): TreeRun[] {
  const newer = newerTries(runs);
  if (newer.size === 0) return [...runs];
  const byId = new Map(runs.map((run) => [run.id, run]));
  const standing = new Set<string>();
  return runs.flatMap((run) => {
    const shown = byId.get(newer.get(run.id) ?? run.id);
    if (shown === undefined || standing.has(shown.id)) return [];
    standing.add(shown.id);
    const parent = shown.parentRunId;
    return [{ ...shown, parentRunId: parent === null ? null : (newer.get(parent) ?? parent) }];
  });
}

/**
 * The path through a session's tree that goes through one run (null: any) to its newest leaf, oldest first; a failed
 * try hides no answer that stands in its place. `runs` come oldest first; a parent is older than its children. Empty
 * when the run is not among them.
 */
export function threadOf(runs: readonly TreeRun[], throughRun: string | null): TreeRun[] {
  const byId = new Map(runs.map((run) => [run.id, run]));
  const answered = new Set(runs.filter(({ failed }) => !failed).map(({ parentRunId }) => parentRunId));
  const below = new Set<string>();
  let leaf: TreeRun | undefined;
  for (const run of runs) {
    const isBelow = throughRun === null || run.id === throughRun || below.has(run.parentRunId ?? "");
    if (!isBelow) continue;
    below.add(run.id);
    // The first lane of a comparison stands for all of them.
    const isOtherLane = run.comparisonId !== null && run.comparisonId === leaf?.comparisonId;
    if (isOtherLane && run.id !== throughRun) continue;
    if (!run.failed || run.id === throughRun || !answered.has(run.parentRunId)) leaf = run;
  }
  const thread: TreeRun[] = [];
  for (let run = leaf; run !== undefined; run = byId.get(run.parentRunId ?? "")) thread.push(run);
  return thread.reverse();
}

/** A thread's runs with the other lanes of its comparisons, which belong to the same turns; in the order of the tree. */
export function withLanes(thread: readonly TreeRun[], tree: readonly TreeRun[]): TreeRun[] {
  const comparisons = new Set(thread.map(({ comparisonId }) => comparisonId).filter((id) => id !== null));
  const chosen = new Set(thread.map(({ id }) => id));
  return tree.filter(
    ({ id, comparisonId }) => chosen.has(id) || (comparisonId !== null && comparisons.has(comparisonId)),
  );
}

/** The runs that stand in a run's place, oldest first, itself among them: failed ones are left out, and a lane stands alone. */
export function versionsOf(run: TreeRun, runs: readonly TreeRun[]): string[] {
  if (run.comparisonId !== null) return [run.id];
  return runs
    .filter((other) => other.parentRunId === run.parentRunId && other.comparisonId === null)
    .filter((other) => !other.failed || other.id === run.id)
    .map((other) => other.id);
}
